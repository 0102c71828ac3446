import { Link } from '@backstage/ui';
import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useTexts } from '../useTexts';
import { useLevelWord } from './useLevelWord';
import styles from './OtherEnvironments.module.css';

/** A line for each environment that is worse than the healthy one above. */
export function OtherEnvironments(options: {
  environments: EnvironmentHealth[];
  hrefTo: (environment: string) => string | undefined;
}) {
  const { environments, hrefTo } = options;
  const t = useTexts();
  const word = useLevelWord();
  if (environments.length === 0) {
    return <></>;
  }
  return (
    <ul className={styles.list} aria-label={t('verdict.otherEnvironments')}>
      {environments.map(({ name, level, headline }) => {
        const href = hrefTo(name);
        return (
          <li key={name}>
            <LevelGlyph level={level} size="small" />
            <span>
              {name} <b>{word(level)}</b>: {headline}
            </span>
            {href && (
              <Link
                href={href}
                className={styles.link}
                aria-label={t('verdict.showEnvironment', {
                  environment: name,
                })}
              >
                {t('verdict.show')}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
