import { JsonValue } from '@backstage/types';
import { z } from 'zod/v3';

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A DNS label; the message quotes the rule, the runner quotes the value. */
export const dnsName = (max = 63) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(
      dnsLabel,
      'must hold only lower-case letters, digits and "-", and begin and end with a letter or digit',
    );

const json = z.custom<JsonValue>(value => value !== undefined);
const jsonObject = z.record(json);
const strings = z.record(z.string());

const relativePath = z
  .string()
  .refine(
    path => !path.startsWith('/') && !path.split('/').includes('..'),
    'must be relative to the root of the repository, without ".."',
  );

const repoUrl = z
  .string()
  .min(1)
  .refine(
    url =>
      !/^[a-z+]+:\/\/[^/@]*:[^/@]*@/i.test(url) &&
      !/^https?:\/\/[^/]*@/i.test(url),
    'must not hold credentials: name the keys of task secrets in "repository"',
  )
  .refine(
    url =>
      /^(https?|ssh|git|oci):\/\/.+|^[\w.-]+@[\w.-]+:.+|^[\w.-]+\/[\w./-]+$/i.test(
        url,
      ),
    'must be a URL such as https://host/owner/name or git@host:owner/name',
  );

const source = z
  .object({
    repoUrl: repoUrl.describe('URL of the Git or Helm repository'),
    targetRevision: z
      .string()
      .default('HEAD')
      .describe('Branch, tag, commit, or chart version'),
    path: relativePath.optional().describe('Folder in the repository'),
    chart: z.string().optional().describe('Chart in a Helm repository'),
    ref: z.string().optional().describe('Name for other sources to refer to'),
    helm: z
      .object({
        releaseName: dnsName(53).optional(),
        valueFiles: z.array(z.string()).optional(),
        valuesObject: jsonObject.optional(),
        parameters: z
          .array(z.object({ name: z.string(), value: z.string() }).strict())
          .optional(),
      })
      .strict()
      .optional(),
    kustomize: jsonObject.optional(),
    directory: z.object({ recurse: z.boolean() }).strict().optional(),
  })
  .strict()
  .refine(
    value => Boolean(value.path || value.chart || value.ref),
    'needs one of path, chart and ref',
  )
  .refine(
    value => !(value.path && value.chart),
    'cannot have both path and chart',
  );

const destination = z
  .union([
    z.object({ server: z.string().url(), namespace: dnsName() }).strict(),
    z.object({ name: z.string().min(1), namespace: dnsName() }).strict(),
  ])
  .describe('Cluster, by URL of its API server or by name, and namespace');

const repository = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('inherit') }).strict(),
    z
      .object({
        type: z.literal('https'),
        username: z.string().default('git'),
        passwordSecret: z.string(),
      })
      .strict(),
    z.object({ type: z.literal('ssh'), privateKeySecret: z.string() }).strict(),
    z
      .object({
        type: z.literal('githubApp'),
        appId: z.number().int().positive(),
        installationId: z.number().int().positive(),
        privateKeySecret: z.string(),
        enterpriseBaseUrl: z.string().url().optional(),
      })
      .strict(),
  ])
  .default({ type: 'inherit' })
  .describe(
    'Credentials of the repository; keys that end in Secret name a task secret, they never hold its value',
  );

const sync = z
  .object({
    automated: z.boolean().default(true),
    prune: z.boolean().default(false),
    selfHeal: z.boolean().default(true),
    allowEmpty: z.boolean().default(false),
    createNamespace: z.boolean().default(false),
    managedNamespaceMetadata: z
      .object({ labels: strings.optional(), annotations: strings.optional() })
      .strict()
      .optional(),
    serverSideApply: z.boolean().default(false),
    options: z.array(z.string()).default([]),
    retryLimit: z.number().int().min(-1).max(50).default(5),
  })
  .strict()
  .default({});

const project = z
  .object({
    name: dnsName(),
    mode: z
      .enum(['require', 'ensure', 'merge'])
      .default('require')
      .describe(
        'require: must exist; ensure: made when missing, and extended only when this service made it; merge: extended whoever made it',
      ),
    destinations: z
      .array(destination)
      .optional()
      .describe(
        'All destinations that the project will need, when several Applications share it',
      ),
    description: z.string().max(255).optional(),
  })
  .strict();

const wait = z
  .object({
    for: z.enum(['none', 'synced', 'healthy']).default('healthy'),
    timeoutSeconds: z.number().int().min(1).max(3600).default(600),
    revision: z.string().optional(),
    requireResources: z.boolean().default(true),
    allowSuspended: z.boolean().default(false),
    degradedGraceSeconds: z.number().int().min(0).default(60),
  })
  .strict()
  .default({});

/** Parts that several actions share. */
export const applicationInput = {
  instance: z
    .string()
    .optional()
    .describe('Name of the Argo CD instance; the first configured by default'),
  name: dnsName().describe('Name of the Application'),
  appNamespace: dnsName()
    .optional()
    .describe('Namespace of the Application, if not that of Argo CD'),
  project,
  sources: z.array(source).min(1),
  destination,
  sync,
  applicationSet: z
    .object({
      generators: z.array(jsonObject).min(1),
      preserveResourcesOnDeletion: z.boolean().default(true),
    })
    .strict()
    .optional()
    .describe('Make an ApplicationSet; must be allowed for the instance'),
  entityRef: z
    .string()
    .optional()
    .describe(
      'Catalog entity that owns what is made; a later task for it may change it',
    ),
  labels: strings.default({}),
  annotations: strings.default({}),
  cascadeFinalizer: z
    .boolean()
    .default(false)
    .describe('Delete the objects when someone deletes the Application'),
};

/** Input of `argocd:register`. */
export const registerInput = z
  .object({
    ...applicationInput,
    repository,
    repositoryScope: z.enum(['project', 'global']).default('project'),
    validate: z
      .boolean()
      .default(true)
      .describe('Let Argo CD try the repository and the manifests first'),
    onExisting: z
      .enum(['adopt-if-equal', 'update-if-owned', 'fail'])
      .default('update-if-owned'),
    wait,
    onFailure: z
      .enum(['rollback', 'keep'])
      .default('rollback')
      .describe('What becomes of the objects that this run made'),
    dryRunMode: z.enum(['offline', 'online']).default('offline'),
  })
  .strict();

/** Input of `argocd:register`, parsed. */
export type RegisterInput = z.output<typeof registerInput>;

/** Input of `argocd:manifest`. */
export const manifestInput = z
  .object({
    ...applicationInput,
    namespace: dnsName()
      .optional()
      .describe('Namespace of Argo CD; that of the instance, or argocd'),
    targetPath: relativePath
      .default('argocd')
      .describe('Folder in the workspace to write to'),
    include: z
      .array(z.enum(['project', 'application']))
      .min(1)
      .default(['project', 'application']),
  })
  .strict();

/** What an Application is rendered from. */
export type ApplicationInput = Pick<
  RegisterInput,
  keyof typeof applicationInput
>;

const projectName = dnsName()
  .default('default')
  .describe('Project of the Application');

/** Input of `argocd:wait`. */
export const waitInput = z
  .object({
    instance: applicationInput.instance,
    name: applicationInput.name,
    appNamespace: applicationInput.appNamespace,
    project: projectName,
    until: z
      .union([
        z.enum(['synced', 'healthy']),
        z.object({ image: z.string().min(1) }).strict(),
      ])
      .default('healthy')
      .describe(
        'synced, healthy, or an image that must run and be healthy, by its tag or by its name with any tag',
      ),
    timeoutSeconds: z.number().int().min(1).max(7200).default(900),
    onTimeout: z.enum(['succeed', 'fail']).default('fail'),
    waitingFor: z
      .string()
      .optional()
      .describe('What is waited for, in words, e.g. "the first build"'),
    link: z.string().url().optional().describe('Where to follow it'),
    requireResources: z.boolean().default(true),
    allowSuspended: z.boolean().default(false),
    degradedGraceSeconds: z.number().int().min(0).default(120),
  })
  .strict();

/** Input of `argocd:wait`, parsed. */
export type WaitInput = z.output<typeof waitInput>;

/** Input of `argocd:unregister`. */
export const unregisterInput = z
  .object({
    instance: applicationInput.instance,
    name: applicationInput.name,
    appNamespace: applicationInput.appNamespace,
    project: projectName,
    entityRef: applicationInput.entityRef,
    cascade: z
      .boolean()
      .default(true)
      .describe('Delete the objects of the Application too'),
    removeProject: z
      .boolean()
      .default(true)
      .describe('Remove the project if it is owned too and nothing uses it'),
    repoUrl: repoUrl
      .optional()
      .describe('Remove this repository of the project too'),
    timeoutSeconds: z.number().int().min(1).max(3600).default(300),
  })
  .strict();

/** Input of `argocd:unregister`, parsed. */
export type UnregisterInput = z.output<typeof unregisterInput>;
