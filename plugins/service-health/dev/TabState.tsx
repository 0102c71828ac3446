import { Container, Text } from '@backstage/ui';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { useSearchParams } from 'react-router-dom';
import { HealthTab } from '../src/components/HealthTab';
import { toEntity } from './toEntity';

/** The tab of one state. */
export function TabState() {
  const [query] = useSearchParams();
  return (
    <Container>
      <main>
        <Text as="h1" variant="title-small">
          visit-tracker
        </Text>
        <EntityProvider entity={toEntity(query.get('state') ?? 'degraded')}>
          <HealthTab />
        </EntityProvider>
      </main>
    </Container>
  );
}
