import { ApiServer } from '../api/ApiServer';
import { StatusError } from '../api/StatusError';
import { WatchBook } from '../api/WatchBook';
import { MetricsServer } from '../metrics/MetricsServer';
import { ObjectStore } from '../store/ObjectStore';
import { ApiFaults } from './ApiFaults';
import { RequestFaults } from './RequestFaults';
import { WatchFaults } from './WatchFaults';

interface FaultParts {
  requestFaults: RequestFaults;
  watchFaults: WatchFaults;
  watches: WatchBook;
  store: ObjectStore;
  metrics: MetricsServer;
  server: ApiServer;
}

/** Joins the places where faults happen into the knobs that tests and scenarios turn. */
export function createApiFaults(parts: FaultParts): ApiFaults {
  const { requestFaults, watchFaults, watches, store, metrics, server } = parts;
  const metricsStops = new Set<() => void>();
  return {
    hang: scope => requestFaults.add({ type: 'hang' }, scope),
    delay: (milliseconds, scope) =>
      requestFaults.add({ type: 'delay', milliseconds }, scope),
    fail: (code, { retryAfterSeconds, message, ...scope } = {}) =>
      requestFaults.add(failure(code, retryAfterSeconds, message), scope),
    forbid: scope => requestFaults.add({ type: 'forbid' }, scope),
    reset: scope => requestFaults.add({ type: 'reset' }, scope),
    expireWatches: ({ as = 'event', times } = {}) =>
      requestFaults.add({ type: 'expire', as }, { times }),
    compact: () => store.compact(),
    cutWatches: (options = {}) => watches.cut(options),
    silenceWatches: (scope = {}) => watchFaults.silence(scope),
    duplicateEvents: (copies = 2) => watchFaults.duplicate(copies),
    reorderEvents: ({ sameObject = false } = {}) =>
      watchFaults.reorder(sameObject),
    delayEvents: milliseconds => watchFaults.delay(milliseconds),
    goDown: async () => {
      await server.stop();
      return () => server.start();
    },
    stopMetricsServer: () => {
      const restart = metrics.stop();
      metricsStops.add(restart);
      return restart;
    },
    clear: async () => {
      requestFaults.clear();
      watchFaults.clear();
      for (const restart of metricsStops) restart();
      metricsStops.clear();
      await server.start();
    },
  };
}

const reasons: Record<number, [reason: string, message: string]> = {
  429: [
    'TooManyRequests',
    'the server has received too many requests and has asked us to try again later',
  ],
  500: [
    'InternalError',
    'Internal error occurred: etcdserver: request timed out',
  ],
  503: [
    'ServiceUnavailable',
    'the server is currently unable to handle the request',
  ],
  504: [
    'Timeout',
    'the server was unable to return a response in the time allotted',
  ],
};

function failure(
  code: number,
  retryAfterSeconds: number | undefined,
  wanted: string | undefined,
) {
  const [reason, usual] = reasons[code] ?? ['Unknown', 'unknown'];
  const wait = retryAfterSeconds ?? (code === 429 ? 1 : undefined);
  const details = wait === undefined ? {} : { retryAfterSeconds: wait };
  const error = new StatusError(code, reason, wanted ?? usual, { details });
  const headers =
    wait === undefined ? undefined : { 'Retry-After': String(wait) };
  return { type: 'fail', error, headers } as const;
}
