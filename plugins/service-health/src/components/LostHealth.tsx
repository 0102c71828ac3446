import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import { ReactNode } from 'react';
import { HealthState } from '../store/HealthState';
import { toHealthClock } from '../time/HealthClock';
import { useDuration } from '../time/useDuration';
import { useNow } from '../time/useNow';
import { useTexts } from '../useTexts';

/**
 * The same verdict once the backend is out of reach for too long: unknown,
 * with what was known last. Old green is not green.
 */
export function LostHealth(options: {
  health: ServiceHealth;
  state: HealthState;
  children: (health: ServiceHealth) => ReactNode;
}) {
  const { health, state, children } = options;
  const t = useTexts();
  const duration = useDuration();
  const now = useNow();
  const { offset } = toHealthClock(state);
  const { confirmedAt = now } = state;
  const toIso = (local: number) => new Date(local + offset).toISOString();
  const lost: ServiceHealth = {
    ...health,
    level: 'unknown',
    environments: health.environments.map(environment => ({
      ...environment,
      level: 'unknown',
      headline: t('verdict.staleHeadline', {
        age: duration(now - confirmedAt),
      }),
      effect: t('verdict.staleEffect'),
      nextStep: undefined,
      rootFinding: undefined,
      lastKnown: environment.lastKnown ?? {
        level: environment.level,
        at: toIso(confirmedAt),
      },
      nextTryAt: state.nextTryAt ? toIso(state.nextTryAt) : undefined,
      sections: environment.sections.map(section => ({
        ...section,
        level: 'unknown' as const,
      })),
    })),
  };
  return <>{children(lost)}</>;
}
