import type { HealthRollup, Level, ServiceSummary } from '../model';
import { summaryHours } from '../model';
import { exampleNow, minutesAgo } from './exampleParts';

const well = '8 of 8 pods ready, autoscaler has room for 2 more';

/**
 * A team whose services are on every level.
 *
 * @public
 */
export const healthRollupExample: HealthRollup = {
  entityRef: 'group:default/visits',
  services: [
    service('visit-import', {
      level: 'down',
      headline: 'Redis lost redis-1 and its only replica redis-4',
      since: minutesAgo(4),
      hours: hours({ 18: 'warning', 19: 'warning', 20: 'warning', 23: 'down' }),
    }),
    service('visit-tracker', {
      level: 'degraded',
      headline: '2 of 8 pods cannot start: no node has 512 MiB of memory free',
      since: minutesAgo(12),
      hours: hours({ 10: 'progressing', 22: 'degraded', 23: 'degraded' }),
    }),
    service('geo-lookup', {
      level: 'warning',
      headline: 'Autoscaler is at its maximum of 12 pods, CPU at 82%',
      since: minutesAgo(38),
      hours: hours({
        9: 'warning',
        10: 'warning',
        11: 'warning',
        12: 'warning',
        23: 'warning',
      }),
    }),
    service('consent-api', {
      level: 'unknown',
      partial: true,
      headline: 'prod-us-1 does not answer. prod-eu-1 is healthy',
      since: minutesAgo(6),
      hours: hours({ 23: 'unknown' }),
    }),
    service('visit-dashboard', {
      level: 'progressing',
      headline: 'Rolling out 3.2.0: 4 of 6 pods updated',
      since: minutesAgo(2),
      hours: hours({ 15: 'progressing', 23: 'progressing' }),
    }),
    service('campaign-api'),
    service('heatmap', { hours: hours({ 7: 'progressing' }) }),
    service('link-shortener'),
    service('referrer-api'),
    service('report-export', { hours: hours({ 13: 'warning' }) }),
    service('session-store', { hours: hours({ 20: 'degraded' }) }),
    service('tag-proxy'),
    service('webhook-out', { hours: hours({ 4: 'progressing' }) }),
    service('visit-replay', {
      environment: 'staging',
      level: 'suspended',
      headline: 'Scaled to 0 by its owner',
      since: minutesAgo(1_000),
      hours: hours(
        Object.fromEntries(
          Array.from({ length: 17 }, (_, index) => [index + 7, 'suspended']),
        ),
      ),
    }),
  ],
  notSetUp: 1,
  forbidden: 2,
  omitted: 0,
  generatedAt: exampleNow,
};

function service(
  name: string,
  some: Partial<ServiceSummary> = {},
): ServiceSummary {
  return {
    entityRef: `component:default/${name}`,
    name,
    environment: 'prod',
    level: 'healthy',
    partial: false,
    headline: well,
    checkedAt: minutesAgo(0.2),
    hours: hours(),
    ...some,
  };
}

function hours(some: Record<number, Level> = {}): Level[] {
  return Array.from(
    { length: summaryHours },
    (_, hour) => some[hour] ?? 'healthy',
  );
}
