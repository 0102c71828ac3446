import type {
  PodCounts,
  PodFact,
  RolloutFact,
  WorkloadFacts,
  ZoneFact,
} from '../model';
import { podStates } from '../model';
import type {
  ClusterRecord,
  EnvironmentRecord,
  WorkloadRecord,
} from '../records';
import { sectionOf } from '../rules/sectionOf';
import { shortVersion } from '../rules/shortVersion';
import { workloadState } from '../rules/workloadState';
import { podStateOf } from './podStateOf';

const mostPods = 60;

/** Data of the pictures of the workload section. */
export function buildWorkloadFacts(
  environment: EnvironmentRecord,
  now: number,
): WorkloadFacts {
  const pods = environment.clusters.flatMap(cluster => buildPods(cluster, now));
  const workloads = environment.clusters.flatMap(cluster =>
    cluster.workloads.filter(isApp).map(workload => ({ cluster, workload })),
  );
  const byLevel = [...pods].sort(
    (a, b) => podStates.indexOf(b.state) - podStates.indexOf(a.state),
  );
  return {
    kind: 'workload',
    desired: sum(workloads.map(({ workload }) => workload.desired)),
    ready: sum(workloads.map(({ workload }) => workload.ready)),
    counts: countStates(pods),
    zones: buildZones(pods),
    rollouts: workloads.map(({ cluster, workload }) =>
      buildRollout(cluster, workload),
    ),
    pods: byLevel.slice(0, mostPods),
    podsOmitted: Math.max(0, pods.length - mostPods),
    budgets: environment.clusters.flatMap(cluster =>
      cluster.budgets
        .filter(isApp)
        .map(
          ({ name, disruptionsAllowed, desiredHealthy, currentHealthy }) => ({
            name,
            disruptionsAllowed,
            desiredHealthy,
            currentHealthy,
          }),
        ),
    ),
  };
}

function isApp(object: { component?: string }): boolean {
  return sectionOf(object) === 'workload';
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function buildPods(cluster: ClusterRecord, now: number): PodFact[] {
  return cluster.pods
    .filter(
      pod => isApp(pod) && pod.phase !== 'Failed' && pod.phase !== 'Succeeded',
    )
    .map(pod => ({
      name: pod.name,
      workload: pod.workload?.replace('/', ' '),
      state: podStateOf(pod, now),
      zone:
        pod.node === undefined ? undefined : cluster.nodes.get(pod.node)?.zone,
      node: pod.node,
      cluster: cluster.cluster,
      ready: `${pod.containersReady}/${pod.containers}`,
      recentRestarts: pod.restartTimes.filter(at => now - at < 600_000).length,
      version:
        pod.version === undefined ? undefined : shortVersion(pod.version),
      createdAt: new Date(pod.createdAt).toISOString(),
    }));
}

function countStates(pods: PodFact[]): PodCounts {
  const counts: PodCounts = {
    ready: 0,
    starting: 0,
    notReady: 0,
    crashing: 0,
    noNode: 0,
    stopping: 0,
  };
  for (const { state } of pods) {
    counts[state] += 1;
  }
  return counts;
}

function buildZones(pods: PodFact[]): ZoneFact[] {
  const rows = new Map<
    string,
    { placement: ZoneFact['placement']; pods: PodFact[] }
  >();
  for (const pod of pods) {
    const placement =
      (pod.zone !== undefined && 'zone') ||
      (pod.node === undefined ? 'noNode' : 'unknown');
    const key = `${['zone', 'unknown', 'noNode'].indexOf(placement)}${
      pod.zone ?? ''
    }`;
    const row = rows.get(key) ?? { placement, pods: [] };
    row.pods.push(pod);
    rows.set(key, row);
  }
  return [...rows.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => ({
      zone: row.pods[0].zone,
      placement: row.placement,
      counts: countStates(row.pods),
      total: row.pods.length,
    }));
}

function buildRollout(
  cluster: ClusterRecord,
  workload: WorkloadRecord,
): RolloutFact {
  const state = workloadState(workload);
  const { updated } = state;
  const { desired, available } = workload;
  const old = Math.max(0, workload.current - updated);
  const before = cluster.pods.find(
    pod =>
      pod.workload === `${workload.kind}/${workload.name}` &&
      pod.version !== undefined &&
      pod.version !== workload.version,
  );
  return {
    workload: `${workload.kind} ${workload.name}`,
    state:
      (state.stuck && 'stuck') ||
      (state.rolling && workload.paused && 'paused') ||
      (state.rolling && 'rolling') ||
      'complete',
    version: workload.version && shortVersion(workload.version),
    previousVersion: before?.version && shortVersion(before.version),
    desired,
    updated,
    available,
    starting: Math.max(0, Math.min(updated, updated + old - available)),
    old,
    missing: Math.max(0, desired - updated - old),
    lastProgressAt: iso(state.progressAt),
    deadlineAt: iso(state.deadlineAt),
  };
}

function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
