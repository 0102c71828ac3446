import { z } from 'zod/v3';
import { Application } from '../client/schemas';

/** Something that Argo CD does not delete with an Application. */
export interface Leftover {
  what: string;
  command: string;
}

const specSchema = z.object({
  destination: z.object({ namespace: z.string().optional() }).default({}),
  source: z
    .object({
      helm: z.object({ releaseName: z.string().optional() }).optional(),
    })
    .optional(),
});

/** Namespaces and volumes outlive an Application: data is deleted by people. */
export function describeLeftovers(
  application: Application,
  cascade: boolean,
): Leftover[] {
  const { metadata, status } = application;
  const spec = specSchema.parse(application.spec);
  const { namespace } = spec.destination;
  if (!namespace) {
    return [];
  }
  const release = spec.source?.helm?.releaseName ?? metadata.name;
  const resources = status.resources ?? [];
  const kept = cascade
    ? []
    : resources.map(({ kind, name }) => ({
        what: `${kind} ${name}`,
        command: `kubectl --namespace ${namespace} delete ${kind.toLowerCase()} ${name}`,
      }));
  const volumes = resources.some(({ kind }) => kind === 'StatefulSet')
    ? [
        {
          what: `volume claims of ${release}`,
          command: `kubectl --namespace ${namespace} delete persistentvolumeclaim --selector app.kubernetes.io/instance=${release}`,
        },
      ]
    : [];
  return [
    ...kept,
    ...volumes,
    {
      what: `namespace ${namespace}`,
      command: `kubectl delete namespace ${namespace}`,
    },
  ];
}
