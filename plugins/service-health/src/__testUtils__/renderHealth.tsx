import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { ServiceHealthApi } from '../api/ServiceHealthApi';
import { serviceHealthApiRef } from '../api/serviceHealthApiRef';
import { serviceHealthEntityCard } from '../entityCard';
import { serviceHealthEntityContent } from '../entityContent';
import { serviceHealthRollupContent } from '../rollupContent';
import { healthTabRouteRef } from '../routes';

/** A service that is linked to its cluster objects. */
export const linkedEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'visit-tracker',
    namespace: 'default',
    annotations: {
      'backstage.io/kubernetes-id': 'visit-tracker',
      'service-health/logs': 'https://logs.example.com/visit-tracker',
      'service-health/dashboard': 'vbscript:alert(1)',
    },
  },
  spec: { type: 'service', owner: 'group:default/visits' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/visits' }],
};

/** The team that owns it. */
export const teamEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'visits', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

/** The overview page of an entity, with nothing but our card. */
export function renderCard(api: ServiceHealthApi, entity = linkedEntity) {
  return renderTestApp({
    extensions: [createTestEntityPage({ entity }), serviceHealthEntityCard],
    apis: [[serviceHealthApiRef, api], catalogApiMock()],
    mountedRoutes: { '/tab': healthTabRouteRef },
  });
}

/** The health tab of a service. */
export function renderTab(api: ServiceHealthApi, path = '/') {
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity: linkedEntity }),
      serviceHealthEntityContent,
    ],
    apis: [[serviceHealthApiRef, api], catalogApiMock()],
    initialRouteEntries: [path],
  });
}

/** The health tab of a team or a system. */
export function renderRollup(
  api: ServiceHealthApi,
  options: { entity?: Entity; path?: string } = {},
) {
  const { entity = teamEntity, path = '/' } = options;
  return renderTestApp({
    extensions: [createTestEntityPage({ entity }), serviceHealthRollupContent],
    apis: [[serviceHealthApiRef, api], catalogApiMock()],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

/** A card by what its heading says. */
export function findCard(name: RegExp) {
  return screen.findByRole('article', { name });
}
