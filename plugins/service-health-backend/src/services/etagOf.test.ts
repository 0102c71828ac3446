import {
  AutoscalerRecord,
  composeServiceHealth,
  EnvironmentRecord,
  judgeEnvironment,
} from '@paved-path/backstage-plugin-service-health-common';
import { etagOf } from './etagOf';

const minute = 60_000;
const start = Date.parse('2026-11-20T00:00:30.000Z');

function answer(now: number, current: number) {
  const autoscaler: AutoscalerRecord = {
    name: 'visits-app',
    namespace: 'visits',
    createdAt: start - 60 * minute,
    kubernetesId: 'visits',
    target: 'Deployment/visits-app',
    min: 2,
    max: 4,
    current: 2,
    desired: 2,
    metrics: [
      { name: 'cpu', source: 'resource', current, target: 70, unit: 'percent' },
    ],
    conditions: [],
    generation: 1,
    hasStatus: true,
  };
  const points = Array.from(
    { length: Math.floor((now - start) / minute) + 1 },
    (_, index) => ({
      at: start + index * minute,
      value: current,
      running: 2,
      desired: 2,
    }),
  );
  const record: EnvironmentRecord = {
    service: 'visits',
    name: 'prod',
    namespace: 'visits',
    clusters: [
      {
        cluster: 'one',
        source: {
          id: 'one',
          kind: 'kubernetes',
          title: 'one',
          status: 'ok',
          observedAt: new Date(now).toISOString(),
        },
        everSynced: true,
        pods: [],
        workloads: [],
        autoscalers: [autoscaler],
        budgets: [],
        nodes: new Map(),
        samples: new Map([['visits-app', { points, changes: [] }]]),
        quotas: [],
        events: new Map(),
      },
    ],
    redis: [],
  };
  return composeServiceHealth({
    entityRef: 'component:default/visits',
    environments: [judgeEnvironment(record, { now })],
    links: [],
    primary: ['prod'],
    now,
  });
}

describe('etagOf', () => {
  it('stays while only the clock moves, and with it the hour of an autoscaler', () => {
    expect(etagOf(answer(start + 5 * minute, 40))).toBe(
      etagOf(answer(start, 40)),
    );
  });

  it('changes with what an autoscaler sees', () => {
    expect(etagOf(answer(start, 41))).not.toBe(etagOf(answer(start, 40)));
  });
});
