import { FindingLevel } from '@paved-path/backstage-plugin-service-health-common';

/** Levels that get a band, a bold cause and a next step. */
export function isLoud(level: FindingLevel): boolean {
  return level === 'warning' || level === 'degraded' || level === 'down';
}
