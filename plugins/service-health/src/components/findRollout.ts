import {
  EnvironmentHealth,
  RolloutFact,
} from '@paved-path/backstage-plugin-service-health-common';

/** The rollout that makes a service progress, if there is one. */
export function findRollout(
  environment: EnvironmentHealth,
): RolloutFact | undefined {
  if (environment.level !== 'progressing') {
    return undefined;
  }
  return environment.sections
    .flatMap(({ facts }) => (facts?.kind === 'workload' ? facts.rollouts : []))
    .find(({ state }) => state === 'rolling');
}
