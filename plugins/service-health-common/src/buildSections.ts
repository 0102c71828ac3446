import { buildAutoscalingFacts } from './facts/buildAutoscalingFacts';
import { buildRedisFacts } from './facts/buildRedisFacts';
import { buildWorkloadFacts } from './facts/buildWorkloadFacts';
import type { JudgedSection } from './JudgedEnvironment';
import {
  compareLevels,
  EnvironmentHealth,
  Level,
  Source,
  worstLevel,
} from './model';
import type { EnvironmentRecord, RedisRecord } from './records';
import type { JudgedFinding } from './rules/JudgedFinding';
import { sectionOf } from './rules/sectionOf';
import {
  summarizeAutoscaling,
  summarizeRedis,
  summarizeWorkload,
} from './summarizeSection';

const ownSections = new Set(['workload', 'autoscaling', 'redis']);

interface SectionOptions {
  now: number;
  phase: EnvironmentHealth['phase'];
  findings: JudgedFinding[];
  extraSections: ReadonlyMap<string, string>;
}

/** Sorts findings and facts into sections. */
export function buildSections(
  record: EnvironmentRecord,
  options: SectionOptions,
): JudgedSection[] {
  const of = (id: string) =>
    options.findings
      .filter(({ section }) => section === id)
      .sort((a, b) => compareLevels(a.level, b.level));
  return [
    buildWorkload(record, options, of('workload')),
    ...buildAutoscaling(record, options, of('autoscaling')),
    ...buildRedis(record, of('redis')),
    ...[...options.extraSections]
      .filter(([id]) => !ownSections.has(id))
      .map(([id, title]) => {
        const findings = of(id);
        return {
          id,
          title,
          level: levelOf(findings, []),
          summary: findings[0]?.cause ?? 'Nothing to report.',
          findings,
          sources: [],
        };
      }),
  ];
}

function levelOf(findings: JudgedFinding[], sources: Source[]): Level {
  const silent = sources.some(
    ({ status }) =>
      status === 'error' || status === 'stale' || status === 'forbidden',
  );
  return worstLevel([
    ...findings.map(({ level }) => level),
    ...(silent ? ['unknown' as const] : []),
  ]);
}

function buildWorkload(
  record: EnvironmentRecord,
  { now, phase }: SectionOptions,
  findings: JudgedFinding[],
): JudgedSection {
  const sources = record.clusters.map(({ source }) => source);
  const facts = buildWorkloadFacts(record, now);
  const levels = {
    running: levelOf(findings, sources),
    waiting:
      levelOf(findings, sources) === 'unknown' ? 'unknown' : 'progressing',
    absent: 'unknown',
  } as const;
  return {
    id: 'workload',
    title: 'Workload',
    level: levels[phase],
    summary: summarizeWorkload(facts, phase),
    findings,
    sources,
    facts: phase === 'running' ? facts : undefined,
  };
}

function buildAutoscaling(
  record: EnvironmentRecord,
  { now }: SectionOptions,
  findings: JudgedFinding[],
): JudgedSection[] {
  const clusters = record.clusters.filter(
    ({ autoscalers }) => autoscalers.length > 0,
  );
  if (clusters.length === 0) {
    return [];
  }
  const facts = buildAutoscalingFacts(record, now);
  const sources = clusters.map(({ source }) => source);
  return [
    {
      id: 'autoscaling',
      title: 'Autoscaling',
      level: levelOf(findings, sources),
      summary: summarizeAutoscaling(facts, findings),
      findings,
      sources,
      facts,
    },
  ];
}

function buildRedis(
  record: EnvironmentRecord,
  findings: JudgedFinding[],
): JudgedSection[] {
  const inCluster = record.clusters.filter(({ workloads }) =>
    workloads.some(workload => sectionOf(workload) === 'redis'),
  );
  if (record.redis.length === 0 && inCluster.length === 0) {
    return [];
  }
  const facts = buildRedisFacts(record);
  const sources = [
    ...record.redis.map(redisSource),
    ...inCluster.map(({ source }) => source),
  ];
  return [
    {
      id: 'redis',
      title: 'Redis',
      level: levelOf(findings, []),
      summary: summarizeRedis(facts, findings, record),
      findings,
      sources,
      facts: facts.instances.length > 0 ? facts : undefined,
    },
  ];
}

function redisSource(redis: RedisRecord): Source {
  const sample = redis.samples.at(-1);
  const reached =
    sample?.nodes.some(({ outcome }) => outcome === 'ok') ?? false;
  return {
    id: `redis:${redis.name}`,
    kind: 'redis',
    title: redis.name,
    status: reached || !sample ? 'ok' : 'error',
    observedAt: sample && new Date(sample.at).toISOString(),
    reason: reached ? undefined : sample?.nodes[0]?.message,
  };
}
