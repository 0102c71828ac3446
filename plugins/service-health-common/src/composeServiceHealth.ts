import type { JudgedEnvironment, JudgedSection } from './JudgedEnvironment';
import type { EnvironmentHealth, Finding, Link, ServiceHealth } from './model';
import type { JudgedFinding } from './rules/JudgedFinding';
import { withholdFacts } from './withholdFacts';

/** What {@link composeServiceHealth} is given. @public */
export interface ComposeOptions {
  entityRef: string;
  environments: JudgedEnvironment[];
  links: Link[];
  /** Names of environments that speak for the service, the first found wins. */
  primary: string[];
  /** Permission that the reader lacks; names and evidence are left out. */
  withheld?: string;
  /** Clock, in ms since 1970. */
  now: number;
}

/**
 * Writes the answer for one reader. The verdict is that of one environment:
 * a broken staging does not turn prod red. Environments keep their order,
 * whatever happens to them.
 *
 * @public
 */
export function composeServiceHealth({
  entityRef,
  environments,
  links,
  primary,
  withheld,
  now,
}: ComposeOptions): ServiceHealth {
  const verdict = writeEnvironment(
    primaryEnvironment(environments, primary),
    withheld,
  );
  return {
    entityRef,
    setup: { state: 'ok' },
    level: verdict.level,
    environment: verdict.name,
    headline: verdict.headline,
    effect: verdict.effect,
    nextStep: verdict.nextStep,
    since: verdict.since,
    partial: verdict.partial,
    environments: environments.map(one => writeEnvironment(one, withheld)),
    links,
    withheld,
    generatedAt: new Date(now).toISOString(),
  };
}

/** A deployed one before a waiting one; by name; else the last one listed. */
function primaryEnvironment(
  environments: JudgedEnvironment[],
  primary: string[],
): JudgedEnvironment {
  const phases: EnvironmentHealth['phase'][] = ['running', 'waiting', 'absent'];
  const alive =
    phases
      .map(phase => environments.filter(one => one.phase === phase))
      .find(some => some.length > 0) ?? environments;
  const named = primary.flatMap(
    name => alive.find(one => one.name === name) ?? [],
  );
  return named[0] ?? alive[alive.length - 1];
}

function writeEnvironment(
  environment: JudgedEnvironment,
  withheld: string | undefined,
): EnvironmentHealth {
  const { plainHeadline, plainEffect, sections, ...rest } = environment;
  return {
    ...rest,
    headline: withheld ? plainHeadline ?? rest.headline : rest.headline,
    effect: withheld ? plainEffect ?? rest.effect : rest.effect,
    nextStep:
      withheld && rest.nextStep
        ? { text: rest.nextStep.text, link: rest.nextStep.link }
        : rest.nextStep,
    history:
      withheld && rest.history
        ? { ...rest.history, changes: [] }
        : rest.history,
    sections: sections.map(section => writeSection(section, withheld)),
  };
}

function writeSection(section: JudgedSection, withheld: string | undefined) {
  return {
    ...section,
    findings: section.findings.map(finding => writeFinding(finding, withheld)),
    sources: withheld
      ? section.sources.map(({ reason, ...source }) => source)
      : section.sources,
    facts: withheld ? withholdFacts(section.facts) : section.facts,
  };
}

function writeFinding(
  finding: JudgedFinding,
  withheld: string | undefined,
): Finding {
  const { plainCause, plainEffect, workload, pods, ...rest } = finding;
  return withheld
    ? {
        ...rest,
        cause: plainCause ?? rest.cause,
        effect: plainEffect ?? rest.effect,
        nextStep: { text: rest.nextStep.text, link: rest.nextStep.link },
        evidence: [],
        withheld,
      }
    : rest;
}
