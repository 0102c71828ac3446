/**
 * Every state of the card and the tab, without a backend:
 *
 *   yarn workspace @paved-path/backstage-plugin-service-health start
 *
 * `/` shows all cards, `/card?state=degraded`, `/tab?state=degraded` and
 * `/team?state=mixed` one state of the card, the tab and the roll-up.
 */
import {
  ApiBlueprint,
  createFrontendModule,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import plugin, { serviceHealthApiRef } from '../src';
import { statesPlugin } from './statesPlugin';
import { StatesApi } from './StatesApi';

const statesModule = createFrontendModule({
  pluginId: 'service-health',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: serviceHealthApiRef,
          deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
          factory: deps => StatesApi.create(deps),
        }),
    }),
  ],
});

createDevApp({ features: [plugin, statesModule, statesPlugin] });
