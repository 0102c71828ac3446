import { Card } from '@backstage/ui';
import {
  compareLevels,
  EnvironmentHealth,
  Finding,
} from '@paved-path/backstage-plugin-service-health-common';
import { useId } from 'react';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { TimeOfDay } from '../time/TimeOfDay';
import { useTexts } from '../useTexts';
import { Evidence } from './Evidence';
import { tableRoles } from './tableRoles';
import { useLevelWord } from './useLevelWord';
import styles from './FindingsTable.module.css';

/**
 * All findings, the worst first; what another one explains is in its evidence.
 * A table that keeps its roles where it is shown as stacked rows.
 */
export function FindingsTable(options: { environment: EnvironmentHealth }) {
  const t = useTexts();
  const heading = useId();
  const all = options.environment.sections.flatMap(({ findings }) => findings);
  const shown = all
    .filter(({ explainedBy }) => !all.some(({ id }) => id === explainedBy))
    .sort((a, b) => compareLevels(a.level, b.level));
  const columns = [
    t('finding.level'),
    t('finding.finding'),
    t('finding.where'),
    t('finding.since'),
    t('finding.next'),
  ];
  return (
    <Card className={styles.card}>
      <h2 id={heading} className={styles.title}>
        {t('tab.findings')}
      </h2>
      {shown.length === 0 ? (
        <p className={styles.none}>{t('tab.noFindings')}</p>
      ) : (
        <table
          {...tableRoles.table}
          className={styles.table}
          aria-labelledby={heading}
        >
          <thead {...tableRoles.group}>
            <tr {...tableRoles.row}>
              {columns.map(column => (
                <th key={column} {...tableRoles.column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...tableRoles.group}>
            {shown.map(finding => (
              <Row key={finding.id} finding={finding} all={all} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Row(options: { finding: Finding; all: Finding[] }) {
  const { finding, all } = options;
  const { level, cause, where, since, nextStep } = finding;
  const t = useTexts();
  const word = useLevelWord();
  return (
    <tr {...tableRoles.row}>
      <td {...tableRoles.cell}>
        <span className={styles.level} data-level={level}>
          <LevelGlyph level={level} size="small" />
          {word(level)}
        </span>
      </td>
      <td {...tableRoles.cell}>
        <b>{cause}</b>
        <Evidence finding={finding} all={all} />
      </td>
      <td {...tableRoles.cell} data-label={t('finding.whereLabel')}>
        {where}
      </td>
      <td {...tableRoles.cell} data-label={since && t('finding.sinceLabel')}>
        {since && <TimeOfDay at={since} />}
      </td>
      <td {...tableRoles.cell} data-label={t('finding.nextLabel')}>
        {nextStep.text}
      </td>
    </tr>
  );
}
