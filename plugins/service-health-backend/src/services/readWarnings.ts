import {
  EventRecord,
  PodRecord,
  WorkloadRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { EventBook } from '../clusters/EventBook';

const mostPods = 5;
// A pod that just starts is no reason to ask.
const startMs = 10_000;

/**
 * The newest warnings about what is not well. Nothing is asked about objects
 * that are, so a quiet service costs no call.
 */
export function readWarnings(
  book: EventBook,
  {
    pods,
    workloads,
    now,
  }: { pods: PodRecord[]; workloads: WorkloadRecord[]; now: number },
): ReadonlyMap<string, EventRecord> {
  const subjects = [
    ...pods
      .filter(pod => isTroubled(pod, now))
      .slice(0, mostPods)
      .map(pod => ({ kind: 'Pod', ...identityOf(pod) })),
    // A Deployment says in its status that pods are refused; a set does not.
    ...workloads
      .filter(
        ({ kind, current, desired }) =>
          kind === 'StatefulSet' && current < desired,
      )
      .map(set => ({ kind: 'StatefulSet', ...identityOf(set) })),
  ];
  const found = new Map<string, EventRecord>();
  for (const subject of subjects) {
    const event = book.latest(subject);
    if (event) {
      found.set(`${subject.kind}/${subject.name}`, event);
    }
  }
  return found;
}

function identityOf({
  name,
  namespace,
  kubernetesId,
}: PodRecord | WorkloadRecord) {
  return { name, namespace, kubernetesId };
}

/** The scheduler's own words are in the status already. */
function isTroubled(pod: PodRecord, now: number): boolean {
  const waits = pod.trouble.some(({ waiting }) => waiting !== undefined);
  const since = Math.max(
    pod.createdAt,
    pod.readyChangedAt ?? 0,
    pod.startedAt ?? 0,
  );
  return (
    (waits || now - since > startMs) &&
    !pod.ready &&
    pod.deleteBy === undefined &&
    pod.unschedulable === undefined &&
    pod.phase !== 'Succeeded' &&
    pod.phase !== 'Failed'
  );
}
