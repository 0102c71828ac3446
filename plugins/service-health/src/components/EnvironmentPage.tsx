import { Entity } from '@backstage/catalog-model';
import {
  EnvironmentHealth,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { FindingsTable } from './FindingsTable';
import { LevelAnnouncer } from './LevelAnnouncer';
import { PlaceLinks } from './PlaceLinks';
import { SectionBody } from './SectionBody';
import { SectionCard } from './SectionCard';
import { SourcesCard } from './SourcesCard';
import { TabToolbar } from './TabToolbar';
import { TimelineCard } from './TimelineCard';
import { VerdictHero } from './VerdictHero';
import styles from './EnvironmentPage.module.css';

/** Everything about one environment, the verdict first. */
export function EnvironmentPage(options: {
  entity: Entity;
  health: ServiceHealth;
  environment: EnvironmentHealth;
  refreshing: boolean;
  onRefresh: () => void;
  onChoose: (environment: string) => void;
}) {
  const { entity, health, environment, refreshing, onRefresh } = options;
  const name = entity.metadata.title ?? entity.metadata.name;
  return (
    <div className={styles.page}>
      <LevelAnnouncer name={name} environment={environment} />
      <TabToolbar
        environments={health.environments}
        shown={environment}
        refreshing={refreshing}
        onRefresh={onRefresh}
        onChoose={options.onChoose}
      />
      <VerdictHero
        name={name}
        environment={environment}
        withheld={health.withheld}
        refreshing={refreshing}
        onRetry={onRefresh}
      />
      <PlaceLinks entity={entity} health={health} environment={environment} />
      <div className={styles.sections}>
        {environment.sections.map(section => (
          <SectionCard key={section.id} section={section}>
            <SectionBody section={section} />
          </SectionCard>
        ))}
      </div>
      <FindingsTable environment={environment} />
      <TimelineCard environment={environment} />
      <SourcesCard environment={environment} />
    </div>
  );
}
