import { Container, Text } from '@backstage/ui';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { HealthCard } from '../src/components/HealthCard';
import { StateLinks } from './StateLinks';
import { states } from './states';
import { toEntity } from './toEntity';

/** Every state of the card beside the others. */
export function CardStates() {
  return (
    <Container>
      <main data-address="/">
        <Text as="h1" variant="title-small">
          Overview card
        </Text>
        <div style={{ columns: '3 21rem', columnGap: '1.25rem' }}>
          {states.map(({ name, title }) => (
            <div
              key={name}
              style={{ breakInside: 'avoid', paddingBlock: '0.75rem' }}
            >
              <Text as="p" variant="body-small">
                {title}
              </Text>
              <EntityProvider entity={toEntity(name)}>
                <HealthCard />
              </EntityProvider>
            </div>
          ))}
        </div>
      </main>
      <StateLinks />
    </Container>
  );
}
