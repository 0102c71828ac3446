import type { FindingLevel } from '../model';
import { createFinding } from './createFinding';
import { describeEvent } from './describeEvent';
import type { JudgedFinding } from './JudgedFinding';
import type { PodGroup } from './groupPods';
import type { RuleContext } from './RuleContext';

interface PodFindingOptions {
  code: string;
  level: FindingLevel;
  cause: string;
  plainCause?: string;
  effect?: string;
  next: string;
  /** `describe` or `logs` of the first pod. */
  command?: 'describe' | 'logs';
  since?: number;
  graceMs?: number;
  evidence?: Record<string, string | number | undefined>;
}

/** Makes a finding about pods of one workload. */
export function createPodFinding(
  context: RuleContext,
  group: PodGroup,
  options: PodFindingOptions,
): JudgedFinding {
  const { command, evidence, ...rest } = options;
  const [first] = group.pods;
  const names = group.pods.map(pod => pod.name);
  const [kind, name] = group.workload?.split('/') ?? ['Pod', first.name];
  const target = `kubectl --context ${context.cluster.cluster} -n ${first.namespace}`;
  return createFinding({
    ...rest,
    now: context.now,
    section: group.section,
    subject: {
      kind: kind === 'Deployment' || kind === 'StatefulSet' ? kind : 'Pod',
      name,
      cluster: context.cluster.cluster,
      namespace: first.namespace,
    },
    workload: group.workload,
    pods: names,
    count: group.pods.length,
    command: command && `${target} ${commandFor(command, first.name)}`,
    evidence: {
      ...evidence,
      'Last event': describeEvent(lastEvent(context, names)),
      Pods: listNames(names),
    },
  });
}

function lastEvent({ cluster }: RuleContext, names: string[]) {
  return names
    .flatMap(name => cluster.events?.get(`Pod/${name}`) ?? [])
    .sort((a, b) => b.at - a.at)[0];
}

function commandFor(command: 'describe' | 'logs', pod: string): string {
  return command === 'logs'
    ? `logs ${pod} --previous --tail=50`
    : `describe pod ${pod}`;
}

function listNames(names: string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
