import type { ContainerUsage, PodRecord, UsageRecord } from '../records';
import { countGroup } from './countGroup';
import { createPodFinding } from './createPodFinding';
import { groupPods, PodGroup } from './groupPods';
import type { JudgedFinding } from './JudgedFinding';
import type { RuleContext } from './RuleContext';

/** From kubernetes-mixin: over this, an out-of-memory stop is near. */
const memoryPercent = 90;
/** At this share of its limit a container is held back most of the time. */
const cpuPercent = 95;
// One sample may be a start or a garbage collection; a minute lies between two.
const memorySamples = 2;
const cpuSamples = 3;

/** Pods near their limits; says nothing where metrics-server is not read. */
export function judgeUsage(context: RuleContext): JudgedFinding[] {
  const { pods } = context.cluster;
  const memory = groupPods(pods, pod => memoryShare(context, pod) > 0);
  const cpu = groupPods(pods, pod => cpuShare(context, pod) > 0);
  return [
    ...memory.map(group => judgeMemory(context, group)),
    ...cpu.map(group => judgeCpu(context, group)),
  ];
}

/** Highest percentage of a limit that held for so many samples; 0 below the line. */
function shareOf(
  usage: UsageRecord | undefined,
  pod: PodRecord,
  options: { key: keyof ContainerUsage; samples: number; from: number },
): number {
  const { key, samples, from } = options;
  const recent = usage?.samples.slice(-samples) ?? [];
  if (recent.length < samples) {
    return 0;
  }
  const shares = Object.entries(pod.resources?.limits ?? {}).flatMap(
    ([name, limits]) => {
      const limit = limits[key];
      return limit
        ? Math.min(
            ...recent.map(
              one => (100 * (one.containers[name]?.[key] ?? 0)) / limit,
            ),
          )
        : [];
    },
  );
  const highest = Math.round(Math.max(0, ...shares));
  return highest >= from ? highest : 0;
}

function memoryShare({ cluster }: RuleContext, pod: PodRecord): number {
  return shareOf(cluster.usage?.get(pod.name), pod, {
    key: 'memoryBytes',
    samples: memorySamples,
    from: memoryPercent + 1,
  });
}

function cpuShare({ cluster }: RuleContext, pod: PodRecord): number {
  return shareOf(cluster.usage?.get(pod.name), pod, {
    key: 'cpuMillis',
    samples: cpuSamples,
    from: cpuPercent,
  });
}

function judgeMemory(context: RuleContext, group: PodGroup): JudgedFinding {
  const most = Math.max(...group.pods.map(pod => memoryShare(context, pod)));
  const one = group.pods.length === 1;
  return createPodFinding(context, group, {
    code: 'pod.memoryHigh',
    level: 'warning',
    cause: `${countGroup(group)} ${
      one ? 'uses' : 'use up to'
    } ${most}% of the memory limit`,
    effect: 'At 100% the container is stopped and started again.',
    next: 'Raise the memory limit or find the leak.',
    command: 'describe',
    evidence: {
      'Highest share': `${most}%`,
      'Warning over': `${memoryPercent}%`,
    },
  });
}

function judgeCpu(context: RuleContext, group: PodGroup): JudgedFinding {
  const most = Math.max(...group.pods.map(pod => cpuShare(context, pod)));
  const one = group.pods.length === 1;
  return createPodFinding(context, group, {
    code: 'pod.cpuThrottled',
    level: 'warning',
    cause: `${countGroup(group)} ${
      one ? 'uses' : 'use up to'
    } ${most}% of the CPU limit for minutes`,
    effect: 'The container is held back, so answers get slow.',
    next: 'Raise the CPU limit, or run more pods.',
    command: 'describe',
    evidence: {
      'Highest share': `${most}% in each of ${cpuSamples} samples`,
      'Warning from': `${cpuPercent}%`,
    },
  });
}
