import {
  annotationExternalLink,
  annotationKubernetesId,
  WorkloadRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import {
  conditionSchema,
  metadataSchema,
  tagOf,
  timeOf,
} from './KubernetesObject';

const workloadSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    replicas: z.number().default(1),
    paused: z.boolean().default(false),
    progressDeadlineSeconds: z.number().default(600),
    template: z
      .object({
        spec: z
          .object({
            containers: z
              .array(z.object({ image: z.string().optional() }))
              .default([]),
          })
          .optional(),
      })
      .optional(),
  }),
  status: z
    .object({
      observedGeneration: z.number().default(0),
      replicas: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      currentRevision: z.string().optional(),
      updateRevision: z.string().optional(),
      conditions: z.array(conditionSchema).default([]),
    })
    .prefault({}),
});

/** Keeps of a Deployment what the rules read. */
export function projectDeployment(
  object: unknown,
  options: { now: number; previous?: WorkloadRecord },
): WorkloadRecord {
  return project('Deployment', object, options);
}

/** Keeps of a StatefulSet what the rules read. */
export function projectStatefulSet(
  object: unknown,
  options: { now: number; previous?: WorkloadRecord },
): WorkloadRecord {
  return project('StatefulSet', object, options);
}

function project(
  kind: WorkloadRecord['kind'],
  object: unknown,
  { now, previous }: { now: number; previous?: WorkloadRecord },
): WorkloadRecord {
  const { metadata, spec, status } = workloadSchema.parse(object);
  const createdAt = timeOf(metadata.creationTimestamp) ?? now;
  const short = status.availableReplicas < spec.replicas;
  const unavailable = status.conditions.find(
    one => one.type === 'Available' && one.status === 'False',
  );
  // A set at its newest revision reports no updated pods.
  const settled =
    kind === 'StatefulSet' && status.currentRevision === status.updateRevision;
  return {
    kind,
    name: metadata.name,
    namespace: metadata.namespace,
    kubernetesId: metadata.labels[annotationKubernetesId] ?? '',
    component: metadata.labels['app.kubernetes.io/component'],
    createdAt,
    generation: metadata.generation,
    observedGeneration: status.observedGeneration,
    desired: spec.replicas,
    updated: settled ? spec.replicas : status.updatedReplicas,
    ready: status.readyReplicas,
    available: status.availableReplicas,
    current: status.replicas,
    paused: spec.paused,
    progressDeadlineMs: spec.progressDeadlineSeconds * 1000,
    conditions: status.conditions,
    version: tagOf(spec.template?.spec?.containers[0]?.image),
    externalLink: webLink(metadata.annotations[annotationExternalLink]),
    shortSince: short
      ? previous?.shortSince ??
        unavailable?.since ??
        (previous ? now : createdAt)
      : undefined,
  };
}

/** Only http and https: the value comes from whoever may write the object. */
function webLink(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text
    : undefined;
}
