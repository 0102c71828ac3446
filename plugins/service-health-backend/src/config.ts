import { Config } from '@backstage/config';
import { ClusterConfig } from './clusters/ClusterConfig';
import { readClusterConfigs } from './clusters/readClusterConfigs';
import { readRedisConfigs } from './redis/readRedisConfigs';
import { RedisInstanceConfig } from './redis/RedisInstanceConfig';

/** All settings of the plugin. */
export interface ServiceHealthConfig {
  clusters: ClusterConfig[];
  redis: { instances: RedisInstanceConfig[]; intervalMs: number };
  /** Environments that speak for a service, the first found wins. */
  primaryEnvironments: string[];
  /** Which ids an entity may use: only its own name, or any. */
  kubernetesIds: 'own' | 'any';
  /** Catalog namespaces whose entities may use their name as id. */
  catalogNamespaces: string[];
  /** Most records per cluster and kind. */
  recordLimit: number;
  /** Address of the app's readiness check, with `{name}` and `{namespace}`. */
  readinessUrl: string | undefined;
}

/** Reads all settings of the plugin. */
export function readServiceHealthConfig(config: Config): ServiceHealthConfig {
  const own = config.getOptionalConfig('serviceHealth');
  const ids = own?.getOptionalString('kubernetesIds') ?? 'own';
  return {
    clusters: readClusterConfigs(config),
    redis: {
      instances: readRedisConfigs(own?.getOptionalConfig('redis')),
      intervalMs:
        1000 * (own?.getOptionalNumber('redis.intervalSeconds') ?? 15),
    },
    primaryEnvironments: own?.getOptionalStringArray('primaryEnvironments') ?? [
      'prod',
      'production',
      'live',
    ],
    kubernetesIds: ids === 'any' ? 'any' : 'own',
    catalogNamespaces: own?.getOptionalStringArray('catalogNamespaces') ?? [
      'default',
    ],
    recordLimit: own?.getOptionalNumber('recordLimit') ?? 50_000,
    readinessUrl: own?.getOptionalString('readiness.url'),
  };
}
