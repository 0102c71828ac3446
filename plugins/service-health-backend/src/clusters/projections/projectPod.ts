import {
  ContainerTrouble,
  PodRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import {
  conditionSchema,
  metadataSchema,
  tagOf,
  timeOf,
} from './KubernetesObject';
import { projectResources, resourcesSchema } from './projectResources';

const kubernetesIdLabel = 'backstage.io/kubernetes-id';
const recentMs = 600_000;

const terminatedSchema = z.object({
  reason: z.string().optional(),
  exitCode: z.number().optional(),
  finishedAt: z.string().nullish(),
});
const stateSchema = z
  .object({
    waiting: z
      .object({ reason: z.string().optional(), message: z.string().optional() })
      .optional(),
    running: z.object({ startedAt: z.string().nullish() }).optional(),
    terminated: terminatedSchema.optional(),
  })
  .default({});
const containerStatusSchema = z.object({
  name: z.string(),
  ready: z.boolean().default(false),
  restartCount: z.number().default(0),
  state: stateSchema,
  lastState: stateSchema,
});
const probeSchema = z
  .object({
    initialDelaySeconds: z.number().default(0),
    periodSeconds: z.number().default(10),
    failureThreshold: z.number().default(3),
  })
  .optional();
const containerSchema = z.object({
  name: z.string(),
  image: z.string().optional(),
  readinessProbe: probeSchema,
  startupProbe: probeSchema,
  resources: resourcesSchema,
});
const podSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    nodeName: z.string().optional(),
    containers: z.array(containerSchema).default([]),
    initContainers: z.array(containerSchema).default([]),
  }),
  status: z
    .object({
      phase: z.string().default('Pending'),
      reason: z.string().optional(),
      conditions: z.array(conditionSchema).default([]),
      containerStatuses: z.array(containerStatusSchema).default([]),
      initContainerStatuses: z.array(containerStatusSchema).default([]),
    })
    .prefault({}),
});

type Pod = z.infer<typeof podSchema>;
type ContainerStatus = z.infer<typeof containerStatusSchema>;

/** Keeps of a pod what the rules read; pods of Jobs are left out. */
export function projectPod(
  object: unknown,
  options: { now: number; previous?: PodRecord },
): PodRecord | undefined {
  const pod = podSchema.parse(object);
  const { metadata, spec, status } = pod;
  const owner = metadata.ownerReferences.find(({ controller }) => controller);
  if (owner?.kind === 'Job') {
    return undefined;
  }
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  const scheduled = status.conditions.find(
    ({ type }) => type === 'PodScheduled',
  );
  const restarts = sum(allStatuses(pod).map(one => one.restartCount));
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    kubernetesId: metadata.labels[kubernetesIdLabel] ?? '',
    component: metadata.labels['app.kubernetes.io/component'],
    workload: workloadOf(pod),
    node: spec.nodeName,
    createdAt: timeOf(metadata.creationTimestamp) ?? options.now,
    deleteBy: timeOf(metadata.deletionTimestamp),
    phase: status.phase,
    reason: status.reason,
    ready: ready?.status === 'True',
    readyChangedAt: ready?.since,
    readyReason: ready?.status === 'True' ? undefined : ready?.reason,
    containersReady: status.containerStatuses.filter(one => one.ready).length,
    containers: spec.containers.length,
    startedAt: newestStart(status.containerStatuses),
    probeWindowMs: probeWindow(pod),
    unschedulable:
      scheduled?.status === 'False' && scheduled.reason === 'Unschedulable'
        ? {
            since: scheduled.since ?? options.now,
            message: scheduled.message ?? '',
          }
        : undefined,
    trouble: troubleOf(pod),
    restarts,
    restartTimes: restartTimesOf(pod, { ...options, restarts }),
    outOfMemoryAt: outOfMemoryAt(allStatuses(pod)),
    version: tagOf(spec.containers[0]?.image),
    resources: projectResources(spec.containers),
  };
}

function allStatuses({ status }: Pod): ContainerStatus[] {
  return [...status.initContainerStatuses, ...status.containerStatuses];
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** A ReplicaSet's name is its Deployment's and the hash of the pod template. */
function workloadOf({ metadata }: Pod): string | undefined {
  const owner = metadata.ownerReferences.find(({ controller }) => controller);
  const hash = metadata.labels['pod-template-hash'];
  if (owner?.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    return `Deployment/${owner.name.slice(0, -hash.length - 1)}`;
  }
  return owner && `${owner.kind}/${owner.name}`;
}

function newestStart(statuses: ContainerStatus[]): number | undefined {
  const times = statuses.flatMap(
    ({ state }) => timeOf(state.running?.startedAt) ?? [],
  );
  return times.length > 0 ? Math.max(...times) : undefined;
}

function probeWindow({ spec }: Pod): number {
  const windows = spec.containers.map(({ readinessProbe, startupProbe }) =>
    sum(
      [readinessProbe, startupProbe].map(probe =>
        probe
          ? probe.initialDelaySeconds +
            probe.periodSeconds * probe.failureThreshold
          : 0,
      ),
    ),
  );
  return 1000 * Math.max(0, ...windows);
}

function troubleOf(pod: Pod): ContainerTrouble[] {
  const specs = new Map(
    [...pod.spec.initContainers, ...pod.spec.containers].map(one => [
      one.name,
      one,
    ]),
  );
  const of = (status: ContainerStatus, init: boolean): ContainerTrouble[] => {
    const { state, lastState, name } = status;
    const ended = lastState.terminated ?? (init ? undefined : state.terminated);
    const waits =
      state.waiting !== undefined &&
      state.waiting.reason !== 'PodInitializing' &&
      state.waiting.reason !== 'ContainerCreating';
    if (!waits && (ended === undefined || status.ready)) {
      return [];
    }
    const spec = specs.get(name);
    return [
      {
        name,
        init,
        waiting: waits ? state.waiting?.reason : undefined,
        message: state.waiting?.message,
        lastReason: ended?.reason,
        exitCode: ended?.exitCode,
        memoryLimit: spec?.resources.limits.memory?.toString(),
        image: spec?.image,
      },
    ];
  };
  return [
    ...pod.status.initContainerStatuses.flatMap(one => of(one, true)),
    ...pod.status.containerStatuses.flatMap(one => of(one, false)),
  ];
}

/** Only growth that was seen counts, or a last end that is told and recent. */
function restartTimesOf(
  pod: Pod,
  {
    now,
    previous,
    restarts,
  }: { now: number; previous?: PodRecord; restarts: number },
): number[] {
  if (previous) {
    const grown = Math.min(10, Math.max(0, restarts - previous.restarts));
    const kept = previous.restartTimes.filter(at => now - at < recentMs);
    return [...kept, ...Array.from({ length: grown }, () => now)].slice(-10);
  }
  return allStatuses(pod)
    .flatMap(({ restartCount, lastState }) =>
      restartCount > 0 ? timeOf(lastState.terminated?.finishedAt) ?? [] : [],
    )
    .filter(at => now - at < recentMs);
}

function outOfMemoryAt(statuses: ContainerStatus[]): number | undefined {
  const times = statuses.flatMap(({ state, lastState }) =>
    [state.terminated, lastState.terminated].flatMap(ended =>
      ended?.reason === 'OOMKilled' ? timeOf(ended.finishedAt) ?? [] : [],
    ),
  );
  return times.length > 0 ? Math.max(...times) : undefined;
}
