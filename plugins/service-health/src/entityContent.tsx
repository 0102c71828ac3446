import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { linkedEntityFilter } from './linkedEntityFilter';
import { healthTabRouteRef } from './routes';

/** The tab of entities that are linked to a cluster. */
export const serviceHealthEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/health',
    title: 'Health',
    group: 'operation',
    routeRef: healthTabRouteRef,
    filter: linkedEntityFilter,
    loader: () =>
      import('./components/HealthTab').then(({ HealthTab }) => <HealthTab />),
  },
});
