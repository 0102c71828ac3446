import { formatBytes } from './formatBytes';
import { countGroup } from './countGroup';
import { countPods } from './countPods';
import { createPodFinding } from './createPodFinding';
import { formatMinutes } from './formatMinutes';
import { groupPods, PodGroup } from './groupPods';
import type { JudgedFinding } from './JudgedFinding';
import { parseQuantity } from './parseQuantity';
import type { RuleContext } from './RuleContext';
import type { ContainerTrouble, PodRecord } from '../records';

const imageReasons = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
]);
const configReasons = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'StartError',
]);

/** Pods that cannot start. @public */
export function judgeStart(context: RuleContext): JudgedFinding[] {
  const pods = context.cluster.pods.filter(
    pod =>
      pod.deleteBy === undefined &&
      pod.phase !== 'Failed' &&
      pod.phase !== 'Succeeded',
  );
  return [
    ...groupPods(pods, pod => waits(pod, imageReasons) !== undefined).map(
      group => judgeImage(context, group),
    ),
    ...groupPods(pods, pod => waits(pod, configReasons) !== undefined).map(
      group => judgeConfig(context, group),
    ),
    ...groupPods(pods, pod => pod.unschedulable !== undefined).map(group =>
      judgeScheduling(context, group),
    ),
    ...groupPods(pods, pod => isStuck(context, pod)).map(group =>
      judgeStuck(context, group),
    ),
  ];
}

function waits(
  pod: PodRecord,
  reasons: Set<string>,
): ContainerTrouble | undefined {
  return pod.trouble.find(({ waiting }) => reasons.has(waiting ?? ''));
}

function judgeImage(context: RuleContext, group: PodGroup): JudgedFinding {
  const trouble = waits(group.pods[0], imageReasons);
  const version = group.pods[0].version;
  const subject = version ? `image ${version}` : 'the image';
  const left = context.cluster.pods.filter(
    pod => pod.workload === group.workload && pod.ready,
  );
  return createPodFinding(context, group, {
    code: 'pod.imagePull',
    level: 'degraded',
    cause: `${countPods(
      group.pods.length,
    )} cannot start: ${subject} cannot be pulled`,
    plainCause: `${countPods(
      group.pods.length,
    )} cannot start: the image cannot be pulled`,
    effect:
      left.length > 0
        ? `${left[0].version ?? 'The version before'} still runs.`
        : undefined,
    next: 'Check the tag and the pull secret.',
    command: 'describe',
    since: Math.min(...group.pods.map(pod => pod.createdAt)),
    graceMs: 60_000,
    evidence: {
      State: `Waiting, ${trouble?.waiting}`,
      Image: trouble?.image,
      Message: trouble?.message,
    },
  });
}

function judgeConfig(context: RuleContext, group: PodGroup): JudgedFinding {
  const trouble = waits(group.pods[0], configReasons);
  const missing = /(secret|configmap) "([^"]+)" not found/.exec(
    trouble?.message ?? '',
  );
  const plain = `${countPods(
    group.pods.length,
  )} cannot start: the container cannot be made`;
  return createPodFinding(context, group, {
    code: 'pod.containerConfig',
    level: 'degraded',
    cause: missing
      ? `${countPods(group.pods.length)} cannot start: ${missing[1]} ${
          missing[2]
        } is missing`
      : plain,
    plainCause: plain,
    next: missing
      ? `Create the ${missing[1]}, or correct its name in the workload.`
      : 'Read the message of the container in the evidence.',
    command: 'describe',
    since: Math.min(...group.pods.map(pod => pod.createdAt)),
    graceMs: 60_000,
    evidence: {
      State: `Waiting, ${trouble?.waiting}`,
      Message: trouble?.message,
    },
  });
}

function judgeScheduling(context: RuleContext, group: PodGroup): JudgedFinding {
  const message = group.pods[0].unschedulable?.message ?? '';
  const { why, next } = explainScheduler(message);
  const left = group.total - group.pods.length;
  return createPodFinding(context, group, {
    code: 'pod.unschedulable',
    level: 'degraded',
    cause: `${countGroup(group)} cannot start: ${why}`,
    effect:
      left > 0 ? `The other ${countPods(left)} carry the load.` : undefined,
    next,
    command: 'describe',
    since: Math.min(
      ...group.pods.map(pod => pod.unschedulable?.since ?? context.now),
    ),
    graceMs: 60_000,
    evidence: {
      Condition: 'PodScheduled=False, Unschedulable',
      Scheduler: message,
    },
  });
}

function explainScheduler(message: string): { why: string; next: string } {
  if (/Insufficient memory/.test(message)) {
    return {
      why: 'no node has enough memory free',
      next: 'Add a node, or lower the memory request.',
    };
  }
  if (/Insufficient cpu/.test(message)) {
    return {
      why: 'no node has enough CPU free',
      next: 'Add a node, or lower the CPU request.',
    };
  }
  if (/persistentvolumeclaim|volume/i.test(message)) {
    return {
      why: 'its volume is not available',
      next: 'Look at the volume claim and its storage class.',
    };
  }
  if (/anti-affinity|topology spread|didn't match pod affinity/.test(message)) {
    return {
      why: 'no node fits the spread rules',
      next: 'Add a node in another zone, or loosen the spread rule.',
    };
  }
  if (/taint|node affinity|node selector/.test(message)) {
    return {
      why: 'no node fits its selector or tolerations',
      next: 'Compare the node selector and tolerations with the nodes.',
    };
  }
  return {
    why: 'the scheduler finds no node',
    next: 'Read what the scheduler says in the evidence.',
  };
}

function isStuck(context: RuleContext, pod: PodRecord): boolean {
  const creating =
    pod.phase === 'Pending' &&
    pod.unschedulable === undefined &&
    waits(pod, imageReasons) === undefined &&
    waits(pod, configReasons) === undefined &&
    !pod.trouble.some(({ waiting }) => waiting === 'CrashLoopBackOff');
  return creating && context.now - pod.createdAt > 300_000;
}

function judgeStuck(context: RuleContext, group: PodGroup): JudgedFinding {
  const since = Math.min(...group.pods.map(pod => pod.createdAt));
  const time = formatMinutes(context.now - since);
  const { why, plainWhy, next } = explainStuck(context, group);
  const cause = `${countGroup(group)} cannot finish starting`;
  return createPodFinding(context, group, {
    code: 'pod.stuckCreating',
    level: 'degraded',
    cause: why ? `${cause}: ${why}` : `${cause} for ${time}`,
    plainCause: plainWhy ? `${cause}: ${plainWhy}` : `${cause} for ${time}`,
    effect:
      group.pods.length === 1
        ? 'It takes no requests.'
        : 'They take no requests.',
    next,
    command: 'describe',
    since,
    evidence: {
      State: 'Pending, ContainerCreating',
      'Memory limit': describeLimit(group.pods[0].trouble[0]?.memoryLimit),
    },
  });
}

/** The last event says what the status does not. */
function explainStuck({ cluster }: RuleContext, { pods }: PodGroup) {
  const event = pods
    .flatMap(pod => cluster.events?.get(`Pod/${pod.name}`) ?? [])
    .sort((a, b) => b.at - a.at)[0];
  const missing = /(secret|configmap) "([^"]+)" not found/i.exec(
    event?.message ?? '',
  );
  if (missing) {
    const kind = missing[1].toLowerCase();
    return {
      why: `${kind} ${missing[2]} is missing`,
      plainWhy: `a ${kind} is missing`,
      next: `Create the ${kind}, or correct its name in the workload.`,
    };
  }
  if (/^Failed(Mount|AttachVolume|MapVolume)/.test(event?.reason ?? '')) {
    const why = 'a volume cannot be mounted';
    return { why, plainWhy: why, next: 'Look at the volume and its claim.' };
  }
  if (/Sandbox|NetworkNotReady/i.test(event?.reason ?? '')) {
    const why = 'its network cannot be set up';
    return {
      why,
      plainWhy: why,
      next: 'Look at the network plugin of the node.',
    };
  }
  return {
    why: undefined,
    plainWhy: undefined,
    next: 'Look at the last event of the pod: a volume or the network is missing.',
  };
}

function describeLimit(limit: string | undefined): string | undefined {
  const bytes = limit === undefined ? undefined : parseQuantity(limit);
  return bytes === undefined ? undefined : formatBytes(bytes);
}
