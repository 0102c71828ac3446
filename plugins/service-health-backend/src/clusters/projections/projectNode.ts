import { NodeRecord } from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';
import { conditionSchema, metadataSchema } from './KubernetesObject';

const nodeSchema = z.object({
  metadata: metadataSchema,
  status: z
    .object({ conditions: z.array(conditionSchema).default([]) })
    .prefault({}),
});

/** Keeps of a node what the rules read. */
export function projectNode(
  object: unknown,
): NodeRecord & { namespace: string } {
  const { metadata, status } = nodeSchema.parse(object);
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  return {
    name: metadata.name,
    namespace: '',
    zone: metadata.labels['topology.kubernetes.io/zone'],
    ready: ready?.status === 'True',
    readyChangedAt: ready?.since,
  };
}
