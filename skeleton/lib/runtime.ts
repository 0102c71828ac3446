import pino, { type Logger } from 'pino';

import { readEnv, type Env } from '@/lib/env';
import { observeHttp } from '@/lib/http-telemetry';
import { Metrics } from '@/lib/metrics';
import { ReadinessCheck } from '@/lib/readiness';
import { createRedis } from '@/lib/redis';
import { sendSecurityHeaders } from '@/lib/security-headers';
import { Visits } from '@/lib/visits';
import service from '@/service.json';

/** What the whole process shares. */
export type Runtime = Readonly<{
  env: Env;
  log: Logger;
  metrics: Metrics;
  visits: Visits;
  readiness: ReadinessCheck;
}>;

declare global {
  // Each route is a bundle of its own, and hot reload loads bundles anew: only the process is one.
  var visitTrackerRuntime: Runtime | undefined;
}

/** Builds the runtime and starts to observe requests; stops the process if a setting cannot be used. */
export function startRuntime(): void {
  try {
    const { metrics, log, env } = getRuntime();
    observeHttp({ metrics, log });
    sendSecurityHeaders({ development: process.env.NODE_ENV === 'development' });
    log.info({ redisMode: env.redis.mode, redis: env.redis.addresses, version: env.version }, 'Started');
  } catch (error) {
    pino().fatal(error, 'Cannot start');
    process.exit(1);
  }
}

/** The process's one runtime. */
export function getRuntime(): Runtime {
  globalThis.visitTrackerRuntime ??= createRuntime();
  return globalThis.visitTrackerRuntime;
}

function createRuntime(): Runtime {
  const env = readEnv(process.env);
  const log = pino(
    {
      level: env.logLevel,
      base: { service: service.name, environment: env.environment },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: level => ({ level }) },
    },
    // Lines are written together, at the latest after a quarter of a second, and what is left when the process exits.
    pino.destination({ sync: false, minLength: 12_288, periodicFlush: 250 }),
  );
  const redis = createRedis(env.redis, { name: service.name });
  // Without a listener the client is silent about why it cannot connect.
  redis.on('error', (error: Error) => log.warn({ err: error }, 'Redis connection failed'));
  redis.on('ready', () => log.info('Redis is ready'));

  const visits = Visits.create({
    redis,
    env,
    observe(operation, seconds, error) {
      metrics.redisDuration.observe({ operation }, seconds);
      if (error) metrics.redisErrors.inc({ operation });
    },
  });
  const readiness = ReadinessCheck.create({ visits, env });
  const metrics = Metrics.create({
    version: env.version,
    environment: env.environment,
    redisUp: async () => (await readiness.redis()).state === 'up',
  });
  return { env, log, metrics, visits, readiness };
}
