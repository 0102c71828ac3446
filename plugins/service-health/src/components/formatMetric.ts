import { ScalingMetric } from '@paved-path/backstage-plugin-service-health-common';

/** "91%" or "1.5". */
export function formatMetric(
  value: number,
  unit: ScalingMetric['unit'],
): string {
  const rounded = value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return unit === 'percent' ? `${rounded}%` : rounded.toLocaleString();
}
