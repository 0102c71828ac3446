import { FindingLevel } from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { tableRoles } from './tableRoles';
import styles from './LevelCell.module.css';

/** A level in a table: shape, word and colour. */
export function LevelCell(options: { level: FindingLevel; word: string }) {
  const { level, word } = options;
  return (
    <td {...tableRoles.cell}>
      <span className={styles.level} data-level={level}>
        <LevelGlyph level={level} size="small" />
        {word}
      </span>
    </td>
  );
}
