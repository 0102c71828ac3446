import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  Level,
  levels,
} from '@paved-path/backstage-plugin-service-health-common';
import { ClusterFleet } from '../clusters/ClusterFleet';
import { Telemetry } from './Telemetry';

/** Counts as OpenTelemetry metrics what happens while clusters and Redis are watched. */
export function createTelemetry(metrics: MetricsService): Telemetry {
  const requests = metrics.createCounter('service_health.kubernetes.requests', {
    description: 'Requests to API servers; status 0 is no answer',
    unit: '{request}',
  });
  const events = metrics.createCounter('service_health.watch.events', {
    description: 'Events read from watches',
    unit: '{event}',
  });
  const ends = metrics.createCounter('service_health.watch.ends', {
    description: 'Watches that ended and were opened again',
    unit: '{watch}',
  });
  const probes = metrics.createCounter('service_health.redis.probes', {
    description: 'Redis nodes asked, by outcome',
    unit: '{probe}',
  });
  return {
    request: (cluster, status) => requests.add(1, { cluster, status }),
    event: (cluster, kind, type) => events.add(1, { cluster, kind, type }),
    watchEnded: (cluster, kind, why) => ends.add(1, { cluster, kind, why }),
    probe: outcome => probes.add(1, { outcome }),
  };
}

interface Gauges {
  fleet: ClusterFleet;
  /** How many environments of all services are on each level. */
  countLevels(): Map<Level, number>;
}

/** Tells on request how much is held in memory, and how many services are how well. */
export function registerGauges(
  metrics: MetricsService,
  { fleet, countLevels }: Gauges,
): void {
  metrics
    .createObservableGauge('service_health.records', {
      description: 'Objects held in memory',
      unit: '{object}',
    })
    .addCallback(result => {
      for (const { name: cluster, sizes } of fleet.running) {
        for (const [kind, size] of Object.entries(sizes)) {
          result.observe(size, { cluster, kind });
        }
      }
    });
  metrics
    .createObservableGauge('service_health.verdicts', {
      description: 'Environments of services on each level',
      unit: '{environment}',
    })
    .addCallback(result => {
      const counts = countLevels();
      for (const level of levels) {
        result.observe(counts.get(level) ?? 0, { level });
      }
    });
}
