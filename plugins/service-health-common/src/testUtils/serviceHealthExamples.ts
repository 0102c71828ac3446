import type { ServiceHealth } from '../model';
import {
  clusterDown,
  drainsBlocked,
  noReadyReplicas,
  redisMemory,
  replicasMismatch,
  rollingOut,
  unschedulable,
} from './exampleFindings';
import {
  autoscalingFacts,
  counts,
  environment,
  exampleNow,
  history,
  minutesAgo,
  redisFacts,
  section,
  service,
  shard,
  wellSections,
  workloadFacts,
} from './exampleParts';

const [workload, autoscaling, redis] = wellSections();

const healthy = service([
  environment(),
  environment({ name: 'staging', namespace: 'visits-staging' }),
  environment({ name: 'dev', namespace: 'visits' }),
]);

const healthyOtherEnvironmentWorse = service([
  environment(),
  environment({
    name: 'staging',
    namespace: 'visits-staging',
    level: 'degraded',
    headline: '1 pod crashes again and again',
    nextStep: { text: 'Look at the last lines of its log.' },
    since: minutesAgo(20),
  }),
]);

const unschedulableFacts = workloadFacts(6);

const degraded = service([
  environment({
    level: 'degraded',
    headline: unschedulable.cause,
    effect: unschedulable.effect,
    nextStep: unschedulable.nextStep,
    rootFinding: unschedulable.id,
    since: minutesAgo(12),
    sections: [
      section({
        id: 'workload',
        title: 'Workload',
        level: 'degraded',
        summary: '6 of 8 pods ready, 2 wait for a node.',
        findings: [unschedulable, replicasMismatch, drainsBlocked],
        facts: {
          ...unschedulableFacts,
          desired: 8,
          counts: counts({ ready: 6, noNode: 2 }),
          zones: [
            ...unschedulableFacts.zones,
            { placement: 'noNode', counts: counts({ noNode: 2 }), total: 2 },
          ],
          rollouts: [
            {
              ...unschedulableFacts.rollouts[0],
              desired: 8,
              updated: 8,
              starting: 2,
            },
          ],
        },
      }),
      section({
        id: 'autoscaling',
        title: 'Autoscaling',
        summary:
          'Works as set: it asked for 8 pods and waits for the 2 without a node.',
        facts: autoscalingFacts({
          running: 6,
          desired: 8,
          metrics: [
            {
              name: 'CPU',
              source: 'resource',
              unit: 'percent',
              current: 91,
              target: 70,
            },
          ],
        }),
      }),
      section({
        id: 'redis',
        title: 'Redis',
        level: 'warning',
        summary:
          '6 of 6 nodes answer, all 16384 slots served. One node is getting full.',
        findings: [redisMemory],
        facts: redisFacts({
          memory: {
            node: 'redis-1',
            used: 1_803_886_264,
            limit: 2_147_483_648,
            unit: 'bytes',
            percent: 84,
            warnPercent: 80,
          },
        }),
      }),
    ],
    history: history('degraded', 12, unschedulable.cause),
  }),
  environment({ name: 'staging', namespace: 'visits-staging' }),
]);

const lostShard = shard(5461, 10922, 'redis-1', 'redis-4');

const down = service([
  environment({
    level: 'down',
    headline: clusterDown.cause,
    effect: clusterDown.effect,
    nextStep: clusterDown.nextStep,
    rootFinding: clusterDown.id,
    since: minutesAgo(4),
    sections: [
      section({
        id: 'workload',
        title: 'Workload',
        level: 'down',
        summary: '0 of 8 pods ready.',
        findings: [noReadyReplicas],
        facts: {
          ...workloadFacts(8),
          ready: 0,
          counts: counts({ notReady: 8 }),
        },
      }),
      autoscaling,
      section({
        id: 'redis',
        title: 'Redis',
        level: 'down',
        summary: '4 of 6 nodes answer, 10922 of 16384 slots served.',
        findings: [clusterDown],
        facts: redisFacts({
          nodesAnswering: 4,
          slots: { assigned: 16384, ok: 10922, pfail: 0, fail: 5462 },
          shards: [
            shard(0, 5460, 'redis-3', 'redis-0'),
            {
              ...lostShard,
              state: 'missing',
              nodes: lostShard.nodes.map(node => ({
                ...node,
                state: 'gone' as const,
              })),
            },
            shard(10923, 16383, 'redis-2', 'redis-5'),
          ],
        }),
      }),
    ],
    history: history('down', 4, clusterDown.cause),
  }),
]);

const warning = service([
  environment({
    level: 'warning',
    headline: redisMemory.cause,
    effect: redisMemory.effect,
    nextStep: redisMemory.nextStep,
    rootFinding: redisMemory.id,
    since: minutesAgo(9),
    sections: [
      workload,
      autoscaling,
      { ...redis, level: 'warning', findings: [redisMemory] },
    ],
    history: history('warning', 9, redisMemory.cause),
  }),
]);

const rollingFacts = workloadFacts(5);

const progressing = service([
  environment({
    level: 'progressing',
    headline: rollingOut.cause,
    effect: rollingOut.effect,
    nextStep: rollingOut.nextStep,
    rootFinding: rollingOut.id,
    since: minutesAgo(3),
    sections: [
      section({
        id: 'workload',
        title: 'Workload',
        level: 'progressing',
        summary: '2 of 5 pods updated, 1 is starting.',
        findings: [rollingOut],
        facts: {
          ...rollingFacts,
          rollouts: [
            {
              ...rollingFacts.rollouts[0],
              state: 'rolling',
              previousVersion: '1.14.1',
              updated: 3,
              available: 4,
              starting: 1,
              old: 2,
              missing: 0,
              lastProgressAt: minutesAgo(1),
              deadlineAt: minutesAgo(-7),
            },
          ],
        },
      }),
      autoscaling,
      redis,
    ],
    history: history('progressing', 3, rollingOut.cause),
  }),
]);

const waitingForFirstBuild = service([
  environment({
    name: 'dev',
    namespace: 'visits',
    phase: 'waiting',
    level: 'progressing',
    headline: 'Waiting for the first build',
    effect: 'Everything but the app is in place.',
    nextStep: {
      text: 'Look at the CI run.',
      link: {
        rel: 'ci',
        title: 'CI runs',
        href: 'https://git.example.com/visits/actions',
      },
    },
    since: minutesAgo(2),
    sections: [
      section({
        id: 'workload',
        title: 'Workload',
        level: 'progressing',
        summary: 'No image has been built yet.',
      }),
      redis,
    ],
    links: [],
  }),
]);

const partial = service([
  environment({
    level: 'unknown',
    headline: 'prod-us-1 does not answer. prod-eu-1 is healthy',
    effect:
      'So half of prod is not checked. It can be a network fault and not the service.',
    nextStep: {
      text: 'Wait for the next try. If it stays, ask the platform team about prod-us-1.',
    },
    partial: true,
    nextTryAt: minutesAgo(-0.3),
    clusters: [
      { name: 'prod-eu-1', level: 'healthy', observedAt: minutesAgo(0.2) },
      {
        name: 'prod-us-1',
        level: 'unknown',
        problem:
          'No answer within 10 s. Check that the portal can reach the cluster.',
        lastKnown: { level: 'healthy', at: minutesAgo(4) },
        nextTryAt: minutesAgo(-0.3),
      },
    ],
  }),
]);

const stale = service([
  environment({
    level: 'unknown',
    headline: 'No fresh data for 6 min',
    effect: 'The service may have changed since then.',
    partial: true,
    lastKnown: { level: 'healthy', at: minutesAgo(6) },
    checkedAt: minutesAgo(6),
    nextTryAt: minutesAgo(-0.3),
  }),
]);

const suspended = service([
  environment({
    name: 'staging',
    namespace: 'visits-staging',
    level: 'suspended',
    headline: 'Scaled to 0 by its owner',
    effect: 'The autoscaler is paused too. Not counted as a fault.',
    since: minutesAgo(600),
  }),
]);

const notSetUp: ServiceHealth = {
  entityRef: 'component:default/visit-tracker',
  setup: {
    state: 'notSetUp',
    reason: 'visit-tracker is not linked to a cluster',
    annotation: 'backstage.io/kubernetes-id',
    value: 'visit-tracker',
  },
  level: 'unknown',
  headline: 'visit-tracker is not linked to a cluster',
  partial: false,
  environments: [],
  links: [],
  generatedAt: exampleNow,
};

/**
 * One answer per state of the card, each valid by `serviceHealthSchema`,
 * for tests and stories.
 *
 * @public
 */
export const serviceHealthExamples = {
  healthy,
  healthyOtherEnvironmentWorse,
  progressing,
  waitingForFirstBuild,
  warning,
  degraded,
  down,
  partial,
  stale,
  suspended,
  notSetUp,
} as const;
