import { Container, Text } from '@backstage/ui';
import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';

/** A page with one entity, as the entity page would give it. */
export function EntityState(options: { entity: Entity; children: ReactNode }) {
  const { entity, children } = options;
  const { pathname, search } = useLocation();
  return (
    <Container>
      <main
        data-address={`${pathname}${search}`}
        style={{ paddingBlock: '1rem' }}
      >
        <Text as="h1" variant="title-small">
          {entity.metadata.title}
        </Text>
        <EntityProvider entity={entity}>{children}</EntityProvider>
      </main>
    </Container>
  );
}
