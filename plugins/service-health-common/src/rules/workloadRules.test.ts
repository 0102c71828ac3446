import { codes, judge, RuleCase } from '../__fixtures__/judge';
import {
  ago,
  budget,
  cluster,
  condition,
  environment,
  nodes,
  now,
  pod,
  waitingPod,
  workload,
} from '../__fixtures__/records';
import { judgeEnvironment } from '../judgeEnvironment';
import { createFinding } from './createFinding';

const rolling = [
  condition('Available', 'True', 'MinimumReplicasAvailable'),
  condition('Progressing', 'True', 'ReplicaSetUpdated', { updatedAt: ago(60) }),
];
const redisSet = workload({
  kind: 'StatefulSet',
  name: 'visits-redis',
  component: 'redis',
  conditions: [],
  desired: 3,
  updated: 3,
  current: 3,
});
/** One pod of Redis is replaced, and the second is waited for. */
const secondOfRedis = (seconds: number) => ({
  workloads: [
    workload(),
    {
      ...redisSet,
      updated: 1,
      ready: 2,
      available: 2,
      shortSince: ago(seconds),
    },
  ],
});
const short = budget({
  disruptionsAllowed: 0,
  desiredHealthy: 2,
  currentHealthy: 1,
});
const cases: Record<string, RuleCase[]> = {
  'workload.noReadyReplicas': [
    { name: 'healthy', found: {} },
    {
      name: 'for 10 s',
      cluster: {
        pods: [],
        workloads: [workload({ ready: 0, available: 0, shortSince: ago(10) })],
      },
      found: { 'workload.noReadyReplicas': 'progressing' },
    },
    {
      name: 'for 1 min',
      cluster: {
        pods: [],
        workloads: [workload({ ready: 0, available: 0, shortSince: ago(60) })],
      },
      found: { 'workload.noReadyReplicas': 'down' },
    },
    {
      name: 'first start inside its deadline',
      cluster: {
        pods: [],
        workloads: [
          workload({
            createdAt: ago(90),
            ready: 0,
            available: 0,
            shortSince: ago(90),
            conditions: [
              condition('Available', 'False', 'MinimumReplicasUnavailable', {
                since: ago(90),
              }),
              condition('Progressing', 'True', 'ReplicaSetUpdated', {
                updatedAt: ago(80),
                since: ago(90),
              }),
            ],
          }),
        ],
      },
      found: {
        'workload.noReadyReplicas': 'progressing',
        'workload.rollingOut': 'progressing',
      },
    },
    {
      name: 'first start whose pod should be ready by now',
      cluster: {
        pods: [
          pod({ ready: false, readyChangedAt: ago(90), startedAt: ago(90) }),
        ],
        workloads: [
          workload({
            createdAt: ago(90),
            ready: 0,
            available: 0,
            shortSince: ago(90),
            conditions: [
              condition('Available', 'False', 'Minimum', { since: ago(90) }),
              condition('Progressing', 'True', 'ReplicaSetUpdated', {
                updatedAt: ago(80),
              }),
            ],
          }),
        ],
      },
      found: {
        'workload.noReadyReplicas': 'down',
        'workload.rollingOut': 'progressing',
        'pod.readinessFailing': 'degraded',
      },
    },
    {
      name: 'a StatefulSet of Redis at 0 of 3',
      cluster: {
        workloads: [
          workload(),
          { ...redisSet, ready: 0, available: 0, shortSince: ago(60) },
        ],
      },
      found: { 'workload.noReadyReplicas': 'down' },
    },
    {
      name: 'a StatefulSet of Redis whose only pod is being replaced for 1 min',
      cluster: {
        workloads: [
          workload(),
          {
            ...redisSet,
            desired: 1,
            updated: 0,
            current: 1,
            ready: 0,
            available: 0,
            shortSince: ago(60),
          },
        ],
      },
      found: {
        'workload.noReadyReplicas': 'down',
        'workload.rollingOut': 'progressing',
      },
    },
  ],
  'workload.replicasMismatch': [
    { name: 'healthy', found: {} },
    {
      name: 'for 1 min',
      cluster: {
        pods: [pod()],
        workloads: [workload({ ready: 1, available: 1, shortSince: ago(60) })],
      },
      found: { 'workload.replicasMismatch': 'progressing' },
    },
    {
      name: 'for 11 min',
      cluster: {
        pods: [pod()],
        workloads: [workload({ ready: 1, available: 1, shortSince: ago(660) })],
      },
      found: { 'workload.replicasMismatch': 'degraded' },
    },
    {
      name: 'a StatefulSet at 2 of 3 for 11 min',
      cluster: {
        workloads: [
          workload(),
          { ...redisSet, ready: 2, available: 2, shortSince: ago(660) },
        ],
      },
      found: { 'workload.replicasMismatch': 'degraded' },
    },
  ],
  'workload.rolloutStuck': [
    { name: 'healthy', found: {} },
    {
      name: 'passed its deadline',
      cluster: {
        pods: [pod()],
        workloads: [
          workload({
            updated: 1,
            available: 2,
            current: 3,
            conditions: [
              condition('Progressing', 'False', 'ProgressDeadlineExceeded'),
            ],
          }),
        ],
      },
      found: { 'workload.rolloutStuck': 'degraded' },
    },
    {
      name: 'no conditions yet',
      cluster: { pods: [pod()], workloads: [workload({ conditions: [] })] },
      found: {},
    },
  ],
  'workload.rollingOut': [
    { name: 'complete', found: {} },
    {
      name: '1 of 2 updated',
      cluster: {
        workloads: [workload({ updated: 1, current: 3, conditions: rolling })],
      },
      found: { 'workload.rollingOut': 'progressing' },
    },
    {
      name: 'not observed yet',
      cluster: {
        workloads: [workload({ generation: 2, conditions: rolling })],
      },
      found: { 'workload.rollingOut': 'progressing' },
    },
    {
      name: 'scaled out, not observed yet',
      cluster: {
        workloads: [workload({ generation: 2, desired: 4, shortSince: now })],
      },
      found: { 'workload.replicasMismatch': 'progressing' },
    },
    {
      name: 'scaled in, not observed yet',
      cluster: { workloads: [workload({ generation: 2, desired: 1 })] },
      found: {},
    },
    {
      name: 'a StatefulSet of Redis that replaces its second pod',
      cluster: secondOfRedis(10),
      found: { 'workload.rollingOut': 'progressing' },
    },
    {
      name: 'a StatefulSet of Redis whose second pod does not come for 11 min',
      cluster: secondOfRedis(660),
      found: { 'workload.rollingOut': 'warning' },
    },
    {
      name: 'paused',
      cluster: {
        workloads: [
          workload({
            updated: 1,
            current: 3,
            paused: true,
            conditions: rolling,
          }),
        ],
      },
      found: { 'workload.rolloutPaused': 'suspended' },
    },
  ],
  'workload.quotaOrAdmissionBlocked': [
    { name: 'healthy', found: {} },
    {
      name: 'quota',
      cluster: {
        workloads: [
          workload({
            ready: 1,
            available: 1,
            shortSince: ago(60),
            conditions: [
              condition('ReplicaFailure', 'True', 'FailedCreate', {
                message:
                  'pods "a" is forbidden: exceeded quota: small, requested: requests.memory=8Mi, used: 0, limited: requests.memory=1Mi',
              }),
            ],
          }),
        ],
      },
      found: {
        'workload.quotaOrAdmissionBlocked': 'degraded',
        'workload.rollingOut': 'progressing',
      },
    },
    {
      name: 'pod security',
      cluster: {
        workloads: [
          workload({
            conditions: [
              condition('ReplicaFailure', 'True', 'FailedCreate', {
                message: 'violates PodSecurity "restricted:latest"',
              }),
            ],
          }),
        ],
      },
      found: { 'workload.quotaOrAdmissionBlocked': 'degraded' },
    },
    {
      name: 'over',
      cluster: {
        workloads: [
          workload({ conditions: [condition('ReplicaFailure', 'False')] }),
        ],
      },
      found: {},
    },
  ],
  'workload.suspended': [
    { name: 'healthy', found: {} },
    {
      name: 'scaled to 0',
      cluster: {
        pods: [],
        workloads: [
          workload({
            desired: 0,
            updated: 0,
            ready: 0,
            available: 0,
            current: 0,
          }),
        ],
      },
      found: { 'workload.suspended': 'suspended' },
    },
    {
      name: 'one of two scaled to 0',
      cluster: {
        workloads: [workload(), workload({ name: 'worker', desired: 0 })],
      },
      found: { 'workload.suspended': 'note' },
    },
  ],
  'workload.noSpread': [
    { name: 'two nodes', found: {} },
    {
      name: 'one node',
      cluster: { pods: [pod(), pod({ name: 'b' })] },
      found: { 'workload.noSpread': 'warning' },
    },
    {
      name: 'one zone',
      cluster: {
        nodes: new Map([
          ...nodes(),
          ['node-4', { name: 'node-4', zone: 'zone-1', ready: true }],
        ]),
        pods: [pod(), pod({ name: 'b', node: 'node-4' })],
      },
      found: { 'workload.noSpread': 'warning' },
    },
    {
      name: 'nodes may not be read',
      cluster: { nodes: new Map(), pods: [pod(), pod({ name: 'b' })] },
      found: {},
    },
    {
      name: 'a cluster of one node',
      cluster: {
        nodes: new Map([...nodes()].slice(0, 1)),
        pods: [pod(), pod({ name: 'b' })],
      },
      found: {},
    },
  ],
  budget: [
    { name: 'lets one go', cluster: { budgets: [budget()] }, found: {} },
    {
      name: 'blocks drains',
      cluster: {
        budgets: [budget({ disruptionsAllowed: 0, desiredHealthy: 2 })],
      },
      found: { 'budget.blocksDrains': 'note' },
    },
    {
      name: 'too few',
      cluster: {
        budgets: [
          budget({
            disruptionsAllowed: 0,
            desiredHealthy: 2,
            currentHealthy: 1,
          }),
        ],
      },
      found: { 'budget.insufficient': 'warning' },
    },
    {
      name: 'too few during a rollout',
      cluster: {
        workloads: [workload({ updated: 1, conditions: rolling })],
        budgets: [short],
      },
      found: {
        'budget.insufficient': 'progressing',
        'workload.rollingOut': 'progressing',
      },
    },
    {
      name: 'too few since new pods start',
      cluster: {
        pods: [
          pod(),
          pod({ name: 'b', ready: false, readyChangedAt: ago(20) }),
        ],
        budgets: [short],
      },
      found: {
        'budget.insufficient': 'progressing',
        'pod.readinessFailing': 'progressing',
      },
    },
    {
      name: 'too few for 16 min',
      cluster: {
        workloads: [workload({ ready: 1, available: 1, shortSince: ago(960) })],
        budgets: [short],
      },
      found: {
        'budget.insufficient': 'warning',
        'workload.replicasMismatch': 'degraded',
      },
    },
    {
      name: 'scaled to 0',
      cluster: {
        pods: [],
        workloads: [workload({ desired: 0, ready: 0, available: 0 })],
        budgets: [{ ...short, currentHealthy: 0, expectedPods: 0 }],
      },
      found: { 'workload.suspended': 'suspended' },
    },
    {
      name: 'not computed yet',
      cluster: {
        budgets: [
          budget({
            disruptionsAllowed: 0,
            desiredHealthy: 0,
            currentHealthy: 0,
            expectedPods: 0,
          }),
        ],
      },
      found: {},
    },
  ],
};

describe.each(Object.entries(cases))('%s', (_, rows) => {
  it.each(rows)('$name', ({ found, ...given }) => {
    expect(codes(judge(given))).toEqual(found);
  });
});

describe('judgeEnvironment()', () => {
  it.each([
    ['yet', {}],
    [
      'yet, and its ReplicaSet is made',
      {
        conditions: [
          condition('Available', 'True', 'MinimumReplicasAvailable'),
          condition('Progressing', 'True', 'NewReplicaSetCreated', {
            updatedAt: now,
          }),
        ],
      },
    ],
  ])('counts no pod of a template that is not observed %s', (_, some) => {
    const { sections } = judge({
      cluster: { workloads: [workload({ generation: 2, ...some })] },
    });
    const [finding] = sections.flatMap(({ findings }) => findings);
    expect(finding).toMatchObject({
      code: 'workload.rollingOut',
      cause: 'Rolling out 1.14.2: 0 of 2 pods updated',
      nextStep: { text: 'Nothing to do.' },
    });
  });

  it('names the pods as the cause of a service that is down', () => {
    const verdict = judge({
      cluster: {
        pods: [waitingPod('ImagePullBackOff', 300)],
        workloads: [
          workload({
            desired: 1,
            updated: 1,
            ready: 0,
            available: 0,
            shortSince: ago(300),
          }),
        ],
      },
    });

    expect(verdict).toMatchObject({
      level: 'down',
      headline: '1 pod cannot start: image 1.14.2 cannot be pulled',
      effect: 'Nobody can use visits.',
      nextStep: { text: 'Check the tag and the pull secret.' },
    });
  });

  it('stays suspended although a sibling section is well', () => {
    expect(
      judge({ cluster: cases['workload.suspended'][1].cluster }).level,
    ).toBe('suspended');
  });

  it('says unknown, and what was known last, when the only cluster is silent', () => {
    const verdict = judge({
      cluster: {
        source: {
          id: 'kubernetes:a',
          kind: 'kubernetes',
          title: 'a',
          status: 'error',
          reason: 'a cannot be asked: no answer in time',
        },
        lastKnown: { level: 'healthy', at: '2026-11-20T03:01:00.000Z' },
      },
    });

    expect(verdict).toMatchObject({
      level: 'unknown',
      partial: true,
      lastKnown: { level: 'healthy' },
    });
  });

  it('keeps the headline of a warning while a rollout runs', () => {
    const given = cluster({
      workloads: [workload({ updated: 1, conditions: rolling })],
    });
    const verdict = judgeEnvironment(environment({ clusters: [given] }), {
      now,
      extraFindings: [
        createFinding({
          now,
          code: 'budget.insufficient',
          section: 'workload',
          level: 'warning',
          cause: 'Too few pods for their budget',
          next: 'Look at why.',
          subject: {
            kind: 'PodDisruptionBudget',
            name: 'visits',
            cluster: given.cluster,
          },
        }),
      ],
    });

    expect(verdict).toMatchObject({
      level: 'warning',
      headline: 'Too few pods for their budget',
    });
  });
});
