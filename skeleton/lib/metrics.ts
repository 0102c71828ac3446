import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The app's metrics: requests by rate, errors and duration, its use of Redis, its visits, its build. */
export class Metrics {
  readonly #registry = new Registry();

  readonly requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers: [this.#registry],
  });

  readonly requestDuration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1, 1.5, 2.5, 5],
    registers: [this.#registry],
  });

  readonly redisDuration = new Histogram({
    name: 'redis_operation_duration_seconds',
    help: 'Time of one use of Redis',
    labelNames: ['operation'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5],
    registers: [this.#registry],
  });

  readonly redisErrors = new Counter({
    name: 'redis_operation_errors_total',
    help: 'Uses of Redis that failed',
    labelNames: ['operation'],
    registers: [this.#registry],
  });

  readonly visits = new Counter({
    name: 'visits_total',
    help: 'Visits sent to this process, by what became of them',
    labelNames: ['result'],
    registers: [this.#registry],
  });

  private constructor() {}

  static create(options: { version: string; environment: string; redisUp: () => Promise<boolean> }): Metrics {
    const metrics = new Metrics();
    // Looking at the event loop every 10 ms, the default, is nearly half of what an idle pod uses. What is reported
    // of its delays includes the interval.
    collectDefaultMetrics({ register: metrics.#registry, eventLoopMonitoringPrecision: 100 });
    new Gauge({
      name: 'app_build_info',
      help: 'What is running; always 1',
      labelNames: ['version', 'environment', 'node'],
      registers: [metrics.#registry],
    }).set({ version: options.version, environment: options.environment, node: process.version }, 1);
    new Gauge({
      name: 'redis_up',
      help: 'Whether this process can read the counters: 1 or 0',
      registers: [metrics.#registry],
      async collect() {
        this.set((await options.redisUp()) ? 1 : 0);
      },
    });
    for (const result of ['counted', 'repeated', 'ignored', 'unavailable']) metrics.visits.inc({ result }, 0);
    for (const operation of ['count', 'total']) metrics.redisErrors.inc({ operation }, 0);
    return metrics;
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything in Prometheus' text format. */
  async text(): Promise<string> {
    return this.#registry.metrics();
  }
}
