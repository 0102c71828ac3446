import { ReplicaSet } from '../objects/Workload';
import { Controller } from './Controller';
import { ControllerContext } from './ControllerContext';
import { createPod } from './createPod';
import { nameOf, ownerNameOf } from './nameOf';
import { isActive, podsOf, untilAvailable } from './podsOf';
import { isPodReady } from '../objects/isPodReady';
import { Pod } from '../objects/Pod';
import { recordEvent } from './recordEvent';
import { withCondition } from './withCondition';

const retryMs = 5_000;

/** Keeps as many pods as a ReplicaSet asks for. */
export function createReplicaSetController(
  context: ControllerContext,
): Controller {
  const retryAt = new Map<string, number>();
  return {
    concerns: ({ object }) =>
      object.kind === 'ReplicaSet'
        ? [nameOf(object)]
        : ownerNameOf(object, 'ReplicaSet'),
    reconcile: ({ name, namespace }) => {
      const replicaSet = context.store.get('ReplicaSet', name, namespace);
      return replicaSet && reconcile(replicaSet, retryAt, context);
    },
  };
}

function reconcile(
  replicaSet: ReplicaSet,
  retryAt: Map<string, number>,
  context: ControllerContext,
): number | undefined {
  const { store, clock } = context;
  const { uid } = replicaSet.metadata;
  const active = podsOf(replicaSet, store).filter(isActive);
  const missing = (replicaSet.spec.replicas ?? 1) - active.length;
  const wait = (retryAt.get(uid) ?? 0) - clock.now();
  // Each refusal names another pod: without a pause, writing it down would be the reason to try again.
  if (missing > 0 && wait > 0) return wait;
  const failure =
    missing > 0 ? addPods(replicaSet, missing, context) : undefined;
  if (failure !== undefined) retryAt.set(uid, clock.now() + retryMs);
  for (const pod of mostExpendable(active).slice(0, Math.max(0, -missing))) {
    context.remove(pod);
    const message = `Deleted pod: ${pod.metadata.name}`;
    report(replicaSet, 'SuccessfulDelete', message, context);
  }
  const untilNext = writeStatus(replicaSet, failure, context);
  return failure === undefined ? untilNext : retryMs;
}

function addPods(
  replicaSet: ReplicaSet,
  count: number,
  context: ControllerContext,
): string | undefined {
  for (let made = 0; made < count; made += 1) {
    try {
      const pod = createPod(replicaSet, replicaSet.spec.template, context, {
        generateName: `${replicaSet.metadata.name}-`,
      });
      const message = `Created pod: ${pod.metadata.name}`;
      report(replicaSet, 'SuccessfulCreate', message, context);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report(replicaSet, 'FailedCreate', `Error creating: ${message}`, context);
      return message;
    }
  }
  return undefined;
}

function report(
  replicaSet: ReplicaSet,
  reason: string,
  message: string,
  context: ControllerContext,
): void {
  const component = 'replicaset-controller';
  const type = reason.startsWith('Failed') ? 'Warning' : 'Normal';
  recordEvent(replicaSet, { type, reason, message, component }, context);
}

// Pods that serve are the last to go; among equals the youngest goes first.
function mostExpendable(pods: Pod[]): Pod[] {
  const rank = (pod: Pod) =>
    (isPodReady(pod) ? 2 : 0) + (pod.spec.nodeName ? 1 : 0);
  return [...pods].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(b.metadata.resourceVersion) - Number(a.metadata.resourceVersion),
  );
}

function writeStatus(
  { metadata }: ReplicaSet,
  failure: string | undefined,
  context: ControllerContext,
): number | undefined {
  const { store, clock } = context;
  const current = store.get('ReplicaSet', metadata.name, metadata.namespace);
  if (!current) return undefined;
  const active = podsOf(current, store).filter(isActive);
  const waits = active.map(pod =>
    untilAvailable(pod, current.spec.minReadySeconds ?? 0, clock.now()),
  );
  const others = (current.status?.conditions ?? []).filter(
    ({ type }) => type !== 'ReplicaFailure',
  );
  const conditions =
    failure === undefined
      ? others
      : withCondition(
          current.status?.conditions ?? [],
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message: failure,
          },
          context.now(),
        );
  const ready = active.filter(isPodReady).length;
  const available = waits.filter(wait => wait === 0).length;
  store.update({
    ...current,
    status: {
      replicas: active.length,
      ...(active.length ? { fullyLabeledReplicas: active.length } : {}),
      ...(ready ? { readyReplicas: ready } : {}),
      ...(available ? { availableReplicas: available } : {}),
      observedGeneration: current.metadata.generation,
      ...(conditions.length ? { conditions } : {}),
    },
  });
  const pending = waits.filter(wait => wait !== undefined && wait > 0);
  return pending.length ? Math.min(...pending.map(Number)) : undefined;
}
