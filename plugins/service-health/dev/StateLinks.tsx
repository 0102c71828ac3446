import { Link } from '@backstage/ui';
import { rollupStates } from './rollupStates';
import { states } from './states';

const pages = [
  { path: '/card', title: 'Card', all: states },
  { path: '/tab', title: 'Tab', all: states },
  { path: '/team', title: 'Roll-up', all: rollupStates },
];

/** A link to every state of the card, the tab and the roll-up. */
export function StateLinks() {
  return (
    <nav aria-label="States">
      {pages.map(({ path, title, all }) => (
        <p key={path}>
          <b>{title}:</b>{' '}
          {all.map(state => (
            <span key={state.name}>
              <Link href={`${path}?state=${state.name}`}>{state.title}</Link>
              {'; '}
            </span>
          ))}
        </p>
      ))}
    </nav>
  );
}
