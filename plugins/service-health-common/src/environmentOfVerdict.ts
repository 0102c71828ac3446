import type { EnvironmentHealth, ServiceHealth } from './model';

/** The environment that speaks for a service; none while nothing is set up. @public */
export function environmentOfVerdict({
  environment,
  environments,
}: ServiceHealth): EnvironmentHealth | undefined {
  return environments.find(({ name }) => name === environment);
}
