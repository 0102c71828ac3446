import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { environmentOfVerdict } from '@paved-path/backstage-plugin-service-health-common';
import { useSearchParams } from 'react-router-dom';
import { EnvironmentPage } from './EnvironmentPage';
import { HealthFrame } from './HealthFrame';

/** The health tab of an entity page; `?env=` chooses the environment. */
export function HealthTab() {
  const { entity } = useEntity();
  const [query, setQuery] = useSearchParams();
  const wanted = query.get('env');
  function choose(environment: string) {
    setQuery(
      before => {
        const after = new URLSearchParams(before);
        after.set('env', environment);
        return after;
      },
      { replace: true },
    );
  }
  return (
    <HealthFrame entity={entity} key={stringifyEntityRef(entity)}>
      {({ health, refreshing, refresh }) => {
        const environment =
          health.environments.find(({ name }) => name === wanted) ??
          environmentOfVerdict(health);
        return (
          environment && (
            <EnvironmentPage
              entity={entity}
              health={health}
              environment={environment}
              refreshing={refreshing}
              onRefresh={refresh}
              onChoose={choose}
            />
          )
        );
      }}
    </HealthFrame>
  );
}
