import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import { ReactNode, useMemo } from 'react';
import { HealthState } from '../store/HealthState';
import { toHealthView } from '../store/toHealthView';
import { useLost } from '../store/useLost';
import { useServiceHealth } from '../store/useServiceHealth';
import { toHealthClock } from '../time/HealthClock';
import { HealthClockContext } from '../time/HealthClockContext';
import { ErrorCard } from './ErrorCard';
import { ForbiddenCard } from './ForbiddenCard';
import { HealthScope } from './HealthScope';
import { LoadingCard } from './LoadingCard';
import { NotSetUpCard } from './NotSetUpCard';
import { LostHealth } from './LostHealth';

type Draw = (shown: {
  health: ServiceHealth;
  refreshing: boolean;
  refresh: () => void;
}) => ReactNode;

/** Fetches, and draws all states in which there is no verdict. */
export function HealthFrame(options: { entity: Entity; children: Draw }) {
  const { entity, children } = options;
  const { state, refresh } = useServiceHealth(stringifyEntityRef(entity));
  const clock = useMemo(() => toHealthClock(state), [state]);
  return (
    <HealthScope>
      <HealthClockContext.Provider value={clock}>
        <Content
          entity={entity}
          state={state}
          refresh={refresh}
          draw={children}
        />
      </HealthClockContext.Provider>
    </HealthScope>
  );
}

function Content(options: {
  entity: Entity;
  state: HealthState;
  refresh: () => void;
  draw: Draw;
}) {
  const { entity, state, refresh, draw } = options;
  const { refreshing } = state;
  const name = entity.metadata.title ?? entity.metadata.name;
  const lost = useLost(state);
  const view = toHealthView(state);
  switch (view.kind) {
    case 'loading':
      return <LoadingCard />;
    case 'forbidden':
      return <ForbiddenCard name={name} entity={entity} />;
    case 'error':
      return (
        <ErrorCard
          name={name}
          error={view.error}
          refreshing={refreshing}
          onRetry={refresh}
        />
      );
    case 'notSetUp':
      return (
        <NotSetUpCard name={name} health={view.health} setup={view.setup} />
      );
    default: {
      const { health } = view;
      return lost ? (
        <LostHealth health={health} state={state}>
          {old => draw({ health: old, refreshing, refresh })}
        </LostHealth>
      ) : (
        <>{draw({ health, refreshing, refresh })}</>
      );
    }
  }
}
