import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The health tab of an entity page. */
export const healthTabRouteRef = createRouteRef();
