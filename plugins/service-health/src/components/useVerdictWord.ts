import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import { useLevelWord } from './useLevelWord';

/** Like the level's word, but says when only a part is unknown. */
export function useVerdictWord(): (environment: EnvironmentHealth) => string {
  const t = useTexts();
  const word = useLevelWord();
  return ({ level, partial, clusters }) => {
    const partly =
      level === 'unknown' &&
      partial &&
      clusters.some(cluster => cluster.level !== 'unknown');
    return partly ? t('level.partlyUnknown') : word(level);
  };
}
