import { HealthRollup } from '@paved-path/backstage-plugin-service-health-common';
import { ReactNode } from 'react';
import { HealthState } from '../store/HealthState';
import { toHealthClock } from '../time/HealthClock';
import { useDuration } from '../time/useDuration';
import { useNow } from '../time/useNow';
import { useTexts } from '../useTexts';

/**
 * The same roll-up once the backend is out of reach for too long: every
 * service is unknown, with what was known last.
 */
export function LostRollup(options: {
  rollup: HealthRollup;
  state: HealthState<HealthRollup>;
  children: (rollup: HealthRollup) => ReactNode;
}) {
  const { rollup, state, children } = options;
  const t = useTexts();
  const duration = useDuration();
  const now = useNow();
  const { confirmedAt = now } = state;
  const at = new Date(confirmedAt + toHealthClock(state).offset).toISOString();
  const headline = t('verdict.staleHeadline', {
    age: duration(now - confirmedAt),
  });
  const lost: HealthRollup = {
    ...rollup,
    services: rollup.services.map(service => ({
      ...service,
      level: 'unknown',
      partial: false,
      headline,
      since: at,
      lastKnown: service.lastKnown ?? { level: service.level, at },
    })),
  };
  return <>{children(lost)}</>;
}
