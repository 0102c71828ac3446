import { z } from 'zod';

/** An object that the chart makes: what all of them have in common. */
export const kubernetesObjectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

/** An object that the chart makes. */
export type KubernetesObject = z.infer<typeof kubernetesObjectSchema>;
