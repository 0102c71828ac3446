import {
  WorkloadFacts,
  ZoneFact,
} from '@paved-path/backstage-plugin-service-health-common';
import { PodZone } from '../pictures/PodZones';
import { useTexts } from '../useTexts';
import { usePodWords } from './usePodWords';

/** Rows of the picture "Pods by zone" and its sentence. */
export function useZoneRows(facts: WorkloadFacts): {
  zones: PodZone[];
  sentence: string;
} {
  const t = useTexts();
  const { states, counted } = usePodWords();
  const zones = facts.zones.map(({ zone, placement, counts }): PodZone => {
    const present = states.filter(state => counts[state] > 0);
    return {
      name: zone ?? nameOf(placement),
      marks: present.flatMap(state =>
        Array.from({ length: counts[state] }, () => state),
      ),
      summary:
        present.map(state => counted(state, counts[state])).join(', ') ||
        t('workload.noPods'),
      missing: placement === 'noNode',
    };
  });
  const rows = zones
    .map(({ name, summary }) => t('workload.zoneRow', { zone: name, summary }))
    .join('; ');
  return { zones, sentence: t('workload.zoneSentence', { rows }) };

  function nameOf(placement: ZoneFact['placement']) {
    return placement === 'noNode'
      ? t('workload.noNode')
      : t('workload.unknownZone');
  }
}
