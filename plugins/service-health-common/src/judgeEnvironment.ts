import { buildSections } from './buildSections';
import type { JudgedEnvironment, JudgedSection } from './JudgedEnvironment';
import { EnvironmentHealth, Level, Link, Source, worstLevel } from './model';
import type { ClusterRecord, EnvironmentRecord } from './records';
import { foldCauses } from './rules/foldCauses';
import { judgeCluster } from './rules/judgeCluster';
import type { JudgedFinding } from './rules/JudgedFinding';
import { judgeRedis } from './rules/redis/judgeRedis';
import { withPodLimit } from './rules/redis/withPodLimit';
import { sectionOf } from './rules/sectionOf';
import { writeVerdict } from './writeVerdict';

/** What {@link judgeEnvironment} is given besides the record. @public */
export interface JudgeOptions {
  /** Clock, in ms since 1970. */
  now: number;
  /** Findings of own evaluators. */
  extraFindings?: JudgedFinding[];
  /** Titles of sections of own evaluators, by id. */
  extraSections?: ReadonlyMap<string, string>;
  /** Where the runs of the build are. */
  ciLink?: Link;
}

/**
 * The whole verdict on one environment: a pure function of its record and a
 * clock.
 *
 * @public
 */
export function judgeEnvironment(
  given: EnvironmentRecord,
  { now, extraFindings = [], extraSections = new Map(), ciLink }: JudgeOptions,
): JudgedEnvironment {
  const record = {
    ...given,
    redis: given.redis.map(redis => withPodLimit(redis, given)),
  };
  const phase = phaseOf(record);
  const answering = record.clusters.filter(
    ({ source }) => source.status === 'ok',
  );
  const perCluster = answering.map(cluster => ({
    cluster,
    findings: judgeCluster({
      now,
      service: record.service,
      namespace: record.namespace,
      cluster,
    }),
  }));
  const findings = foldCauses([
    ...perCluster.flatMap(one => one.findings),
    ...record.redis.flatMap(redis => judgeRedis(redis, now, record.readiness)),
    ...extraFindings,
  ]);
  const sections = buildSections(record, {
    now,
    phase,
    findings,
    extraSections,
  });
  const silent = record.clusters.filter(({ source }) => source.status !== 'ok');
  const level = levelOf(record, { sections, silent, phase });
  const verdict = writeVerdict(record, {
    now,
    ciLink,
    level,
    phase,
    findings,
    sections,
    silent,
  });
  return {
    name: record.name,
    namespace: record.namespace,
    phase,
    level,
    ...verdict,
    partial: silent.length > 0 || sections.some(hasSilentSource),
    checkedAt: oldest(sections.flatMap(({ sources }) => sources)),
    clusters: record.clusters.map(cluster => ({
      name: cluster.cluster,
      level: clusterLevel(cluster, findings),
      observedAt: cluster.source.observedAt,
      problem: cluster.source.reason,
      lastKnown: cluster.source.status === 'ok' ? undefined : cluster.lastKnown,
      nextTryAt: cluster.source.nextTryAt,
    })),
    nextTryAt: silent[0]?.source.nextTryAt,
    lastKnown:
      silent.length > 0 && answering.length === 0
        ? silent[0].lastKnown
        : undefined,
    sections,
    links: linksOf(record),
  };
}

function phaseOf(record: EnvironmentRecord): EnvironmentHealth['phase'] {
  const objects = record.clusters.flatMap(({ pods, workloads }) => [
    ...pods,
    ...workloads,
  ]);
  if (objects.some(object => sectionOf(object) === 'workload')) {
    return 'running';
  }
  const answers = record.redis.some(
    ({ lastAnswerAt }) => lastAnswerAt !== undefined,
  );
  return objects.length > 0 || answers ? 'waiting' : 'absent';
}

function levelOf(
  record: EnvironmentRecord,
  {
    sections,
    silent,
    phase,
  }: {
    sections: JudgedSection[];
    silent: ClusterRecord[];
    phase: EnvironmentHealth['phase'];
  },
): Level {
  const required =
    record.redis.length === 0 || record.redis.some(one => one.required);
  const capped = sections.map(({ id, level }) =>
    level === 'down' && (id === 'autoscaling' || (id === 'redis' && !required))
      ? 'degraded'
      : level,
  );
  const workload = sections.find(({ id }) => id === 'workload')?.level;
  const worst = worstLevel([
    ...capped,
    ...silent.map(() => 'unknown' as const),
    ...(phase === 'absent' ? ['unknown' as const] : []),
  ]);
  // Stopped on purpose stays "suspended" although Redis beside it is well.
  return worst === 'healthy' && workload === 'suspended' ? 'suspended' : worst;
}

function clusterLevel(
  cluster: ClusterRecord,
  findings: JudgedFinding[],
): Level {
  return cluster.source.status === 'ok'
    ? worstLevel(
        findings
          .filter(({ subject }) => subject.cluster === cluster.cluster)
          .map(({ level }) => level),
      )
    : 'unknown';
}

function hasSilentSource({ sources }: JudgedSection): boolean {
  return sources.some(({ status }) => status !== 'ok' && status !== 'absent');
}

function oldest(sources: Source[]): string | undefined {
  return sources
    .flatMap(({ observedAt }) => observedAt ?? [])
    .sort()
    .at(0);
}

function linksOf(record: EnvironmentRecord): Link[] {
  const href = record.clusters
    .flatMap(({ workloads }) => workloads)
    .find(({ externalLink }) => externalLink !== undefined)?.externalLink;
  return href === undefined
    ? []
    : [{ rel: 'open', title: `Open ${record.service}`, href }];
}
