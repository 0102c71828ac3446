import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useTexts } from '../useTexts';
import { Freshness } from './Freshness';
import { RefreshRow } from './RefreshRow';
import { useVerdictWord } from './useVerdictWord';
import styles from './TabToolbar.module.css';

/** Choice of the environment, freshness of the sources, refresh. */
export function TabToolbar(options: {
  environments: EnvironmentHealth[];
  shown: EnvironmentHealth;
  refreshing: boolean;
  onRefresh: () => void;
  onChoose: (environment: string) => void;
}) {
  const { environments, shown, refreshing, onRefresh, onChoose } = options;
  const t = useTexts();
  const word = useVerdictWord();
  return (
    <div className={styles.toolbar}>
      {environments.length > 1 && (
        <ToggleButtonGroup
          aria-label={t('tab.environment')}
          className={styles.group}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[shown.name]}
          onSelectionChange={keys => keys.forEach(key => onChoose(String(key)))}
        >
          {environments.map(environment => (
            <ToggleButton
              key={environment.name}
              id={environment.name}
              className={styles.choice}
              aria-label={t('tab.environmentLevel', {
                environment: environment.name,
                level: word(environment),
              })}
              iconStart={<LevelGlyph level={environment.level} size="small" />}
            >
              {environment.name}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <div className={styles.fresh}>
        <RefreshRow refreshing={refreshing} onRefresh={onRefresh}>
          <Freshness environment={shown} />
        </RefreshRow>
      </div>
    </div>
  );
}
