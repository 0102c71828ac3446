import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SandboxBanner } from './SandboxBanner';

const sandboxBanner = AppRootElementBlueprint.make({
  name: 'sandbox-banner',
  params: { element: <SandboxBanner /> },
});

/** Says on every page what is simulated, where `app.sandbox` is configured. */
export const sandboxModule = createFrontendModule({
  pluginId: 'app',
  extensions: [sandboxBanner],
});
