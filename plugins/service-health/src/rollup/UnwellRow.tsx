import { ServiceSummary } from '@paved-path/backstage-plugin-service-health-common';
import { LevelCell } from '../components/LevelCell';
import { tableRoles } from '../components/tableRoles';
import { useLevelWord } from '../components/useLevelWord';
import { TimeOfDay } from '../time/TimeOfDay';
import { useAges } from '../time/useAges';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import { ServiceHours } from './ServiceHours';
import { ServiceLink } from './ServiceLink';

/** One service: verdict, cause, since when, and its day. */
export function UnwellRow({ service }: { service: ServiceSummary }) {
  const { level, partial, headline, since, lastKnown } = service;
  const t = useTexts();
  const word = useLevelWord();
  const ages = useAges();
  const duration = useDuration();
  const partly = level === 'unknown' && partial;
  return (
    <tr {...tableRoles.row}>
      <th {...tableRoles.title}>
        <ServiceLink service={service} />
      </th>
      <LevelCell
        level={level}
        word={partly ? t('level.partlyUnknown') : word(level)}
      />
      <td {...tableRoles.cell}>
        {headline}
        {lastKnown && (
          <>
            {'. '}
            {t('verdict.lastKnown', {
              level: word(lastKnown.level),
              time: <TimeOfDay at={lastKnown.at} />,
            })}
          </>
        )}
      </td>
      <td {...tableRoles.cell} data-label={since && t('rollup.heldLabel')}>
        {since && duration(ages.since(since))}
      </td>
      <td {...tableRoles.cell}>
        <ServiceHours service={service} />
      </td>
    </tr>
  );
}
