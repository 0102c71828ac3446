import { Pod } from './Pod';

/** Tells whether a pod's Ready condition is True. */
export function isPodReady({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    (status?.conditions ?? []).some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    )
  );
}
