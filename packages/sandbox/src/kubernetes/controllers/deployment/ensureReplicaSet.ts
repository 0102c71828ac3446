import { Deployment, ReplicaSet } from '../../objects/Workload';
import { ControllerContext } from '../ControllerContext';
import { controllerReference, isOwnedBy } from '../ownedBy';
import { templateHash } from '../templateHash';
import { rolloutLimits } from './rollingTargets';

const revisionKey = 'deployment.kubernetes.io/revision';

/** The ReplicaSet of a Deployment's present template, made when there is none; going back to an old one makes it the newest revision. */
export function ensureReplicaSet(
  deployment: Deployment,
  context: ControllerContext,
): ReplicaSet {
  const { store } = context;
  const { name, namespace } = deployment.metadata;
  const hash = templateHash(deployment.spec.template);
  const sets = store
    .list('ReplicaSet', namespace)
    .filter(set => isOwnedBy(set, deployment));
  const last = Math.max(0, ...sets.map(revisionOf));
  const known = sets.find(set => set.metadata.name === `${name}-${hash}`);
  const revision = known && revisionOf(known) === last ? last : last + 1;
  if (!known) createReplicaSet(deployment, { hash, revision, sets }, context);
  const annotate = <T extends Deployment | ReplicaSet>(object: T): T => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...object.metadata.annotations,
        [revisionKey]: String(revision),
      },
    },
  });
  if (known) store.update(annotate(known));
  const fresh = store.get('Deployment', name, namespace);
  if (fresh) store.update(annotate(fresh));
  const result = store.get('ReplicaSet', `${name}-${hash}`, namespace);
  if (!result)
    throw new Error(`Cannot find ReplicaSet "${name}-${hash}" again`);
  return result;
}

function createReplicaSet(
  deployment: Deployment,
  {
    hash,
    revision,
    sets,
  }: { hash: string; revision: number; sets: ReplicaSet[] },
  { admission }: ControllerContext,
): void {
  const { name, namespace } = deployment.metadata;
  const { template, selector, replicas = 1, minReadySeconds } = deployment.spec;
  const { maxSurge } = rolloutLimits(deployment);
  const others = sets.reduce((sum, set) => sum + (set.spec.replicas ?? 0), 0);
  const first = Math.max(0, Math.min(replicas, replicas + maxSurge - others));
  const recreates = deployment.spec.strategy?.type === 'Recreate';
  const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
  admission.create({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(replicas),
        'deployment.kubernetes.io/max-replicas': String(replicas + maxSurge),
        [revisionKey]: String(revision),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: recreates && others > 0 ? 0 : first,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: {
        ...selector,
        matchLabels: { ...selector.matchLabels, 'pod-template-hash': hash },
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[revisionKey] ?? 0);
}
