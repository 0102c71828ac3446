const kubernetes = 'https://kubernetes.io/docs';
const redis = 'https://redis.io/docs/latest';
const redisOperation = `${redis}/operate/oss_and_stack/management`;

const debugPods = `${kubernetes}/tasks/debug/debug-application/debug-pods/`;
const probes = `${kubernetes}/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/`;
const resources = `${kubernetes}/concepts/configuration/manage-resources-containers/`;
const lifecycle = `${kubernetes}/concepts/workloads/pods/pod-lifecycle/`;
const deployment = `${kubernetes}/concepts/workloads/controllers/deployment/`;
const budget = `${kubernetes}/tasks/run-application/configure-pdb/`;
const autoscaling = `${kubernetes}/tasks/run-application/horizontal-pod-autoscale/`;
const metricsPipeline = `${kubernetes}/tasks/debug/debug-cluster/resource-metrics-pipeline/`;
const replication = `${redisOperation}/replication/`;
const sentinel = `${redisOperation}/sentinel/`;
const scaling = `${redisOperation}/scaling/`;
const persistence = `${redisOperation}/persistence/`;
const acl = `${redisOperation}/security/acl/`;
const latency = `${redisOperation}/optimization/latency/`;
const memory = `${redisOperation}/optimization/memory-optimization/`;
const eviction = `${redis}/develop/reference/eviction/`;
const clients = `${redis}/develop/reference/clients/`;

/**
 * Every reason code, and where to read more about what it means. What each of
 * them says and when is in `docs/service-health/reasons.md`.
 *
 * @public
 */
export const reasons = {
  'pod.crashLoop': debugPods,
  'pod.outOfMemoryLoop': resources,
  'pod.imagePull': `${kubernetes}/concepts/containers/images/#imagepullbackoff`,
  'pod.containerConfig': debugPods,
  'pod.unschedulable': debugPods,
  'pod.stuckCreating': debugPods,
  'pod.readinessFailing': probes,
  'pod.outOfMemory': resources,
  'pod.restarts': lifecycle,
  'pod.failed': `${kubernetes}/concepts/scheduling-eviction/node-pressure-eviction/`,
  'pod.stuckTerminating': `${lifecycle}#pod-termination`,
  'pod.memoryHigh': resources,
  'pod.cpuThrottled': resources,
  'workload.noReadyReplicas': debugPods,
  'workload.replicasMismatch': deployment,
  'workload.rolloutStuck': `${deployment}#failed-deployment`,
  'workload.quotaOrAdmissionBlocked': `${kubernetes}/concepts/policy/resource-quotas/`,
  'workload.rollingOut': `${deployment}#deployment-status`,
  'workload.rolloutPaused': `${deployment}#pausing-and-resuming-a-deployment`,
  'workload.suspended': `${deployment}#scaling-a-deployment`,
  'workload.noSpread': `${kubernetes}/concepts/scheduling-eviction/topology-spread-constraints/`,
  'budget.insufficient': budget,
  'budget.blocksDrains': budget,
  'cluster.nodeNotReady': `${kubernetes}/concepts/architecture/nodes/`,
  'cluster.metricsUnavailable': metricsPipeline,
  'hpa.saturated': autoscaling,
  'hpa.blind': metricsPipeline,
  'hpa.partlyBlind': autoscaling,
  'hpa.cannotAct': autoscaling,
  'hpa.flapping': `${autoscaling}#flapping`,
  'hpa.stale': autoscaling,
  'hpa.paused': `${autoscaling}#implicit-maintenance-mode-deactivation`,
  'hpa.pinned': autoscaling,
  'hpa.quotaRoom': `${kubernetes}/concepts/policy/resource-quotas/`,
  'redis.noReply': clients,
  'redis.notReachable': clients,
  'redis.refusesCommands': persistence,
  'redis.clusterDown': scaling,
  'redis.slotsSuspected': scaling,
  'redis.nodeLost': scaling,
  'redis.sentinelMasterDown': sentinel,
  'redis.sentinelQuorum': sentinel,
  'redis.memory': eviction,
  'redis.oom': eviction,
  'redis.eviction': eviction,
  'redis.fragmentation': memory,
  'redis.swapping': memory,
  'redis.loading': persistence,
  'redis.persistenceFailed': persistence,
  'redis.oldSnapshot': persistence,
  'redis.replicaSyncing': replication,
  'redis.replicaLink': replication,
  'redis.replicaLag': replication,
  'redis.replicasMissing': replication,
  'redis.twoPrimaries': replication,
  'redis.failover': replication,
  'redis.restarted': persistence,
  'redis.slow': latency,
  'redis.latency': latency,
  'redis.slowFork': latency,
  'redis.clients': clients,
  'redis.blockedClients': clients,
  'redis.hitRate': eviction,
  'redis.errorOOM': eviction,
  'redis.errorREADONLY': replication,
  'redis.errorCLUSTERDOWN': scaling,
  'redis.errorMISCONF': persistence,
  'redis.errorNOAUTH': acl,
  'redis.errorNOPERM': acl,
} as const satisfies Record<string, string>;

/** Code of a rule of this package. @public */
export type ReasonCode = keyof typeof reasons;

/** Where to read more about a code; nothing for rules of one's own. */
export function readMoreOf(code: string): string | undefined {
  const known: Readonly<Record<string, string>> = reasons;
  return Object.hasOwn(known, code) ? known[code] : undefined;
}
