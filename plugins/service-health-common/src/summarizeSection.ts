import type {
  AutoscalingFacts,
  EnvironmentHealth,
  RedisFacts,
  WorkloadFacts,
} from './model';
import type { EnvironmentRecord } from './records';
import type { JudgedFinding } from './rules/JudgedFinding';
import { countPods } from './rules/countPods';
import { sectionOf } from './rules/sectionOf';

/** "6 of 8 pods ready, 2 wait for a node." */
export function summarizeWorkload(
  facts: WorkloadFacts,
  phase: EnvironmentHealth['phase'],
): string {
  if (phase === 'waiting') {
    return 'No image has been built yet.';
  }
  if (phase === 'absent') {
    return 'No pods were found.';
  }
  if (facts.desired === 0) {
    return 'Scaled to 0.';
  }
  const { noNode, crashing, notReady, starting } = facts.counts;
  const rest = [
    noNode > 0 && `${noNode} wait for a node`,
    crashing > 0 && `${crashing} cannot start`,
    notReady > 0 && `${notReady} not ready`,
    starting > 0 && `${starting} starting`,
  ].filter(Boolean);
  return `${[
    `${facts.ready} of ${countPods(facts.desired)} ready`,
    ...rest,
  ].join(', ')}.`;
}

/** "Runs 8 pods, room for 2 more." */
export function summarizeAutoscaling(
  { autoscalers }: AutoscalingFacts,
  findings: JudgedFinding[],
): string {
  const [worst] = findings.filter(({ level }) => level !== 'note');
  if (worst) {
    return `${worst.plainCause ?? worst.cause}.`;
  }
  const [first] = autoscalers;
  if (!first) {
    return 'No autoscaler.';
  }
  if (first.desired > first.running) {
    return `Works as set: it asked for ${countPods(first.desired)}, ${
      first.running
    } run.`;
  }
  const room = first.max - first.running;
  return first.min === first.max
    ? `Pinned to ${countPods(first.max)}.`
    : `Runs ${countPods(first.running)}, ${
        room > 0 ? `room for ${room} more` : 'at its maximum'
      }.`;
}

/** "6 of 6 nodes answer, all 16384 slots served." */
export function summarizeRedis(
  { instances }: RedisFacts,
  findings: JudgedFinding[],
  record: EnvironmentRecord,
): string {
  const [first] = instances;
  if (!first) {
    return summarizePods(findings, record);
  }
  const nodes = `${first.nodesAnswering} of ${first.nodesExpected} ${
    first.nodesExpected === 1 ? 'node answers' : 'nodes answer'
  }`;
  const { slots } = first;
  if (!slots) {
    return `${nodes}.`;
  }
  return slots.ok === 16384
    ? `${nodes}, all 16384 slots served.`
    : `${nodes}, ${slots.ok} of 16384 slots served.`;
}

function summarizePods(
  findings: JudgedFinding[],
  record: EnvironmentRecord,
): string {
  const workloads = record.clusters.flatMap(one =>
    one.workloads.filter(workload => sectionOf(workload) === 'redis'),
  );
  const ready = workloads.reduce((sum, one) => sum + one.ready, 0);
  const desired = workloads.reduce((sum, one) => sum + one.desired, 0);
  return findings.length === 0 || desired > 0
    ? `${ready} of ${countPods(desired)} ready; Redis itself is not asked.`
    : 'Redis itself is not asked.';
}
