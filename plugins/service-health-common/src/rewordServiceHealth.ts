import { environmentOfVerdict } from './environmentOfVerdict';
import type { EnvironmentHealth, Finding, ServiceHealth } from './model';

/** Other words for a finding; what is left out stays as it is. @public */
export interface FindingWords {
  /** Instead of its cause, which is the headline where it is the root. */
  cause?: string;
  /** Instead of its effect. */
  effect?: string;
  /** Instead of the text of its next step; command and link stay. */
  nextStep?: string;
}

/**
 * The same answer in other words, such as those of another language: of each
 * finding, and of the headlines that speak of one.
 *
 * @example
 * ```ts
 * const german = rewordServiceHealth(health, ({ code, count }) =>
 *   code === 'pod.crashLoop'
 *     ? { cause: `${count} Pods starten immer wieder neu` }
 *     : undefined,
 * );
 * ```
 *
 * @param health - answer of the backend
 * @param words - asked for each finding, by its `code`, `count` and `evidence`
 * @public
 */
export function rewordServiceHealth(
  health: ServiceHealth,
  words: (finding: Finding) => FindingWords | undefined,
): ServiceHealth {
  const environments = health.environments.map(environment =>
    rewordEnvironment(environment, words),
  );
  const verdict = environmentOfVerdict({ ...health, environments });
  return {
    ...health,
    ...(verdict && {
      headline: verdict.headline,
      effect: verdict.effect,
      nextStep: verdict.nextStep,
    }),
    environments,
  };
}

function rewordEnvironment(
  environment: EnvironmentHealth,
  words: (finding: Finding) => FindingWords | undefined,
): EnvironmentHealth {
  const root = environment.sections
    .flatMap(({ findings }) => findings)
    .find(({ id }) => id === environment.rootFinding);
  const { cause, effect, nextStep } = (root && words(root)) ?? {};
  return {
    ...environment,
    headline: cause ?? environment.headline,
    effect: effect ?? environment.effect,
    nextStep: environment.nextStep && {
      ...environment.nextStep,
      text: nextStep ?? environment.nextStep.text,
    },
    sections: environment.sections.map(section => ({
      ...section,
      findings: section.findings.map(finding =>
        rewordFinding(finding, words(finding)),
      ),
    })),
  };
}

function rewordFinding(
  finding: Finding,
  words: FindingWords | undefined,
): Finding {
  return {
    ...finding,
    cause: words?.cause ?? finding.cause,
    effect: words?.effect ?? finding.effect,
    nextStep: {
      ...finding.nextStep,
      text: words?.nextStep ?? finding.nextStep.text,
    },
  };
}
