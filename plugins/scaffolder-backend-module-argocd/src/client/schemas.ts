import { z } from 'zod/v3';
import { syncWindowSchema } from './syncWindowSchemas';

const strings = z.record(z.string()).nullish();

const metadata = z
  .object({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string().optional(),
    resourceVersion: z.string().optional(),
    creationTimestamp: z.string().nullish(),
    deletionTimestamp: z.string().nullish(),
    labels: strings,
    annotations: strings,
    finalizers: z.array(z.string()).nullish(),
    ownerReferences: z
      .array(z.object({ kind: z.string(), name: z.string() }).passthrough())
      .nullish(),
  })
  .passthrough();

const health = z
  .object({ status: z.string().optional(), message: z.string().optional() })
  .passthrough()
  .nullish();

const resource = z
  .object({
    group: z.string().optional(),
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
    status: z.string().optional(),
    health,
    message: z.string().optional(),
  })
  .passthrough();

const operationState = z
  .object({
    phase: z.string().optional(),
    message: z.string().optional(),
    startedAt: z.string().nullish(),
    finishedAt: z.string().nullish(),
    retryCount: z.union([z.number(), z.string()]).optional(),
    syncResult: z
      .object({ resources: z.array(resource).nullish() })
      .passthrough()
      .nullish(),
  })
  .passthrough();

/** An Application, as far as it is looked at here. */
export const applicationSchema = z
  .object({
    metadata,
    spec: z.object({ project: z.string().default('default') }).passthrough(),
    operation: z.record(z.unknown()).nullish(),
    status: z
      .object({
        sync: z
          .object({
            status: z.string().optional(),
            revision: z.string().optional(),
            revisions: z.array(z.string()).nullish(),
          })
          .passthrough()
          .nullish(),
        health,
        resources: z.array(resource).nullish(),
        conditions: z
          .array(
            z
              .object({
                type: z.string(),
                message: z.string().default(''),
                lastTransitionTime: z.string().nullish(),
              })
              .passthrough(),
          )
          .nullish(),
        operationState: operationState.nullish(),
        reconciledAt: z.string().nullish(),
        summary: z
          .object({
            images: z.array(z.string()).nullish(),
            externalURLs: z.array(z.string()).nullish(),
          })
          .passthrough()
          .nullish(),
      })
      .passthrough()
      .default({}),
  })
  .passthrough();

/** An Application, as far as it is looked at here. */
export type Application = z.infer<typeof applicationSchema>;

/** A list of Applications; Argo CD writes an empty one as null. */
export const applicationListSchema = z.object({
  items: z.array(applicationSchema).nullish(),
});

const destination = z
  .object({
    server: z.string().optional(),
    name: z.string().optional(),
    namespace: z.string().optional(),
  })
  .passthrough();

/** A project. */
export const projectSchema = z
  .object({
    metadata,
    spec: z
      .object({
        sourceRepos: z.array(z.string()).nullish(),
        destinations: z.array(destination).nullish(),
        clusterResourceWhitelist: z
          .array(
            z.object({ group: z.string(), kind: z.string() }).passthrough(),
          )
          .nullish(),
        syncWindows: z.array(syncWindowSchema).nullish(),
      })
      .passthrough()
      .default({}),
  })
  .passthrough();

/** A project. */
export type AppProject = z.infer<typeof projectSchema>;

/** Objects of an Application, each with its manifest as a text. */
export const managedResourcesSchema = z.object({
  items: z
    .array(
      z.object({
        namespace: z.string().optional(),
        name: z.string(),
        liveState: z.string().optional(),
        targetState: z.string().optional(),
      }),
    )
    .nullish(),
});

/** An ApplicationSet. */
export const applicationSetSchema = z
  .object({
    metadata,
    spec: z.record(z.unknown()),
    status: z
      .object({
        conditions: z
          .array(
            z
              .object({
                type: z.string(),
                status: z.string().optional(),
                message: z.string().default(''),
              })
              .passthrough(),
          )
          .nullish(),
      })
      .passthrough()
      .nullish(),
  })
  .passthrough();

/** An ApplicationSet. */
export type ApplicationSet = z.infer<typeof applicationSetSchema>;

/** A repository; nothing else of the answer is kept. */
export const repositorySchema = z.object({
  repo: z.string(),
  type: z.string().optional(),
  connectionState: z
    .object({ status: z.string().optional(), message: z.string().optional() })
    .nullish(),
});

/** A repository. */
export type Repository = z.infer<typeof repositorySchema>;
