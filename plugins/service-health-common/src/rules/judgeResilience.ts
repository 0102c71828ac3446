import type { BudgetRecord, PodRecord } from '../records';
import { countPods } from './countPods';
import { createFinding } from './createFinding';
import { createPodFinding } from './createPodFinding';
import { groupPods } from './groupPods';
import type { JudgedFinding } from './JudgedFinding';
import type { RuleContext } from './RuleContext';
import { sectionOf } from './sectionOf';

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
  const short = budget.currentHealthy < budget.desiredHealthy;
  const blocks = budget.disruptionsAllowed === 0 && budget.expectedPods > 0;
  if (!short && !blocks) {
    return undefined;
  }
  const { cluster } = context.cluster;
  return createFinding({
    now: context.now,
    code: short ? 'budget.insufficient' : 'budget.blocksDrains',
    section: sectionOf(budget),
    level: short ? 'warning' : 'note',
    cause: short
      ? `${budget.currentHealthy} pods are well, the budget asks for ${budget.desiredHealthy}`
      : 'Node drains are blocked: no pod may be taken away',
    effect: short ? 'No pod may be moved until more are well.' : undefined,
    next: short
      ? 'Look at why pods are not ready.'
      : 'Run one more pod, or loosen the budget, before nodes are updated.',
    subject: {
      kind: 'PodDisruptionBudget',
      name: budget.name,
      cluster,
      namespace: budget.namespace,
    },
    evidence: {
      'Healthy pods': `${budget.currentHealthy} of ${budget.expectedPods}`,
      'Asked for': budget.desiredHealthy,
      'Disruptions allowed': budget.disruptionsAllowed,
    },
  });
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
