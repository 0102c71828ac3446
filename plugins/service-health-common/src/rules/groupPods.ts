import type { PodRecord } from '../records';
import { sectionOf } from './sectionOf';

/** Pods of one workload that share a state, and how many it has in all. */
export interface PodGroup {
  pods: PodRecord[];
  total: number;
  workload: string | undefined;
  section: 'workload' | 'redis';
}

/** Groups the pods that a test picks, by workload. */
export function groupPods(
  pods: PodRecord[],
  test: (pod: PodRecord) => boolean,
): PodGroup[] {
  const groups = new Map<string, PodGroup>();
  const totals = new Map<string, number>();
  for (const pod of pods) {
    const key = pod.workload ?? pod.name;
    totals.set(key, (totals.get(key) ?? 0) + (isLive(pod) ? 1 : 0));
    if (test(pod)) {
      const group = groups.get(key) ?? {
        pods: [],
        total: 0,
        workload: pod.workload,
        section: sectionOf(pod),
      };
      group.pods.push(pod);
      groups.set(key, group);
    }
  }
  for (const [key, group] of groups) {
    group.total = Math.max(totals.get(key) ?? 0, group.pods.length);
  }
  return [...groups.values()];
}

function isLive(pod: PodRecord): boolean {
  return (
    pod.deleteBy === undefined &&
    pod.phase !== 'Failed' &&
    pod.phase !== 'Succeeded'
  );
}
