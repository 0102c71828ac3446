import {
  Level,
  ServiceSummary,
} from '@paved-path/backstage-plugin-service-health-common';

/**
 * Levels as a team reads them, the worst first. Not knowing comes before a
 * rollout, which ends by itself.
 */
export const rollupLevels = [
  'down',
  'degraded',
  'warning',
  'unknown',
  'progressing',
  'healthy',
  'suspended',
] as const satisfies readonly Level[];

/** Services of each level that occurs; within one, the newest change first. */
export function groupServices(
  services: ServiceSummary[],
): { level: Level; services: ServiceSummary[] }[] {
  return rollupLevels
    .map(level => ({
      level,
      services: services
        .filter(service => service.level === level)
        .sort(byChange),
    }))
    .filter(group => group.services.length > 0);
}

/** A healthy service is found by its name, an unwell one by its time. */
function byChange(a: ServiceSummary, b: ServiceSummary): number {
  const quiet = a.level === 'healthy' || a.level === 'suspended';
  const newest = (b.since ?? '').localeCompare(a.since ?? '');
  return (quiet ? 0 : newest) || a.name.localeCompare(b.name);
}
