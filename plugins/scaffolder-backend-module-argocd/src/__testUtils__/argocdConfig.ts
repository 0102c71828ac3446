import { JsonObject } from '@backstage/types';

/** The `argocd` section with these instances. */
export function argocdConfig(...instances: JsonObject[]): JsonObject {
  return {
    argocd: { appLocatorMethods: [{ type: 'config', instances }] },
  };
}
