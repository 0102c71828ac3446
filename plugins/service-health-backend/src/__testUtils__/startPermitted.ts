import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import { z } from 'zod';
import serviceHealthPlugin from '..';
import { entitiesModule } from './entitiesModule';

const tokenSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/** Signs in whoever a header names, as a proxy in front of a portal does. */
const headerSignIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'header',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'header',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => {},
              authenticate: async ({ req }) => ({
                result: { name: req.header('x-user') ?? 'nobody' },
              }),
            }),
            signInResolver: async ({ result: { name } }, context) =>
              context.signInWithCatalogUser({ entityRef: { name } }),
          }),
        });
      },
    });
  },
});

function policyModule(policy: PermissionPolicy) {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'given-policy',
    register(env) {
      env.registerInit({
        deps: { permission: policyExtensionPoint },
        async init({ permission }) {
          permission.setPolicy(policy);
        },
      });
    },
  });
}

/**
 * The plugin beside the catalog, the permission and the auth backend as they
 * are published: real tokens, real ownership, real rules.
 */
export async function startPermitted(options: {
  config: JsonObject;
  entities: Entity[];
  policy: PermissionPolicy;
}) {
  const { server } = await startTestBackend({
    features: [
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      permissionsRegistryServiceFactory,
      userInfoServiceFactory,
      mockServices.rootLogger.factory({ level: 'none' }),
      mockServices.rootConfig.factory({
        data: {
          ...options.config,
          app: { baseUrl: 'http://localhost:3000' },
          permission: { enabled: true },
          auth: { environment: 'test', providers: { header: {} } },
          catalog: {
            rules: [{ allow: ['Component', 'Group', 'User'] }],
          },
        },
      }),
      authPlugin,
      headerSignIn,
      catalogPlugin,
      entitiesModule(options.entities),
      permissionPlugin,
      policyModule(options.policy),
      serviceHealthPlugin,
    ],
  });
  return {
    /** Signs in; the catalog may still be at work on the user. */
    async signIn(name: string): Promise<string> {
      const { status, body } = await request(server)
        .get('/api/auth/header/refresh')
        .set('x-user', name);
      return status === 200
        ? tokenSchema.parse(body).backstageIdentity.token
        : await this.signIn(name);
    },
    get: (path: string, token: string) =>
      request(server).get(path).set('authorization', `Bearer ${token}`),
  };
}
