import { worstLevel } from '../model';
import { createFinding } from './createFinding';
import { judgeAutoscaler } from './autoscaling/judgeAutoscaler';
import { judgeCrashes } from './judgeCrashes';
import type { JudgedFinding } from './JudgedFinding';
import { judgeEnd } from './judgeEnd';
import { judgeReadiness } from './judgeReadiness';
import { judgeResilience } from './judgeResilience';
import { judgeStart } from './judgeStart';
import { judgeUsage } from './judgeUsage';
import { judgeWorkload } from './judgeWorkload';
import type { RuleContext } from './RuleContext';
import { sectionOf } from './sectionOf';
import { workloadState } from './workloadState';

/** All that one cluster's objects of a service have to say. @public */
export function judgeCluster(context: RuleContext): JudgedFinding[] {
  const { cluster } = context;
  const autoscaling = cluster.autoscalers.flatMap(autoscaler =>
    judgeAutoscaler(context, autoscaler),
  );
  return [
    ...judgeStart(context),
    ...judgeCrashes(context),
    ...judgeReadiness(context),
    ...cluster.workloads.flatMap(workload => judgeWorkload(context, workload)),
    ...judgeEnd(context),
    ...judgeUsage(context),
    ...judgeMetricsServer(context, autoscaling),
    ...autoscaling,
    ...judgeResilience(context),
  ].map(finding => softenSuspended(context, finding));
}

const metricsServerMessages =
  /(unable to (get|fetch) metrics|no metrics returned) from resource metrics API|metrics\.k8s\.io/;

/** One cause for all autoscalers that the metrics server leaves blind. */
function judgeMetricsServer(
  context: RuleContext,
  findings: JudgedFinding[],
): JudgedFinding[] {
  const blind = findings.filter(
    ({ code, level, evidence }) =>
      code === 'hpa.blind' &&
      level !== 'note' &&
      !rolls(context) &&
      evidence.some(({ value }) => metricsServerMessages.test(value)) &&
      !evidence.some(({ value }) => /missing request for/.test(value)),
  );
  if (blind.length === 0) {
    return [];
  }
  const { cluster } = context.cluster;
  const level = worstLevel(blind.map(one => one.level));
  const since = Math.min(
    ...blind.map(one => Date.parse(one.since ?? '') || context.now),
  );
  return [
    {
      ...createFinding({
        now: context.now,
        code: 'cluster.metricsUnavailable',
        section: 'autoscaling',
        level,
        cause: `metrics-server gives no data in ${cluster}`,
        effect: 'The autoscaler does not scale up or down.',
        next: 'Check that metrics-server answers.',
        command: `kubectl --context ${cluster} -n kube-system get pods -l k8s-app=metrics-server`,
        subject: { kind: 'Cluster', name: cluster, cluster },
        since,
        count: blind.length,
        evidence: { 'Blind autoscalers': blind.length },
      }),
      graceUntil: blind[0].graceUntil,
    },
  ];
}

/** Pods of a rollout have no samples yet, however well metrics-server is. */
function rolls({ cluster }: RuleContext): boolean {
  return cluster.workloads.some(
    workload =>
      workloadState(workload).rolling &&
      cluster.autoscalers.some(
        ({ target }) => target === `${workload.kind}/${workload.name}`,
      ),
  );
}

/** One of several workloads at 0 is a note: the service itself runs. */
function softenSuspended(
  context: RuleContext,
  finding: JudgedFinding,
): JudgedFinding {
  const others = context.cluster.workloads.some(
    workload => sectionOf(workload) === finding.section && workload.desired > 0,
  );
  return finding.code === 'workload.suspended' && others
    ? { ...finding, level: 'note' }
    : finding;
}
