import {
  Level,
  ServiceSummary,
} from '@paved-path/backstage-plugin-service-health-common';
import { useContext, useEffect, useRef } from 'react';
import { AnnounceContext } from '../components/AnnounceContext';
import { useLevelWord } from '../components/useLevelWord';
import { useTexts } from '../useTexts';

/** More at once are read on the page, not heard. */
const MOST_SPOKEN = 3;

/** Speaks changes of levels, and nothing else. */
export function RollupAnnouncer(options: { services: ServiceSummary[] }) {
  const { services } = options;
  const t = useTexts();
  const word = useLevelWord();
  const announce = useContext(AnnounceContext);
  const spoken = useRef<Map<string, Level>>();
  useEffect(() => {
    const before = spoken.current;
    spoken.current = new Map(
      services.map(({ entityRef, level }) => [entityRef, level]),
    );
    const changed = services.filter(({ entityRef, level }) => {
      const old = before?.get(entityRef);
      return old !== undefined && old !== level;
    });
    if (changed.length > 0) {
      announce(
        changed
          .slice(0, MOST_SPOKEN)
          .map(({ name, environment, level, headline }) =>
            t('verdict.nowLevel', {
              name,
              environment,
              level: word(level),
              headline,
            }),
          )
          .join('. '),
      );
    }
  }, [announce, services, t, word]);
  return <></>;
}
