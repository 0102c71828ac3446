import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { argocdApplicationDeletePermission } from '@paved-path/backstage-plugin-scaffolder-backend-module-argocd';
import { serviceHealthDetailsReadPermission } from '@paved-path/backstage-plugin-service-health-common';

/** Who may do everything. */
const platformTeam = 'group:default/platform-team';

/** Everyone sees verdicts and runs templates; details are the owners', removal the platform team's. */
class PortalPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.includes(platformTeam)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (isPermission(permission, serviceHealthDetailsReadPermission)) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims }),
      );
    }
    if (isPermission(permission, argocdApplicationDeletePermission)) {
      return { result: AuthorizeResult.DENY };
    }
    return { result: user ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}

/** Install it in place of the allow-all policy. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'portal-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new PortalPolicy());
      },
    });
  },
});
