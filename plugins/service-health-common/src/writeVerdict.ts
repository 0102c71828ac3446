import type { JudgedSection } from './JudgedEnvironment';
import {
  compareLevels,
  EnvironmentHealth,
  Level,
  Link,
  NextStep,
} from './model';
import type { ClusterRecord, EnvironmentRecord } from './records';
import { formatMinutes } from './rules/formatMinutes';
import type { JudgedFinding } from './rules/JudgedFinding';

interface VerdictOptions {
  /** Clock, in ms since 1970. */
  now: number;
  ciLink: Link | undefined;
  level: Level;
  phase: EnvironmentHealth['phase'];
  findings: JudgedFinding[];
  sections: JudgedSection[];
  /** Clusters that do not answer. */
  silent: ClusterRecord[];
}

interface Verdict {
  headline: string;
  effect?: string;
  plainHeadline?: string;
  plainEffect?: string;
  nextStep?: NextStep;
  rootFinding?: string;
  since?: string;
}

/** The words of the verdict: the root of the worst finding, or what is well. */
export function writeVerdict(
  record: EnvironmentRecord,
  options: VerdictOptions,
): Verdict {
  const { ciLink, level, phase, silent } = options;
  if (phase === 'waiting' && level === 'progressing') {
    return {
      headline: 'Waiting for the first build',
      effect: 'Everything but the app is in place.',
      nextStep: { text: 'Look at the CI run.', link: ciLink },
    };
  }
  const root = rootOf(options);
  if (root) {
    return root;
  }
  if (silent.length > 0) {
    return writeSilence(record, options);
  }
  if (phase === 'absent') {
    return writeAbsence(record);
  }
  return { headline: writeWell(options.sections) };
}

function rootOf({ level, findings }: VerdictOptions): Verdict | undefined {
  // A cap of the environment's level may stand above the finding's own.
  const worst = findings
    .filter(one => one.level !== 'note' && one.level !== 'healthy')
    .sort(
      (a, b) =>
        compareLevels(a.level, b.level) ||
        Number(a.explainedBy !== undefined) -
          Number(b.explainedBy !== undefined),
    )[0];
  if (!worst || compareLevels(worst.level, level) > 0 || level === 'healthy') {
    return undefined;
  }
  const root = findings.find(({ id }) => id === worst.explainedBy) ?? worst;
  const effect = root === worst ? root.effect : worst.effect ?? root.effect;
  return {
    headline: root.cause,
    plainHeadline: root.plainCause,
    effect,
    plainEffect: root.plainEffect ?? effect,
    nextStep: root.nextStep,
    rootFinding: root.id,
    since: [root.since, worst.since].filter(one => one !== undefined).sort()[0],
  };
}

function writeSilence(
  record: EnvironmentRecord,
  { now, silent }: VerdictOptions,
): Verdict {
  const [first] = silent;
  const others = record.clusters.filter(one => !silent.includes(one));
  const reason = first.source.reason ?? 'It does not answer.';
  if (others.length > 0) {
    const which =
      silent.length === 1 ? first.cluster : `${silent.length} clusters`;
    return {
      headline: `${which} ${silent.length === 1 ? 'does' : 'do'} not answer. ${
        others.length === 1 ? `${others[0].cluster} is` : 'The others are'
      } healthy`,
      plainHeadline: `${silent.length} of ${record.clusters.length} clusters do not answer`,
      effect: `So part of ${record.name} is not checked. It can be a network fault and not the service.`,
      nextStep: {
        text: `Wait for the next try. If it stays, ask the platform team about ${which}.`,
      },
    };
  }
  const seen = first.source.observedAt;
  return {
    headline:
      seen === undefined
        ? `${first.cluster} cannot be asked`
        : `No fresh data from ${first.cluster} for ${formatMinutes(
            now - Date.parse(seen),
          )}`,
    plainHeadline: 'The cluster cannot be asked',
    effect:
      seen === undefined ? reason : 'The service may have changed since then.',
    nextStep: { text: reason },
  };
}

function writeAbsence(record: EnvironmentRecord): Verdict {
  return {
    headline: record.namespace
      ? `Nothing of ${record.service} runs in ${record.namespace}`
      : `Nothing of ${record.service} was found`,
    effect: 'A new service may still wait for its first build.',
    nextStep: {
      text: `Check that pods and workloads carry the label backstage.io/kubernetes-id.`,
    },
  };
}

function writeWell(sections: JudgedSection[]): string {
  const words = sections.flatMap(({ facts, summary }) => {
    if (facts?.kind === 'autoscaling') {
      const [one] = facts.autoscalers;
      const room = one ? one.max - one.running : 0;
      return room > 0 ? [`autoscaler has room for ${room} more`] : [];
    }
    if (facts?.kind === 'redis') {
      const reply = facts.instances[0]?.reply;
      return reply ? [`Redis answers in ${reply.medianMs} ms`] : [];
    }
    return facts?.kind === 'workload' ? [summary.replace(/\.$/, '')] : [];
  });
  return words.join(', ');
}
