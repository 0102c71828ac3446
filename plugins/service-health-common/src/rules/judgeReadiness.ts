import { countPods } from './countPods';
import { createFinding } from './createFinding';
import { createPodFinding } from './createPodFinding';
import { groupPods } from './groupPods';
import type { JudgedFinding } from './JudgedFinding';
import type { RuleContext } from './RuleContext';
import type { NodeRecord, PodRecord } from '../records';

/** Pods that run and take no requests, and nodes that went away under them. @public */
export function judgeReadiness(context: RuleContext): JudgedFinding[] {
  const { pods } = context.cluster;
  return [
    ...judgeNodes(context),
    ...groupPods(pods, isUnready).map(group => {
      const one = group.pods.length === 1;
      return createPodFinding(context, group, {
        code: 'pod.readinessFailing',
        level: 'degraded',
        cause: `${countPods(group.pods.length, group.total)} ${
          one ? 'fails its' : 'fail their'
        } readiness check`,
        effect: one ? 'It takes no requests.' : 'They take no requests.',
        next: 'Look at what the readiness check reports.',
        command: 'describe',
        since: Math.min(...group.pods.map(unreadySince)),
        graceMs: Math.max(60_000, ...group.pods.map(pod => pod.probeWindowMs)),
        evidence: {
          Condition: `Ready=False, ${group.pods[0].readyReason ?? 'no reason'}`,
        },
      });
    }),
  ];
}

function isUnready(pod: PodRecord): boolean {
  return (
    pod.phase === 'Running' &&
    !pod.ready &&
    pod.deleteBy === undefined &&
    pod.trouble.every(({ waiting }) => waiting === undefined)
  );
}

/** A start resets the probe window; the condition may be older. */
function unreadySince(pod: PodRecord): number {
  return Math.max(pod.readyChangedAt ?? pod.createdAt, pod.startedAt ?? 0);
}

function judgeNodes(context: RuleContext): JudgedFinding[] {
  const { pods, nodes, cluster } = context.cluster;
  const lost = new Map<string, { node: NodeRecord; pods: PodRecord[] }>();
  for (const pod of pods) {
    const node = pod.node === undefined ? undefined : nodes.get(pod.node);
    if (node && !node.ready) {
      const entry = lost.get(node.name) ?? { node, pods: [] };
      entry.pods.push(pod);
      lost.set(node.name, entry);
    }
  }
  return [...lost.values()].map(({ node, pods: hit }) =>
    createFinding({
      now: context.now,
      code: 'cluster.nodeNotReady',
      section: 'workload',
      level: 'degraded',
      cause: `Node ${node.name} does not answer: ${countPods(hit.length)} lost`,
      plainCause: `1 node does not answer: ${countPods(hit.length)} lost`,
      effect: 'Its pods take no requests until they start elsewhere.',
      next: 'Bring the node back, or delete it so that its pods move.',
      command: `kubectl --context ${cluster} describe node ${node.name}`,
      subject: { kind: 'Cluster', name: node.name, cluster },
      where: `Node ${node.name}`,
      since: node.readyChangedAt,
      count: hit.length,
      pods: hit.map(pod => pod.name),
      evidence: {
        Condition: 'Ready is not True',
        Pods: hit.map(pod => pod.name).join(', '),
      },
    }),
  );
}
