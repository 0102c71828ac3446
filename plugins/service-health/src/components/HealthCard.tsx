import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { environmentOfVerdict } from '@paved-path/backstage-plugin-service-health-common';
import { healthTabRouteRef } from '../routes';
import { HealthFrame } from './HealthFrame';
import { LevelAnnouncer } from './LevelAnnouncer';
import { HrefToTab, VerdictCard } from './VerdictCard';

/** The card of the overview page. */
export function HealthCard() {
  const { entity } = useEntity();
  const tab = useRouteRef(healthTabRouteRef);
  const name = entity.metadata.title ?? entity.metadata.name;
  const hrefTo: HrefToTab = ({ environment, section } = {}) => {
    const query = environment ? `?env=${encodeURIComponent(environment)}` : '';
    return tab && `${tab()}${query}${section ? `#health-${section}` : ''}`;
  };
  return (
    <HealthFrame entity={entity} key={stringifyEntityRef(entity)}>
      {({ health, refreshing, refresh }) => {
        const environment = environmentOfVerdict(health);
        return (
          environment && (
            <>
              <LevelAnnouncer name={name} environment={environment} />
              <VerdictCard
                name={name}
                health={health}
                environment={environment}
                hrefTo={hrefTo}
                refreshing={refreshing}
                onRetry={refresh}
              />
            </>
          )
        );
      }}
    </HealthFrame>
  );
}
