import {
  parseQuantity,
  QuotaRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import { metadataSchema } from './KubernetesObject';

const amountsSchema = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .default({});
const quotaSchema = z.object({
  metadata: metadataSchema,
  spec: z
    .object({
      scopes: z.array(z.string()).nullish(),
      scopeSelector: z.unknown().optional(),
    })
    .prefault({}),
  status: z.object({ hard: amountsSchema, used: amountsSchema }).prefault({}),
});

const judged = new Set([
  'pods',
  'count/pods',
  'cpu',
  'memory',
  'requests.cpu',
  'requests.memory',
]);

/** Keeps of a quota what the rules read; one for some pods only is left out. */
export function projectQuota(object: unknown): QuotaRecord | undefined {
  const { metadata, spec, status } = quotaSchema.parse(object);
  const hard = amountsOf(status.hard);
  const scoped =
    (spec.scopes ?? []).length > 0 || spec.scopeSelector !== undefined;
  return scoped || Object.keys(hard).length === 0
    ? undefined
    : {
        name: metadata.name,
        namespace: metadata.namespace,
        hard,
        used: amountsOf(status.used),
      };
}

function amountsOf(
  amounts: z.infer<typeof amountsSchema>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(amounts).flatMap(([name, amount]) => {
      const value = judged.has(name) ? parseQuantity(amount) : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
