import { Card } from '@backstage/ui';
import {
  Level,
  ServiceSummary,
} from '@paved-path/backstage-plugin-service-health-common';
import { useId } from 'react';
import { useLevelWord } from '../components/useLevelWord';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useTexts } from '../useTexts';
import { ServiceHours } from './ServiceHours';
import { ServiceLink } from './ServiceLink';
import styles from './QuietServices.module.css';

/** Services that need nobody: a name and their day. */
export function QuietServices(options: {
  level: Level;
  services: ServiceSummary[];
}) {
  const { level, services } = options;
  const t = useTexts();
  const word = useLevelWord();
  const heading = useId();
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <h2 id={heading}>{word(level)}</h2>
        <span className={styles.count}>
          {t('rollup.services', { count: services.length })}
        </span>
      </div>
      <ul className={styles.services} aria-labelledby={heading}>
        {services.map(service => (
          <li key={service.entityRef}>
            <LevelGlyph level={level} size="small" />
            <span className={styles.name}>
              <ServiceLink service={service} plain />
            </span>
            <span className={styles.hours}>
              <ServiceHours service={service} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
