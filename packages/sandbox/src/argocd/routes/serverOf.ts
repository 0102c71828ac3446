import { ApplicationSpec } from '../Application';
import { RouteContext } from './RouteContext';

/** Server URL of a destination that may be given by name; empty when unknown. */
export function serverOf(
  context: RouteContext,
  destination: ApplicationSpec['destination'],
): string {
  return (
    destination.server ??
    (destination.name ? context.clusters[destination.name] ?? '' : '')
  );
}
