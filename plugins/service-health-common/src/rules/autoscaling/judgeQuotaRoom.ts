import type {
  AutoscalerRecord,
  PodResources,
  QuotaRecord,
} from '../../records';
import { countPods } from '../countPods';
import { createFinding } from '../createFinding';
import type { JudgedFinding } from '../JudgedFinding';
import type { RuleContext } from '../RuleContext';

/** Whether the namespace's quota lets an autoscaler reach its maximum. */
export function judgeQuotaRoom(
  context: RuleContext,
  autoscaler: AutoscalerRecord,
): JudgedFinding | undefined {
  const wanted = autoscaler.max - autoscaler.current;
  const tightest = (context.cluster.quotas ?? [])
    .filter(({ namespace }) => namespace === autoscaler.namespace)
    .map(quota => roomIn(quota, requestsOf(context, autoscaler)))
    .sort((a, b) => a.pods - b.pods)[0];
  if (wanted <= 0 || !tightest || tightest.pods >= wanted) {
    return undefined;
  }
  const { cluster } = context.cluster;
  const { name, namespace } = autoscaler;
  return createFinding({
    now: context.now,
    section: 'autoscaling',
    subject: { kind: 'HorizontalPodAutoscaler', name, cluster, namespace },
    code: 'hpa.quotaRoom',
    // Room for some more pods is a plan to make, room for none the next fault.
    level: tightest.pods === 0 ? 'warning' : 'note',
    cause: `The quota has room for ${tightest.pods} of ${wanted} more pods`,
    effect: `The autoscaler cannot reach its maximum of ${countPods(
      autoscaler.max,
    )}.`,
    next: 'Raise the quota, or lower maxReplicas or the requests.',
    command: `kubectl --context ${cluster} -n ${namespace} describe quota`,
    evidence: {
      Quota: tightest.quota,
      Resource: tightest.resource,
      'Left of the quota': tightest.left,
    },
  });
}

function requestsOf(
  { cluster }: RuleContext,
  { target }: AutoscalerRecord,
): PodResources['requests'] {
  const pod = cluster.pods.find(({ workload }) => workload === target);
  return pod?.resources?.requests ?? {};
}

interface Room {
  quota: string;
  resource: string;
  left: string;
  /** Pods that still fit. */
  pods: number;
}

/** The resource of a quota that runs out first. */
function roomIn(
  { name, hard, used }: QuotaRecord,
  { cpuMillis, memoryBytes }: PodResources['requests'],
): Room {
  const cores = cpuMillis === undefined ? 0 : cpuMillis / 1000;
  const each: Record<string, number> = {
    pods: 1,
    'count/pods': 1,
    cpu: cores,
    'requests.cpu': cores,
    memory: memoryBytes ?? 0,
    'requests.memory': memoryBytes ?? 0,
  };
  const rooms = Object.entries(hard).flatMap(([resource, limit]) => {
    const left = Math.max(0, limit - (used[resource] ?? 0));
    const share = each[resource] ?? 0;
    return share > 0
      ? [
          {
            quota: name,
            resource,
            left: String(Number(left.toPrecision(4))),
            // Amounts such as 0.1 do not add up exactly in binary.
            pods: Math.floor(left / share + 1e-9),
          },
        ]
      : [];
  });
  return (
    rooms.sort((a, b) => a.pods - b.pods)[0] ?? {
      quota: name,
      resource: '',
      left: '',
      pods: Infinity,
    }
  );
}
