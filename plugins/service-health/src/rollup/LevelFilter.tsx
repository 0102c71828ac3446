import { Tag, TagGroup } from '@backstage/ui';
import { Level } from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useTexts } from '../useTexts';
import { groupServices } from './groupServices';
import { useLevelCount } from './useLevelCount';
import styles from './LevelFilter.module.css';

const ALL = 'all';

/** One stop; arrows move between the levels that occur. */
export function LevelFilter(options: {
  groups: ReturnType<typeof groupServices>;
  chosen: Level | undefined;
  onChoose: (level: string | undefined) => void;
}) {
  const { groups, chosen, onChoose } = options;
  const t = useTexts();
  const count = useLevelCount();
  const total = groups.reduce((sum, { services }) => sum + services.length, 0);
  return (
    <TagGroup
      aria-label={t('rollup.filter')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen ?? ALL]}
      onSelectionChange={keys =>
        [...keys].forEach(key => onChoose(key === ALL ? undefined : `${key}`))
      }
    >
      <Tag id={ALL} size="medium" className={styles.tag}>
        {t('rollup.all', { value: String(total) })}
      </Tag>
      {groups.map(({ level, services }) => (
        <Tag
          key={level}
          id={level}
          size="medium"
          className={styles.tag}
          icon={<LevelGlyph level={level} size="small" />}
        >
          {count(level, services.length)}
        </Tag>
      ))}
    </TagGroup>
  );
}
