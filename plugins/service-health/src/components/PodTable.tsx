import {
  PodFact,
  WorkloadFacts,
} from '@paved-path/backstage-plugin-service-health-common';
import { Glyph } from '../pictures/Glyph';
import { podMarks } from '../pictures/podMarks';
import { useTexts } from '../useTexts';
import { Fold } from './Fold';
import { tableRoles } from './tableRoles';
import { usePodWords } from './usePodWords';
import styles from './PodTable.module.css';

/** The data of the pod picture as a table, on demand. */
export function PodTable({ facts }: { facts: WorkloadFacts }) {
  const { pods, podsOmitted } = facts;
  const t = useTexts();
  const { word } = usePodWords();
  if (pods.length === 0) {
    return <></>;
  }
  const columns: { title: string; read: (pod: PodFact) => string }[] = [
    { title: t('workload.zone'), read: ({ zone }) => zone ?? '' },
    { title: t('workload.node'), read: ({ node }) => node ?? '' },
    { title: t('workload.containers'), read: ({ ready }) => ready },
    {
      title: t('workload.restarts'),
      read: ({ recentRestarts }) => String(recentRestarts),
    },
    { title: t('workload.version'), read: ({ version }) => version ?? '' },
  ];
  return (
    <Fold title={t('workload.showPods')}>
      <table
        {...tableRoles.table}
        className={styles.table}
        aria-label={t('workload.podsByZone')}
      >
        <thead {...tableRoles.group}>
          <tr {...tableRoles.row}>
            {[
              t('workload.pod'),
              t('workload.state'),
              ...columns.map(({ title }) => title),
            ].map(title => (
              <th key={title} {...tableRoles.column}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...tableRoles.group}>
          {pods.map(pod => (
            <tr key={`${pod.cluster}/${pod.name}`} {...tableRoles.row}>
              <th {...tableRoles.title}>{pod.name}</th>
              <td {...tableRoles.cell}>
                <span className={styles.state}>
                  <Glyph
                    name={podMarks[pod.state].glyph}
                    level={podMarks[pod.state].level}
                    size="small"
                  />
                  {word[pod.state]}
                </span>
              </td>
              {columns.map(({ title, read }) => (
                <td key={title} {...tableRoles.cell} data-label={`${title}:`}>
                  {read(pod)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {podsOmitted > 0 && (
        <p className={styles.omitted}>
          {t('workload.podsOmitted', { count: podsOmitted })}
        </p>
      )}
    </Fold>
  );
}
