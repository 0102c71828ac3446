import {
  annotationKubernetesId,
  BudgetRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import { metadataSchema } from './KubernetesObject';

const budgetSchema = z.object({
  metadata: metadataSchema,
  status: z
    .object({
      disruptionsAllowed: z.number().default(0),
      desiredHealthy: z.number().default(0),
      currentHealthy: z.number().default(0),
      expectedPods: z.number().default(0),
    })
    .prefault({}),
});

/** Keeps of a disruption budget what the rules read. */
export function projectBudget(object: unknown): BudgetRecord {
  const { metadata, status } = budgetSchema.parse(object);
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    kubernetesId: metadata.labels[annotationKubernetesId] ?? '',
    component: metadata.labels['app.kubernetes.io/component'],
    ...status,
  };
}
