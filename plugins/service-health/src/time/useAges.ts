import { useContext } from 'react';
import { HealthClockContext } from './HealthClockContext';
import { useNow } from './useNow';

/** Ages by the backend's clock, in milliseconds; they count up by themselves. */
export function useAges() {
  const { offset, confirmedAt, receivedAt } = useContext(HealthClockContext);
  const now = useNow();
  return {
    /** Backend's time now. */
    now: now + offset,
    /** Since a moment. */
    since: (at: string) => now + offset - Date.parse(at),
    /**
     * Age of facts. An answer "nothing changed" makes them as fresh as they
     * were when the verdict was new.
     */
    checked: (at: string) =>
      Math.max(now - confirmedAt, 0) +
      Math.max(receivedAt + offset - Date.parse(at), 0),
    /** Until a moment. */
    until: (at: string) => Date.parse(at) - now - offset,
  };
}
