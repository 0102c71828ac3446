import { countPods } from './countPods';
import type { PodGroup } from './groupPods';

/** "2 of 8 pods", or "1 Redis pod": at 3 a.m. it matters whose pods they are. */
export function countGroup({ pods, total }: PodGroup): string {
  const text = countPods(pods.length, total);
  return pods[0]?.component === 'redis'
    ? text.replace(' pod', ' Redis pod')
    : text;
}
