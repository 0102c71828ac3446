import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { useContext, useEffect, useRef } from 'react';
import { useTexts } from '../useTexts';
import { AnnounceContext } from './AnnounceContext';
import { useLevelWord } from './useLevelWord';

/** Speaks changes of the level, and nothing else: no ages, no numbers. */
export function LevelAnnouncer(options: {
  name: string;
  environment: EnvironmentHealth;
}) {
  const { name, environment } = options;
  const { name: environmentName, level, headline } = environment;
  const t = useTexts();
  const word = useLevelWord()(level);
  const announce = useContext(AnnounceContext);
  const spoken = useRef({ environmentName, level });
  useEffect(() => {
    const before = spoken.current;
    spoken.current = { environmentName, level };
    if (before.environmentName === environmentName && before.level !== level) {
      announce(
        t('verdict.nowLevel', {
          name,
          environment: environmentName,
          level: word,
          headline,
        }),
      );
    }
  }, [announce, environmentName, headline, level, name, t, word]);
  return <></>;
}
