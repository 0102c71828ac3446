import {
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  ServiceHealth,
  serviceHealthSchema,
} from '@paved-path/backstage-plugin-service-health-common';

/**
 * Asks for verdicts from other plugins.
 *
 * @public
 */
export interface ServiceHealthService {
  /** The health of one entity, as far as the caller may see it. */
  getHealth(
    entityRef: string,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<ServiceHealth>;
}

const timeoutMs = 10_000;

/**
 * Lets other backend plugins ask for a verdict, with their caller's rights.
 *
 * @public
 */
export const serviceHealthServiceRef = createServiceRef<ServiceHealthService>({
  id: 'service-health.client',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) => ({
        async getHealth(entityRef, { credentials, signal }) {
          const [{ token }, baseUrl] = await Promise.all([
            auth.getPluginRequestToken({
              onBehalfOf: credentials,
              targetPluginId: 'service-health',
            }),
            discovery.getBaseUrl('service-health'),
          ]);
          const limit = AbortSignal.timeout(timeoutMs);
          const response = await fetch(
            `${baseUrl}/v1/health?${new URLSearchParams({ entityRef })}`,
            {
              headers: { authorization: `Bearer ${token}` },
              signal: signal ? AbortSignal.any([signal, limit]) : limit,
            },
          );
          if (!response.ok) {
            throw await ResponseError.fromResponse(response);
          }
          return serviceHealthSchema.parse(await response.json());
        },
      }),
    }),
});
