import { PodSpec } from '../objects/Pod';

/** The class that a pod's requests and limits put it in. */
export function qualityOfService({ containers }: PodSpec): string {
  const asked = containers.flatMap(({ resources }) => [
    ...Object.keys(resources?.requests ?? {}),
    ...Object.keys(resources?.limits ?? {}),
  ]);
  if (asked.length === 0) return 'BestEffort';
  const guaranteed = containers.every(({ resources }) =>
    ['cpu', 'memory'].every(name => {
      const limit = resources?.limits?.[name];
      return (
        limit !== undefined && (resources?.requests?.[name] ?? limit) === limit
      );
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
