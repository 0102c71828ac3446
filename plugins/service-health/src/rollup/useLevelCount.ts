import { Level } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';

/** "1 down", "8 healthy" */
export function useLevelCount(): (level: Level, count: number) => string {
  const t = useTexts();
  return (level, count) => {
    const value = String(count);
    const texts: Record<Level, string> = {
      down: t('rollup.down', { value }),
      degraded: t('rollup.degraded', { value }),
      warning: t('rollup.warning', { value }),
      unknown: t('rollup.unknown', { value }),
      progressing: t('rollup.progressing', { value }),
      healthy: t('rollup.healthy', { value }),
      suspended: t('rollup.suspended', { value }),
    };
    return texts[level];
  };
}
