import { useContext } from 'react';
import { HealthClockContext } from './HealthClockContext';
import { useNow } from './useNow';

/** Ages by the backend's clock, in milliseconds; they count up by themselves. */
export function useAges() {
  const { offset, refreshedBy } = useContext(HealthClockContext);
  const now = useNow();
  return {
    /** Backend's time now. */
    now: now + offset,
    /** Since a moment. */
    since: (at: string) => now + offset - Date.parse(at),
    /**
     * Age of facts. An answer "nothing changed" makes them fresher without a
     * new verdict.
     */
    checked: (at: string) =>
      Math.max(now + offset - refreshedBy - Date.parse(at), 0),
    /** Until a moment. */
    until: (at: string) => Date.parse(at) - now - offset,
  };
}
