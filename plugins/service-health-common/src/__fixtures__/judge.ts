import { judgeEnvironment } from '../judgeEnvironment';
import type { JudgedEnvironment } from '../JudgedEnvironment';
import type { ClusterRecord, EnvironmentRecord } from '../records';
import { cluster, environment, now } from './records';

/** One row of a table of rules. */
export interface RuleCase {
  name: string;
  cluster?: Partial<ClusterRecord>;
  environment?: Partial<EnvironmentRecord>;
  /** Codes and levels that are found, in any order; nothing else may be. */
  found: Record<string, string>;
}

/** The verdict on fixtures. */
export function judge(
  one: Omit<RuleCase, 'name' | 'found'>,
): JudgedEnvironment {
  return judgeEnvironment(
    environment({ clusters: [cluster(one.cluster)], ...one.environment }),
    { now },
  );
}

/** Codes and levels of all findings. */
export function codes(verdict: JudgedEnvironment): Record<string, string> {
  return Object.fromEntries(
    verdict.sections.flatMap(({ findings }) =>
      findings.map(({ code, level }) => [code, level]),
    ),
  );
}
