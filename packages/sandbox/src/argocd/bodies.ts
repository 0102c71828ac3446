import { z } from 'zod';
import { GrpcError } from './GrpcError';

const strings = z.record(z.string(), z.string());
const optionalStrings = strings
  .nullish()
  .transform(value => value ?? undefined);

const metadata = z
  .looseObject({
    name: z.string().default(''),
    namespace: z.string().optional(),
    labels: optionalStrings,
    annotations: optionalStrings,
    finalizers: z.array(z.string()).optional(),
    resourceVersion: z.string().optional(),
  })
  .default({ name: '', labels: undefined, annotations: undefined });

const source = z.looseObject({
  repoURL: z.string().default(''),
  targetRevision: z.string().optional(),
  path: z.string().optional(),
  chart: z.string().optional(),
  ref: z.string().optional(),
  helm: z
    .looseObject({
      releaseName: z.string().optional(),
      valueFiles: z.array(z.string()).optional(),
      valuesObject: z.record(z.string(), z.unknown()).optional(),
      parameters: z
        .array(z.object({ name: z.string(), value: z.string() }))
        .optional(),
    })
    .optional(),
});

const destination = z.object({
  server: z.string().optional(),
  name: z.string().optional(),
  namespace: z.string().optional(),
});

const syncPolicy = z.object({
  automated: z
    .object({
      prune: z.boolean().optional(),
      selfHeal: z.boolean().optional(),
      allowEmpty: z.boolean().optional(),
      enabled: z.boolean().optional(),
    })
    .nullish()
    .transform(value => value ?? undefined),
  syncOptions: z.array(z.string()).optional(),
  managedNamespaceMetadata: z
    .object({ labels: strings.optional(), annotations: strings.optional() })
    .optional(),
  retry: z.looseObject({ limit: z.coerce.number().optional() }).optional(),
});

/** Body of `POST` and `PUT /api/v1/applications`. */
export const applicationBody = z.object({
  metadata,
  spec: z
    .looseObject({
      project: z.string().default(''),
      destination: destination.default({}),
      source: source.optional(),
      sources: z.array(source).optional(),
      syncPolicy: syncPolicy.optional(),
    })
    .default({ project: '', destination: {} }),
});

const globs = z.array(z.string()).optional();

const syncWindow = z.object({
  kind: z.enum(['allow', 'deny']),
  schedule: z.string(),
  duration: z.string(),
  applications: globs,
  namespaces: globs,
  clusters: globs,
  manualSync: z.boolean().optional(),
  timeZone: z.string().optional(),
  description: z.string().optional(),
  andOperator: z.boolean().optional(),
});

/** Body of `POST` and `PUT /api/v1/projects`: wrapped, unlike the others. */
export const projectBody = z.object({
  project: z.object({
    metadata,
    spec: z
      .looseObject({
        sourceRepos: z.array(z.string()).optional(),
        destinations: z.array(destination).optional(),
        syncWindows: z.array(syncWindow).optional(),
      })
      .default({}),
  }),
  upsert: z.boolean().default(false),
});

/** Body of `POST /api/v1/repositories` and `/api/v1/repocreds`. */
export const repositoryBody = z.looseObject({
  repo: z.string().default(''),
  type: z.string().optional(),
  name: z.string().optional(),
  project: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  sshPrivateKey: z.string().optional(),
  bearerToken: z.string().optional(),
  githubAppID: z.coerce.number().optional(),
  githubAppInstallationID: z.coerce.number().optional(),
  githubAppPrivateKey: z.string().optional(),
});

/** Body of `POST /api/v1/applicationsets`. */
export const applicationSetBody = z.looseObject({
  metadata,
  spec: z.looseObject({
    generators: z
      .array(
        z.looseObject({
          list: z
            .looseObject({
              elements: z.array(z.record(z.string(), z.unknown())).optional(),
            })
            .optional(),
        }),
      )
      .optional(),
    syncPolicy: z
      .looseObject({ preserveResourcesOnDeletion: z.boolean().optional() })
      .optional(),
    template: z.looseObject({
      spec: z.looseObject({ project: z.string().default('') }),
    }),
  }),
});

/** Body of `POST /api/v1/applications/{name}/sync`. */
export const syncBody = z.object({
  revision: z.string().optional(),
  prune: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  project: z.string().optional(),
  appNamespace: z.string().optional(),
});

/** Body of `POST /api/v1/session`. */
export const sessionBody = z.object({
  username: z.string().default(''),
  password: z.string().default(''),
});

/** Parse a body, or answer as the gateway does when it cannot decode one. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (!result.success) {
    throw new GrpcError('InvalidArgument', z.prettifyError(result.error));
  }
  return result.data;
}
