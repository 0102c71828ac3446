import type { BudgetRecord, PodRecord } from '../records';
import { countPods } from './countPods';
import { createFinding } from './createFinding';
import { createPodFinding } from './createPodFinding';
import { groupPods } from './groupPods';
import type { JudgedFinding } from './JudgedFinding';
import type { RuleContext } from './RuleContext';
import { sectionOf } from './sectionOf';
import { workloadState } from './workloadState';

/** As long as kubernetes-mixin waits before its alert KubePdbNotEnoughHealthyPods. */
const budgetGraceMs = 15 * 60_000;

/** Disruption budgets, and pods that share one node or zone. @public */
export function judgeResilience(context: RuleContext): JudgedFinding[] {
  return [
    ...context.cluster.budgets.flatMap(
      budget => judgeBudget(context, budget) ?? [],
    ),
    ...judgeSpread(context),
  ];
}

function judgeBudget(context: RuleContext, budget: BudgetRecord) {
  if (budget.expectedPods === 0) {
    return undefined;
  }
  if (budget.currentHealthy < budget.desiredHealthy) {
    return judgeShortBudget(context, budget);
  }
  return budget.disruptionsAllowed === 0
    ? createFinding({
        ...base(context, budget),
        code: 'budget.blocksDrains',
        level: 'note',
        cause: 'Node drains are blocked: no pod may be taken away',
        next: 'Run one more pod, or loosen the budget, before nodes are updated.',
      })
    : undefined;
}

function base({ cluster, now }: RuleContext, budget: BudgetRecord) {
  return {
    now,
    section: sectionOf(budget),
    subject: {
      kind: 'PodDisruptionBudget' as const,
      name: budget.name,
      cluster: cluster.cluster,
      namespace: budget.namespace,
    },
    evidence: {
      'Healthy pods': `${budget.currentHealthy} of ${budget.expectedPods}`,
      'Asked for': budget.desiredHealthy,
      'Disruptions allowed': budget.disruptionsAllowed,
    },
  };
}

/** A rollout and a start of pods are short of pods for a while, and meant so. */
function judgeShortBudget(context: RuleContext, budget: BudgetRecord) {
  const since = shortSince(context, budget);
  const finding = createFinding({
    ...base(context, budget),
    code: 'budget.insufficient',
    level: 'warning',
    cause: `${countPods(budget.currentHealthy)} ${
      budget.currentHealthy === 1 ? 'is' : 'are'
    } well, the budget asks for ${budget.desiredHealthy}`,
    effect: 'No pod may be moved until more are well.',
    next: 'Look at why pods are not ready.',
    since,
    graceMs: since === undefined ? undefined : budgetGraceMs,
  });
  const rolls = context.cluster.workloads.some(
    workload =>
      sectionOf(workload) === sectionOf(budget) &&
      workloadState(workload).rolling,
  );
  return rolls ? { ...finding, level: 'progressing' as const } : finding;
}

/** The budget itself does not say since when. */
function shortSince(
  { cluster }: RuleContext,
  budget: BudgetRecord,
): number | undefined {
  const pods = cluster.pods.filter(
    pod => !pod.ready && sectionOf(pod) === sectionOf(budget),
  );
  const workloads = cluster.workloads.filter(
    workload => sectionOf(workload) === sectionOf(budget),
  );
  const times = [
    ...workloads.flatMap(workload => workload.shortSince ?? []),
    ...pods.map(pod => pod.readyChangedAt ?? pod.createdAt),
  ];
  return times.length > 0 ? Math.min(...times) : undefined;
}

function judgeSpread(context: RuleContext): JudgedFinding[] {
  const { nodes, pods } = context.cluster;
  return groupPods(
    pods,
    pod => pod.ready && pod.deleteBy === undefined,
  ).flatMap(group => {
    const place = sharedPlace(context, group.pods);
    const canSpread = nodes.size > 1;
    if (group.pods.length < 2 || !canSpread || place === undefined) {
      return [];
    }
    return [
      createPodFinding(context, group, {
        code: 'workload.noSpread',
        level: 'warning',
        cause: `All ${countPods(group.pods.length)} run ${place.text}`,
        plainCause: `All ${countPods(group.pods.length)} run ${place.plain}`,
        effect: `If ${place.what} fails, ${
          group.section === 'redis' ? 'Redis' : 'the service'
        } is down.`,
        next: 'Add a topology spread rule.',
        evidence: { Place: place.text },
      }),
    ];
  });
}

function sharedPlace(context: RuleContext, pods: PodRecord[]) {
  const { nodes } = context.cluster;
  const hosts = new Set(pods.map(pod => pod.node));
  const [host] = hosts;
  if (hosts.size === 1 && host !== undefined) {
    return { text: `on node ${host}`, plain: 'on one node', what: 'that node' };
  }
  const known = new Set([...nodes.values()].map(node => node.zone));
  const zones = new Set(pods.map(pod => nodes.get(pod.node ?? '')?.zone));
  const [zone] = zones;
  return zones.size === 1 && zone !== undefined && known.size > 1
    ? { text: `in zone ${zone}`, plain: 'in one zone', what: 'that zone' }
    : undefined;
}
