import { z } from 'zod/v3';
import {
  destination,
  dnsName,
  jsonObject,
  project,
  relativePath,
  repository,
  repoUrl,
  source,
  strings,
  sync,
  wait,
} from './fields';
import { valuesAt } from './valuesAt';

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
  destination: destination(),
  sync,
  applicationSet: z
    .object({
      generators: z
        .array(jsonObject())
        .min(1)
        .refine(
          generators => valuesAt(generators, 'template').length === 0,
          'must not hold a "template": it would replace project, source and destination of this input',
        ),
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
  labels: strings().default({}),
  annotations: strings().default({}),
  cascadeFinalizer: z
    .boolean()
    .default(false)
    .describe('Delete the objects when someone deletes the Application'),
};

/** An ApplicationSet makes Applications in its own namespace only. */
const setInOwnNamespace = [
  (input: { applicationSet?: unknown; appNamespace?: string }) =>
    !(input.applicationSet && input.appNamespace),
  'cannot have both applicationSet and appNamespace',
] as const;

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
    onSyncWindow: z
      .enum(['skip', 'fail'])
      .default('skip')
      .describe(
        'When a sync window holds the Application back: end well or fail; it stays registered either way',
      ),
    onFailure: z
      .enum(['rollback', 'keep'])
      .default('rollback')
      .describe('What becomes of the objects that this run made'),
    dryRunMode: z.enum(['offline', 'online']).default('offline'),
  })
  .strict()
  .refine(...setInOwnNamespace);

/** Input of `argocd:register`, parsed. */
export type RegisterInput = z.output<typeof registerInput>;

/** Input of `argocd:manifest`. */
export const manifestInput = z
  .object({
    ...applicationInput,
    namespace: dnsName()
      .optional()
      .describe('Namespace of Argo CD; that of the instance, or argocd'),
    targetPath: relativePath()
      .default('argocd')
      .describe('Folder in the workspace to write to'),
    include: z
      .array(z.enum(['project', 'application']))
      .min(1)
      .default(['project', 'application']),
  })
  .strict()
  .refine(...setInOwnNamespace);

/** What an Application is rendered from. */
export type ApplicationInput = Pick<
  RegisterInput,
  keyof typeof applicationInput
>;

const projectName = () =>
  dnsName().default('default').describe('Project of the Application');

/** Input of `argocd:wait`. */
export const waitInput = z
  .object({
    instance: applicationInput.instance,
    name: applicationInput.name,
    appNamespace: applicationInput.appNamespace,
    project: projectName(),
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
    onSyncWindow: z
      .enum(['wait', 'skip', 'fail'])
      .default('wait')
      .describe('When a sync window holds it back: wait on, end well or fail'),
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
    project: projectName(),
    entityRef: applicationInput.entityRef,
    applicationSet: z
      .boolean()
      .default(false)
      .describe('The name is that of an ApplicationSet'),
    cascade: z
      .boolean()
      .default(true)
      .describe(
        'Delete the objects of the Application too; an ApplicationSet decides on that itself, by preserveResourcesOnDeletion',
      ),
    removeProject: z
      .boolean()
      .default(true)
      .describe('Remove the project if it is owned too and nothing uses it'),
    repoUrl: repoUrl()
      .optional()
      .describe('Remove this repository of the project too'),
    timeoutSeconds: z.number().int().min(1).max(3600).default(300),
  })
  .strict();

/** Input of `argocd:unregister`, parsed. */
export type UnregisterInput = z.output<typeof unregisterInput>;
