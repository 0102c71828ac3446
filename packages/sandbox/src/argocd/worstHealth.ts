import { HealthCode, ResourceStatus } from './Application';

const order: HealthCode[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

/** Health of an Application: the worst of its objects; healthy without any. */
export function worstHealth(resources: ResourceStatus[]): HealthCode {
  return resources
    .map(resource => resource.health?.status ?? 'Healthy')
    .reduce(
      (worst, status) =>
        order.indexOf(status) > order.indexOf(worst) ? status : worst,
      'Healthy',
    );
}
