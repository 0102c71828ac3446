import { z } from 'zod';

const strings = z.record(z.string(), z.string());
const resources = z
  .object({ requests: strings.optional(), limits: strings.optional() })
  .default({});
const image = z.object({
  repository: z.string(),
  tag: z.coerce.string().default(''),
  digest: z.string().default(''),
});

/** The values of the golden path's chart that the renderer without helm reads. */
export const chartValues = z.object({
  environment: z.string().default('dev'),
  partOf: z.string().optional(),
  imageTag: z.coerce.string().default(''),
  image,
  domain: z.string().default(''),
  app: z
    .object({
      replicas: z.number().default(1),
      maxSurge: z.union([z.number(), z.string()]).default(1),
      maxOldSpaceMegabytes: z.number().optional(),
      terminationGracePeriodSeconds: z.number().default(45),
      env: z.record(z.string(), z.coerce.string()).default({}),
      resources,
    })
    .prefault({}),
  hpa: z
    .object({
      enabled: z.boolean().default(true),
      minReplicas: z.number().default(1),
      maxReplicas: z.number().default(4),
      targetCpuUtilization: z.number().default(70),
      behavior: z.record(z.string(), z.unknown()).optional(),
    })
    .prefault({}),
  pdb: z.object({ enabled: z.boolean().default(true) }).prefault({}),
  redis: z
    .object({
      mode: z.enum(['standalone', 'cluster', 'external']).default('standalone'),
      image: image.default({
        repository: 'docker.io/library/redis',
        tag: 'latest',
        digest: '',
      }),
      cluster: z
        .object({
          primaries: z.number().default(3),
          replicasPerPrimary: z.number().default(1),
        })
        .prefault({}),
      external: z
        .object({
          host: z.string().default(''),
          port: z.number().default(6379),
        })
        .prefault({}),
      resources,
    })
    .prefault({}),
});

/** Values of the golden path's chart. */
export type ChartValues = z.infer<typeof chartValues>;
