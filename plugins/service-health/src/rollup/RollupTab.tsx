import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { ErrorCard } from '../components/ErrorCard';
import { HealthScope } from '../components/HealthScope';
import { LoadingCard } from '../components/LoadingCard';
import { useHealthRollup } from '../store/useHealthRollup';
import { useLost } from '../store/useLost';
import { toHealthClock } from '../time/HealthClock';
import { HealthClockContext } from '../time/HealthClockContext';
import { LostRollup } from './LostRollup';
import { RollupPage } from './RollupPage';

/** The health tab of a team, a system or a domain. */
export function RollupTab() {
  const { entity } = useEntity();
  return <Rollup entity={entity} key={stringifyEntityRef(entity)} />;
}

function Rollup({ entity }: { entity: Entity }) {
  const { state, refresh } = useHealthRollup(stringifyEntityRef(entity));
  const clock = useMemo(() => toHealthClock(state), [state]);
  const lost = useLost(state);
  return (
    <HealthScope>
      <HealthClockContext.Provider value={clock}>
        {draw()}
      </HealthClockContext.Provider>
    </HealthScope>
  );

  function draw() {
    const { health, error, refreshing } = state;
    const page = { entity, refreshing, onRefresh: refresh };
    if (health) {
      return lost ? (
        <LostRollup rollup={health} state={state}>
          {old => <RollupPage {...page} rollup={old} />}
        </LostRollup>
      ) : (
        <RollupPage {...page} rollup={health} />
      );
    }
    return error ? (
      <ErrorCard
        name={entity.metadata.title ?? entity.metadata.name}
        error={error}
        refreshing={refreshing}
        onRetry={refresh}
      />
    ) : (
      <LoadingCard />
    );
  }
}
