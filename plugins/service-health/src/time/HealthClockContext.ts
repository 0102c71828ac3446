import { createContext } from 'react';
import { HealthClock } from './HealthClock';

/** The clock of the verdict that is shown. */
export const HealthClockContext = createContext<HealthClock>({
  offset: 0,
  refreshedBy: 0,
  receivedAt: 0,
});
