import { Entity } from '@backstage/catalog-model';
import { HealthRollup } from '@paved-path/backstage-plugin-service-health-common';
import { useSearchParams } from 'react-router-dom';
import { useTexts } from '../useTexts';
import { EmptyRollup } from './EmptyRollup';
import { groupServices } from './groupServices';
import { LevelFilter } from './LevelFilter';
import { QuietServices } from './QuietServices';
import { RollupAnnouncer } from './RollupAnnouncer';
import { RollupHead } from './RollupHead';
import { RollupNotes } from './RollupNotes';
import { UnwellServices } from './UnwellServices';
import styles from './RollupPage.module.css';

/** All services, the worst first; `?level=` shows those of one level. */
export function RollupPage(options: {
  entity: Entity;
  rollup: HealthRollup;
  refreshing: boolean;
  onRefresh: () => void;
}) {
  const { entity, rollup, refreshing, onRefresh } = options;
  const t = useTexts();
  const [query, setQuery] = useSearchParams();
  const groups = groupServices(rollup.services);
  const chosen = groups.find(({ level }) => level === query.get('level'));
  const shown = chosen ? [chosen] : groups;
  const unwell = shown.filter(({ level }) => !isQuiet(level));
  function choose(level: string | undefined) {
    setQuery(
      before => {
        const after = new URLSearchParams(before);
        after.delete('level');
        if (level) {
          after.set('level', level);
        }
        return after;
      },
      { replace: true },
    );
  }
  if (rollup.services.length === 0) {
    return <EmptyRollup entity={entity} rollup={rollup} />;
  }
  return (
    <div className={styles.page}>
      <RollupAnnouncer services={rollup.services} />
      <RollupHead
        groups={groups}
        refreshing={refreshing}
        onRefresh={onRefresh}
      />
      <LevelFilter groups={groups} chosen={chosen?.level} onChoose={choose} />
      {unwell.length > 0 && (
        <UnwellServices services={unwell.flatMap(group => group.services)} />
      )}
      {shown
        .filter(({ level }) => isQuiet(level))
        .map(({ level, services }) => (
          <QuietServices key={level} level={level} services={services} />
        ))}
      <p className={styles.legend}>{t('rollup.hoursLegend')}</p>
      <RollupNotes rollup={rollup} />
    </div>
  );
}

function isQuiet(level: string): boolean {
  return level === 'healthy' || level === 'suspended';
}
