import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ClusterSettings,
  readClusterConfigs,
} from './clusters/readClusterConfigs';
import { readRedisConfigs } from './redis/readRedisConfigs';
import { RedisInstanceConfig } from './redis/RedisInstanceConfig';
import { SelectorRules } from './services/SelectorRules';

/** All settings of the plugin. */
export interface ServiceHealthConfig extends ClusterSettings {
  redis: { instances: RedisInstanceConfig[]; intervalMs: number };
  /** Environments that speak for a service, the first found wins. */
  primaryEnvironments: string[];
  /** Which ids an entity may use: only its own name, or any. */
  kubernetesIds: 'own' | 'any';
  /** What entities may select that do not use the id. */
  labelSelectors: SelectorRules;
  /** Catalog namespaces whose entities may use their name as id. */
  catalogNamespaces: string[];
  /** Most records per cluster and kind. */
  recordLimit: number;
  /** Watch from the start, or only what somebody looks at. */
  watches: 'always' | 'onView';
  /** How long a watch goes on that nobody looks at, in ms. */
  idleMs: number;
  /** Address of the app's readiness check, with `{name}` and `{namespace}`. */
  readinessUrl: string | undefined;
}

/** Reads all settings of the plugin. */
export function readServiceHealthConfig(config: Config): ServiceHealthConfig {
  const own = config.getOptionalConfig('serviceHealth');
  return {
    ...readClusterConfigs(config),
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
    kubernetesIds:
      readOneOf(own, 'kubernetesIds', ['own', 'any'] as const) ?? 'own',
    labelSelectors: {
      labels: own?.getOptionalStringArray('labelSelectors.labels') ?? [
        'app.kubernetes.io/name',
        'app.kubernetes.io/instance',
        'app',
      ],
      namespaces: own?.getOptionalStringArray('labelSelectors.namespaces') ?? [
        '{name}',
        '{name}-*',
      ],
    },
    catalogNamespaces: own?.getOptionalStringArray('catalogNamespaces') ?? [
      'default',
    ],
    recordLimit: own?.getOptionalNumber('recordLimit') ?? 50_000,
    watches:
      readOneOf(own, 'watches', ['always', 'onView'] as const) ?? 'always',
    idleMs: 60_000 * (own?.getOptionalNumber('idleMinutes') ?? 30),
    readinessUrl: own?.getOptionalString('readiness.url'),
  };
}

function readOneOf<T extends string>(
  config: Config | undefined,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const text = config?.getOptionalString(key);
  const found = allowed.find(one => one === text);
  if (text !== undefined && found === undefined) {
    throw new InputError(
      `Cannot use "serviceHealth.${key}": set it to one of ${allowed.join(
        ', ',
      )}; current value is "${text}"`,
    );
  }
  return found;
}
