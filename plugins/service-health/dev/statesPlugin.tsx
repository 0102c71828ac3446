import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';

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
      name: 'tab',
      params: {
        path: '/tab',
        title: 'Tab',
        noHeader: true,
        loader: () => import('./TabState').then(({ TabState }) => <TabState />),
      },
    }),
  ],
});
