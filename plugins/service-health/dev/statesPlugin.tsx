import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { healthTabRouteRef } from '../src/routes';

/** The pages of the dev app. */
export const statesPlugin = createFrontendPlugin({
  pluginId: 'states',
  extensions: [
    PageBlueprint.make({
      name: 'cards',
      params: {
        path: '/',
        title: 'Cards',
        noHeader: true,
        loader: () =>
          import('./CardStates').then(({ CardStates }) => <CardStates />),
      },
    }),
    PageBlueprint.make({
      name: 'card',
      params: {
        path: '/card',
        title: 'Card',
        noHeader: true,
        loader: () =>
          import('./CardState').then(({ CardState }) => <CardState />),
      },
    }),
    PageBlueprint.make({
      name: 'tab',
      params: {
        path: '/tab',
        title: 'Tab',
        routeRef: healthTabRouteRef,
        noHeader: true,
        loader: () => import('./TabState').then(({ TabState }) => <TabState />),
      },
    }),
    PageBlueprint.make({
      name: 'team',
      params: {
        path: '/team',
        title: 'Team',
        noHeader: true,
        loader: () =>
          import('./TeamState').then(({ TeamState }) => <TeamState />),
      },
    }),
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        title: 'Entity',
        routeRef: entityRouteRef,
        noHeader: true,
        loader: () =>
          import('./CardState').then(({ CardState }) => <CardState />),
      },
    }),
  ],
});
