import { z } from 'zod/v3';
import { ActionRun } from '../actions/ActionRun';
import { Application } from '../client/schemas';
import { kubectl } from '../render/kubectl';
import { describeClaims } from './describeClaims';
import { Leftover } from './Leftover';

type Resource = NonNullable<Application['status']['resources']>[number];

const specSchema = z.object({
  destination: z.object({ namespace: z.string().optional() }).default({}),
  syncPolicy: z
    .object({ syncOptions: z.array(z.string()).nullish() })
    .nullish(),
});

/**
 * Namespaces and volumes outlive an Application: data is deleted by people.
 * Ask before the Application is removed; afterwards nobody knows.
 */
export async function describeLeftovers(
  run: ActionRun,
  application: Application,
  options: { cascade: boolean; signal: AbortSignal },
): Promise<Leftover[]> {
  const { resources } = application.status;
  return [
    ...(options.cascade ? [] : (resources ?? []).map(describeObject)),
    ...(await describeClaims(run, application, options.signal)),
    ...describeNamespace(application),
  ];
}

function describeObject({ group, kind, namespace, name }: Resource): Leftover {
  return {
    what: `${kind} ${name}`,
    // Two API groups may have the same kind, e.g. Ingress
    command: kubectl(
      namespace,
      'delete',
      group ? `${kind}.${group}` : kind,
      name,
    ),
  };
}

/** Only one that Argo CD has made, and that none of the objects is. */
function describeNamespace({ spec, status }: Application): Leftover[] {
  const { destination, syncPolicy } = specSchema.parse(spec);
  const { namespace } = destination;
  const isMade = syncPolicy?.syncOptions?.includes('CreateNamespace=true');
  const isObject = status.resources?.some(
    ({ kind, name }) => kind === 'Namespace' && name === namespace,
  );
  return namespace && isMade && !isObject
    ? [
        {
          what: `namespace ${namespace}`,
          command: kubectl(undefined, 'delete', 'namespace', namespace),
        },
      ]
    : [];
}
