import { isPodReady } from '../objects/isPodReady';
import { Pod } from '../objects/Pod';
import { StatefulSet } from '../objects/Workload';
import { Controller } from './Controller';
import { ControllerContext } from './ControllerContext';
import { createOrdinalPod } from './createOrdinalPod';
import { nameOf, ownerNameOf } from './nameOf';
import { isActive, podsOf } from './podsOf';
import { recordEvent } from './recordEvent';
import { templateHash } from './templateHash';

/** Keeps a StatefulSet's pods, one after the other. */
export function createStatefulSetController(
  context: ControllerContext,
): Controller {
  return {
    concerns: ({ object }) =>
      object.kind === 'StatefulSet'
        ? [nameOf(object)]
        : ownerNameOf(object, 'StatefulSet'),
    reconcile: ({ name, namespace }) => {
      const set = context.store.get('StatefulSet', name, namespace);
      return set && reconcile(set, context);
    },
  };
}

function reconcile(
  set: StatefulSet,
  context: ControllerContext,
): number | undefined {
  const revision = revisionOf(set);
  const failed = !step(set, revision, context);
  writeStatus(set, revision, context);
  return failed ? 5_000 : undefined;
}

// Answers whether the step could be made.
function step(
  set: StatefulSet,
  revision: string,
  context: ControllerContext,
): boolean {
  const { replicas = 1, podManagementPolicy } = set.spec;
  const pods = byOrdinal(podsOf(set, context.store));
  const ordered = podManagementPolicy !== 'Parallel';
  for (let ordinal = 0; ordinal < replicas; ordinal += 1) {
    const pod = pods.get(ordinal);
    if (!pod) {
      if (!addPod(set, ordinal, revision, context)) return false;
      if (ordered) return true;
    } else if (pod.status?.phase === 'Failed') context.remove(pod);
    else if (ordered && !isPodReady(pod)) return true;
  }
  const highestFirst = [...pods].sort(([a], [b]) => b - a);
  for (const [ordinal, pod] of highestFirst) {
    if (ordinal < replicas) break;
    if (pod.metadata.deletionTimestamp === undefined) context.remove(pod);
    if (ordered) return true;
  }
  // An outdated pod makes way only while all the others serve.
  const outdated = highestFirst.find(
    ([, { metadata }]) =>
      metadata.labels?.['controller-revision-hash'] !== revision,
  );
  if (outdated && [...pods.values()].every(isPodReady)) {
    context.remove(outdated[1]);
  }
  return true;
}

function addPod(
  set: StatefulSet,
  ordinal: number,
  revision: string,
  context: ControllerContext,
): boolean {
  const component = 'statefulset-controller';
  const { name } = set.metadata;
  const pod = `${name}-${ordinal}`;
  try {
    createOrdinalPod(set, { ordinal, revision }, context);
    const message = `create Pod ${pod} in StatefulSet ${name} successful`;
    const reason = 'SuccessfulCreate';
    recordEvent(set, { type: 'Normal', reason, message, component }, context);
    return true;
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    const message = `create Pod ${pod} in StatefulSet ${name} failed error: ${because}`;
    const reason = 'FailedCreate';
    recordEvent(set, { type: 'Warning', reason, message, component }, context);
    return false;
  }
}

function writeStatus(
  { metadata }: StatefulSet,
  revision: string,
  { store }: ControllerContext,
): void {
  const set = store.get('StatefulSet', metadata.name, metadata.namespace);
  if (!set) return;
  const pods = podsOf(set, store).filter(isActive);
  const ready = pods.filter(isPodReady).length;
  const updated = pods.filter(
    pod => pod.metadata.labels?.['controller-revision-hash'] === revision,
  ).length;
  const rolledOut = updated === (set.spec.replicas ?? 1);
  store.update({
    ...set,
    status: {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      ...(ready ? { readyReplicas: ready } : {}),
      availableReplicas: ready,
      ...(rolledOut ? { currentReplicas: updated } : {}),
      ...(updated ? { updatedReplicas: updated } : {}),
      currentRevision: rolledOut
        ? revision
        : set.status?.currentRevision ?? revision,
      updateRevision: revision,
      collisionCount: 0,
    },
  });
}

function revisionOf({ metadata, spec }: StatefulSet): string {
  return `${metadata.name}-${templateHash(spec.template)}`;
}

function byOrdinal(pods: Pod[]): Map<number, Pod> {
  return new Map(
    pods.map(pod => [Number(/-(\d+)$/.exec(pod.metadata.name)?.[1]), pod]),
  );
}
