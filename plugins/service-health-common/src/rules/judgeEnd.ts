import { countPods } from './countPods';
import { createPodFinding } from './createPodFinding';
import { groupPods } from './groupPods';
import type { JudgedFinding } from './JudgedFinding';
import type { RuleContext } from './RuleContext';
import type { PodRecord } from '../records';

const recentMs = 3_600_000;
const stuckMs = 300_000;

/** Pods that ended badly, or that do not end. @public */
export function judgeEnd(context: RuleContext): JudgedFinding[] {
  const { pods } = context.cluster;
  const failed = groupPods(
    pods,
    // Whoever was told to go may end with the code of the signal
    pod => pod.phase === 'Failed' && pod.deleteBy === undefined,
  ).map(group => {
    const at = Math.max(...group.pods.map(endedAt));
    const reason = group.pods[0].reason ?? 'Failed';
    const recent = context.now - at < recentMs;
    return createPodFinding(context, group, {
      code: 'pod.failed',
      level: recent ? 'warning' : 'note',
      cause: `${countPods(group.pods.length)} ${describeEnd(reason)}`,
      effect: 'Others took over.',
      next: recent
        ? nextAfter(reason)
        : 'Nothing now. Delete the old pods to tidy up.',
      command: 'describe',
      since: at,
      evidence: { Reason: reason },
    });
  });
  const stuck = groupPods(
    pods,
    pod => pod.deleteBy !== undefined && context.now - pod.deleteBy > stuckMs,
  ).map(group =>
    createPodFinding(context, group, {
      code: 'pod.stuckTerminating',
      level: 'warning',
      cause: `${countPods(group.pods.length)} ${
        group.pods.length === 1 ? 'does' : 'do'
      } not stop`,
      effect: 'Volumes and addresses stay taken.',
      next: 'Look at the node and at the finalizers of the pod.',
      command: 'describe',
      since: Math.min(...group.pods.map(pod => pod.deleteBy ?? context.now)),
    }),
  );
  return [...failed, ...stuck];
}

function endedAt(pod: PodRecord): number {
  return pod.readyChangedAt ?? pod.createdAt;
}

function describeEnd(reason: string): string {
  const words: Record<string, string> = {
    Evicted: 'evicted: the node ran short of room',
    Preempted: 'made room for pods with a higher priority',
    Preempting: 'made room for pods with a higher priority',
    NodeLost: 'lost with their node',
    Shutdown: 'stopped with their node',
    NodeShutdown: 'stopped with their node',
    Terminated: 'stopped with their node',
    UnexpectedAdmissionError: 'refused by their node',
  };
  return words[reason] ?? 'ended with a failure';
}

function nextAfter(reason: string): string {
  return reason === 'Evicted'
    ? 'Set memory and storage requests near the real use.'
    : 'Look at why they ended, if it happens again.';
}
