import type { EventRecord } from '../records';

/** "FailedMount: configmap "a" not found", for the evidence. */
export function describeEvent(
  event: EventRecord | undefined,
): string | undefined {
  return event && `${event.reason}: ${event.message}`;
}
