import { JsonValue } from '@backstage/types';
import { z } from 'zod/v3';
import { hasDotSegments } from './hasDotSegments';

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

/*
 * Fields that are used more than once make a schema for each use. One that is shared becomes a "$ref"
 * in the JSON schema that the scaffolder checks inputs with, and its validator answers those with
 * "Invalid URL".
 */

/** Any JSON object. */
export const jsonObject = () =>
  z.record(z.custom<JsonValue>(value => value !== undefined));

/** A map of texts. */
export const strings = () => z.record(z.string());

/** A path inside a repository or workspace. */
export const relativePath = () =>
  z
    .string()
    .refine(
      path => !path.startsWith('/') && !path.split('/').includes('..'),
      'must be relative to the root of the repository, without ".."',
    );

/** URL of a repository, without credentials. */
export const repoUrl = () =>
  z
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
    )
    .refine(
      // A server would follow it out of a prefix that the configuration allows
      url => !hasDotSegments(url),
      'must not hold the path segments "." and ".."',
    );

/** One source of an Application. */
export const source = z
  .object({
    repoUrl: repoUrl().describe('URL of the Git or Helm repository'),
    targetRevision: z
      .string()
      .default('HEAD')
      .describe('Branch, tag, commit, or chart version'),
    path: relativePath().optional().describe('Folder in the repository'),
    chart: z.string().optional().describe('Chart in a Helm repository'),
    ref: z.string().optional().describe('Name for other sources to refer to'),
    helm: z
      .object({
        releaseName: dnsName(53).optional(),
        valueFiles: z
          .array(
            z
              .string()
              .refine(
                file => !/:\/\/[^/]*@/.test(file),
                'must not hold credentials',
              ),
          )
          .optional()
          .describe(
            'Paths in the repository, or in that of a source with a ref; URLs must be below allow.repositoryPrefixes of the instance',
          ),
        valuesObject: jsonObject().optional(),
        parameters: z
          .array(z.object({ name: z.string(), value: z.string() }).strict())
          .optional(),
      })
      .strict()
      .optional(),
    kustomize: jsonObject().optional(),
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

/** Where an Application deploys to. */
export const destination = () =>
  z
    .union([
      z.object({ server: z.string().url(), namespace: dnsName() }).strict(),
      z.object({ name: z.string().min(1), namespace: dnsName() }).strict(),
    ])
    .describe('Cluster, by URL of its API server or by name, and namespace');

/** Credentials of a repository, by keys of task secrets. */
export const repository = z
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

/** How an Application is synced. */
export const sync = z
  .object({
    automated: z.boolean().default(true),
    prune: z.boolean().default(false),
    selfHeal: z.boolean().default(true),
    allowEmpty: z.boolean().default(false),
    createNamespace: z.boolean().default(false),
    managedNamespaceMetadata: z
      .object({
        labels: strings().optional(),
        annotations: strings().optional(),
      })
      .strict()
      .optional(),
    serverSideApply: z.boolean().default(false),
    options: z.array(z.string()).default([]),
    retryLimit: z.number().int().min(-1).max(50).default(5),
  })
  .strict()
  .default({});

/** The project of an Application. */
export const project = z
  .object({
    name: dnsName(),
    mode: z
      .enum(['require', 'ensure', 'merge'])
      .default('require')
      .describe(
        'require: must exist; ensure: made when missing, and extended only when this service made it; merge: extended whoever made it',
      ),
    destinations: z
      .array(destination())
      .optional()
      .describe(
        'All destinations that the project will need, when several Applications share it',
      ),
    description: z.string().max(255).optional(),
  })
  .strict();

/** What registration waits for. */
export const wait = z
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
