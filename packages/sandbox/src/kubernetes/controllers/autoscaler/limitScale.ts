import { isRecord } from '../../api/isRecord';
import { HorizontalPodAutoscaler } from '../../objects/HorizontalPodAutoscaler';

/** What each autoscaler, by uid, would have liked lately. */
export type Recommendations = Map<string, { at: number; replicas: number }[]>;

/** A wish after stabilisation and limits. */
export interface LimitedScale {
  desired: number;
  stabilized: boolean;
  limit?: 'TooManyReplicas' | 'TooFewReplicas' | 'ScaleUpLimit';
}

/** Holds a wish within what the autoscaler may do now. */
export function limitScale(
  { metadata, spec }: HorizontalPodAutoscaler,
  wanted: number,
  {
    current,
    recommendations,
    now,
  }: { current: number; recommendations: Recommendations; now: number },
): LimitedScale {
  const { minReplicas = 1, maxReplicas, behavior } = spec;
  const windowMs = stabilizationSeconds(behavior) * 1000;
  const recent = (recommendations.get(metadata.uid) ?? []).filter(
    ({ at }) => at > now - windowMs,
  );
  recent.push({ at: now, replicas: wanted });
  recommendations.set(metadata.uid, recent);
  const highest = Math.max(...recent.map(({ replicas }) => replicas));
  // With rules of behaviour the highest recent wish holds a scaling down back; without, it counts as it was made,
  // and an autoscaler at its maximum calls itself limited for as long as it remembers.
  const stable =
    behavior && wanted < current ? Math.min(current, highest) : highest;
  const fastest = Math.max(current * 2, current + 4);
  const stabilized = stable > wanted;
  if (stable > maxReplicas && maxReplicas <= fastest) {
    return { desired: maxReplicas, stabilized, limit: 'TooManyReplicas' };
  }
  if (stable > fastest) {
    return { desired: fastest, stabilized, limit: 'ScaleUpLimit' };
  }
  if (stable < minReplicas) {
    return { desired: minReplicas, stabilized, limit: 'TooFewReplicas' };
  }
  return { desired: stable, stabilized };
}

function stabilizationSeconds(behavior: Record<string, unknown> | undefined) {
  const down = behavior?.scaleDown;
  const given = isRecord(down) ? down.stabilizationWindowSeconds : undefined;
  return typeof given === 'number' ? given : 300;
}
