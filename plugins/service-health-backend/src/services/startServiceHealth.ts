import {
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { ClusterWatcher } from '../clusters/ClusterWatcher';
import { readServiceHealthConfig } from '../config';
import { readRedisConfigs } from '../redis/readRedisConfigs';
import { RedisRegistry } from '../redis/RedisRegistry';
import { ChangeFeed } from './ChangeFeed';
import { HealthService } from './HealthService';
import { ScalingRing } from './ScalingRing';
import { ServiceObserver } from './ServiceObserver';

const sampleMs = 15_000;

interface StartOptions {
  config: RootConfigService;
  logger: LoggerService;
  lifecycle: LifecycleService;
}

/** Starts all watches and probes; they end with the backend. */
export function startServiceHealth({
  config,
  logger,
  lifecycle,
}: StartOptions): HealthService {
  const settings = readServiceHealthConfig(config);
  const feed = ChangeFeed.create();
  const ring = ScalingRing.create({ limit: settings.recordLimit });
  const redis = RedisRegistry.create({
    ...settings.redis,
    onChange: id => feed.publish(id),
  });
  const watchers = settings.clusters.map(cluster =>
    ClusterWatcher.create({
      config: cluster,
      logger,
      recordLimit: settings.recordLimit,
      onChange: id => feed.publish(id),
    }),
  );
  watchers.forEach(watcher => watcher.start());
  const timer = setInterval(() => {
    sampleAutoscalers(watchers, ring);
    redis.sweep();
  }, sampleMs);
  timer.unref();
  const subscription = config.subscribe?.(() =>
    reconfigure(redis, { config, logger }),
  );
  lifecycle.addShutdownHook(async () => {
    clearInterval(timer);
    subscription?.unsubscribe();
    redis.close();
    await Promise.all(watchers.map(watcher => watcher.close()));
  });
  return HealthService.create({
    config: settings,
    feed,
    observer: ServiceObserver.create({ watchers, redis, ring }),
  });
}

function sampleAutoscalers(
  watchers: ClusterWatcher[],
  ring: ScalingRing,
): void {
  const now = Date.now();
  for (const watcher of watchers) {
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
