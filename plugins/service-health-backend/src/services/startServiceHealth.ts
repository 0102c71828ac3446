import {
  AuthService,
  DatabaseService,
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { ClusterFleet } from '../clusters/ClusterFleet';
import { ClusterWatcher } from '../clusters/ClusterWatcher';
import { readServiceHealthConfig } from '../config';
import { readRedisConfigs } from '../redis/readRedisConfigs';
import { RedisRegistry } from '../redis/RedisRegistry';
import { HealthEvaluator } from '../HealthEvaluator';
import { ChangeFeed } from './ChangeFeed';
import { createTelemetry, registerGauges } from './createTelemetry';
import { DatabaseLevelHistory } from './DatabaseLevelHistory';
import { HealthService } from './HealthService';
import { LevelRecorder } from './LevelRecorder';
import { ReadinessProbes } from './ReadinessProbes';
import { ScalingRing } from './ScalingRing';
import { ServiceObserver } from './ServiceObserver';

const sampleMs = 15_000;

interface StartOptions {
  auth: AuthService;
  catalog: CatalogService;
  database: DatabaseService;
  evaluators: HealthEvaluator[];
  config: RootConfigService;
  logger: LoggerService;
  lifecycle: LifecycleService;
  metrics: MetricsService;
}

/** Starts all watches and probes; they end with the backend. */
export async function startServiceHealth(
  options: StartOptions,
): Promise<HealthService> {
  const { config, database, lifecycle, logger } = options;
  const settings = readServiceHealthConfig(config);
  const history = await DatabaseLevelHistory.create({
    database,
    now: Date.now(),
  });
  const feed = ChangeFeed.create();
  const telemetry = createTelemetry(options.metrics);
  const ring = ScalingRing.create({ limit: settings.recordLimit });
  const onChange = (id: string | undefined) => feed.publish(id);
  const redis = RedisRegistry.create({
    ...settings.redis,
    onChange,
    telemetry,
  });
  const readiness = ReadinessProbes.create({
    url: settings.readinessUrl,
    onChange,
  });
  const fleet = ClusterFleet.create({
    ...settings,
    logger,
    onChange: () => onChange(undefined),
    createWatcher: (cluster, scope) =>
      ClusterWatcher.create({
        config: cluster,
        scope,
        logger,
        recordLimit: settings.recordLimit,
        onChange,
        telemetry,
      }),
  });
  const health = HealthService.create({
    ...options,
    config: settings,
    feed,
    history,
    observer: ServiceObserver.create({ fleet, redis, readiness, ring }),
  });
  const recorder = LevelRecorder.create({
    ...options,
    config: settings,
    health,
    feed,
  });
  registerGauges(options.metrics, {
    fleet,
    countLevels: () => recorder.countLevels(),
  });
  const timer = setInterval(() => {
    sampleAutoscalers(fleet, ring);
    fleet.sweep();
    redis.sweep();
    readiness.sweep();
  }, sampleMs);
  timer.unref();
  const subscription = config.subscribe?.(() =>
    reconfigure(redis, { config, logger }),
  );
  fleet.start();
  recorder.start();
  lifecycle.addShutdownHook(async () => {
    clearInterval(timer);
    subscription?.unsubscribe();
    recorder.close();
    redis.close();
    await fleet.close();
  });
  return health;
}

function sampleAutoscalers(fleet: ClusterFleet, ring: ScalingRing): void {
  const now = Date.now();
  for (const watcher of fleet.running) {
    for (const autoscaler of watcher.autoscalers.values()) {
      ring.record(watcher.name, autoscaler, now);
    }
  }
  ring.sweep(now);
}

/** Redis instances come and go with services; the rest needs a restart. */
function reconfigure(
  redis: RedisRegistry,
  { config, logger }: Pick<StartOptions, 'config' | 'logger'>,
): void {
  try {
    redis.configure(
      readRedisConfigs(config.getOptionalConfig('serviceHealth.redis')),
    );
  } catch (error) {
    logger.warn(
      'Cannot use the changed Redis instances: the former ones stay',
      {
        error: String(error),
      },
    );
  }
}
