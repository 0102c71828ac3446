import { FindingLevel } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';

/** The word that always stands beside the shape of a level. */
export function useLevelWord(): (level: FindingLevel) => string {
  const t = useTexts();
  return level => {
    const words: Record<FindingLevel, string> = {
      healthy: t('level.healthy'),
      progressing: t('level.progressing'),
      warning: t('level.warning'),
      degraded: t('level.degraded'),
      down: t('level.down'),
      unknown: t('level.unknown'),
      suspended: t('level.suspended'),
      note: t('level.note'),
    };
    return words[level];
  };
}
