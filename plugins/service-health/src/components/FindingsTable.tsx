import {
  compareLevels,
  EnvironmentHealth,
  Finding,
} from '@paved-path/backstage-plugin-service-health-common';
import { TimeOfDay } from '../time/TimeOfDay';
import { useTexts } from '../useTexts';
import { Evidence } from './Evidence';
import { LevelCell } from './LevelCell';
import { TableCard } from './TableCard';
import { tableRoles } from './tableRoles';
import { useLevelWord } from './useLevelWord';
import styles from './FindingsTable.module.css';

/** All findings, the worst first; what another one explains is in its evidence. */
export function FindingsTable(options: { environment: EnvironmentHealth }) {
  const t = useTexts();
  const all = options.environment.sections.flatMap(({ findings }) => findings);
  const shown = all
    .filter(({ explainedBy }) => !all.some(({ id }) => id === explainedBy))
    .sort((a, b) => compareLevels(a.level, b.level));
  return (
    <TableCard
      title={t('tab.findings')}
      none={t('tab.noFindings')}
      className={styles.table}
      columns={[
        t('finding.level'),
        t('finding.finding'),
        t('finding.where'),
        t('finding.since'),
        t('finding.next'),
      ]}
    >
      {shown.map(finding => (
        <Row key={finding.id} finding={finding} all={all} />
      ))}
    </TableCard>
  );
}

function Row(options: { finding: Finding; all: Finding[] }) {
  const { finding, all } = options;
  const { level, cause, where, since, nextStep } = finding;
  const t = useTexts();
  const word = useLevelWord();
  return (
    <tr {...tableRoles.row}>
      <LevelCell level={level} word={word(level)} />
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
