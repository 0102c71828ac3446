import type { ContainerTrouble, PodRecord } from '../records';
import { countGroup } from './countGroup';
import { countPods } from './countPods';
import { createPodFinding } from './createPodFinding';
import { groupPods, PodGroup } from './groupPods';
import type { JudgedFinding } from './JudgedFinding';
import type { RuleContext } from './RuleContext';

const crashGraceMs = 120_000;
const recentMs = 600_000;

/** Pods that crash again and again, restarted lately, or ran out of memory. @public */
export function judgeCrashes(context: RuleContext): JudgedFinding[] {
  const { pods } = context.cluster;
  const loops = groupPods(pods, pod => crash(pod) !== undefined);
  return [
    ...loops.map(group => judgeLoop(context, group)),
    ...groupPods(pods, pod => ranOutOfMemory(context, pod)).map(group =>
      judgeMemory(context, group),
    ),
    ...groupPods(
      pods,
      pod => !ranOutOfMemory(context, pod) && restarts(context, pod) > 0,
    ).map(group => judgeRestarts(context, group)),
  ];
}

function crash(pod: PodRecord): ContainerTrouble | undefined {
  return pod.deleteBy === undefined
    ? pod.trouble.find(({ waiting }) => waiting === 'CrashLoopBackOff')
    : undefined;
}

function ranOutOfMemory({ now }: RuleContext, pod: PodRecord): boolean {
  return (
    crash(pod) === undefined &&
    pod.outOfMemoryAt !== undefined &&
    now - pod.outOfMemoryAt < recentMs
  );
}

function restarts({ now }: RuleContext, pod: PodRecord): number {
  return crash(pod) === undefined
    ? pod.restartTimes.filter(at => now - at < recentMs).length
    : 0;
}

function judgeLoop(context: RuleContext, group: PodGroup): JudgedFinding {
  const [first] = group.pods;
  const trouble = crash(first);
  const { why, next } = explainCrash(trouble);
  const left = group.total - group.pods.length;
  return createPodFinding(context, group, {
    code:
      trouble?.lastReason === 'OOMKilled'
        ? 'pod.outOfMemoryLoop'
        : 'pod.crashLoop',
    level: 'degraded',
    cause: `${countGroup(group)} ${
      group.pods.length === 1 ? 'crashes' : 'crash'
    } again and again${why}`,
    effect: left > 0 ? `${countPods(left)} carry the load.` : undefined,
    next,
    command: 'logs',
    since: Math.min(
      ...group.pods.map(pod => pod.readyChangedAt ?? pod.createdAt),
    ),
    graceMs: crashGraceMs,
    evidence: {
      Container: trouble && `${trouble.name}${trouble.init ? ' (init)' : ''}`,
      State: 'Waiting, CrashLoopBackOff',
      'Last end':
        trouble?.lastReason &&
        `${trouble.lastReason}, exit code ${trouble.exitCode ?? '?'}`,
      'Memory limit': trouble?.memoryLimit,
    },
  });
}

function explainCrash(trouble: ContainerTrouble | undefined) {
  if (trouble?.lastReason === 'OOMKilled') {
    const limit = trouble.memoryLimit ? ` (limit ${trouble.memoryLimit})` : '';
    return {
      why: `: out of memory${limit}`,
      next: 'Raise the memory limit or find the leak.',
    };
  }
  if (trouble?.init) {
    return {
      why: ' while they start',
      next: 'Look at the last lines of the init container.',
    };
  }
  if (trouble?.exitCode === 143 || trouble?.exitCode === 137) {
    return {
      why: ': stopped from outside',
      next: 'Check the liveness probe: it may stop the pod too early.',
    };
  }
  return { why: '', next: 'Look at the last lines of its log.' };
}

function judgeMemory(context: RuleContext, group: PodGroup): JudgedFinding {
  return createPodFinding(context, group, {
    code: 'pod.outOfMemory',
    level: 'warning',
    cause: `${countGroup(group)} ran out of memory in the last 10 min`,
    effect: 'The pod was stopped and started again.',
    next: 'Raise the memory limit or find the leak.',
    command: 'describe',
    since: Math.min(...group.pods.map(pod => pod.outOfMemoryAt ?? context.now)),
    evidence: {
      'Last end': 'OOMKilled',
      'Memory limit': group.pods[0].trouble[0]?.memoryLimit,
    },
  });
}

function judgeRestarts(context: RuleContext, group: PodGroup): JudgedFinding {
  const most = Math.max(...group.pods.map(pod => restarts(context, pod)));
  const many = most >= 3;
  return createPodFinding(context, group, {
    code: 'pod.restarts',
    level: many ? 'warning' : 'note',
    cause: `${countGroup(group)} restarted in the last 10 min${
      most > 1 ? `, up to ${most} times` : ''
    }`,
    next: many ? 'Look at the last lines of its log.' : 'Nothing now.',
    command: 'logs',
    since: Math.min(...group.pods.flatMap(pod => pod.restartTimes)),
    evidence: { 'Restarts in 10 min': most },
  });
}
