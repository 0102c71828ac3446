import { Card } from '@backstage/ui';
import { Section } from '@paved-path/backstage-plugin-service-health-common';
import { ReactNode, useId } from 'react';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useLevelWord } from './useLevelWord';
import styles from './SectionCard.module.css';

/** One part of the service: heading, level, one sentence, pictures. */
export function SectionCard(options: {
  section: Section;
  children: ReactNode;
}) {
  const { section, children } = options;
  const { id, title, level, summary } = section;
  const heading = useId();
  const word = useLevelWord();
  return (
    <Card className={styles.card}>
      <section
        id={`health-${id}`}
        className={styles.section}
        aria-labelledby={heading}
      >
        <header className={styles.head}>
          <h2 id={heading}>{title}</h2>
          <span className={styles.level} data-level={level}>
            <LevelGlyph level={level} size="small" />
            {word(level)}
          </span>
          <p>{summary}</p>
        </header>
        {children}
      </section>
    </Card>
  );
}
