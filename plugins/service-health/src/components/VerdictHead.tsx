import { Link } from '@backstage/ui';
import { Level } from '@paved-path/backstage-plugin-service-health-common';
import { ReactNode } from 'react';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useTexts } from '../useTexts';
import { HiddenText } from './HiddenText';
import styles from './VerdictHead.module.css';

/** Shape, word, environment, and how long or how fresh. */
export function VerdictHead(options: {
  id: string;
  name: string;
  level: Level;
  word: string;
  environment?: string;
  /** Leads to the tab */
  href?: string;
  aside?: ReactNode;
}) {
  const { id, name, level, word, environment, href, aside } = options;
  const t = useTexts();
  return (
    <header className={styles.head}>
      <LevelGlyph level={level} size="large" />
      <h2 className={styles.word} id={id}>
        <HiddenText>{t('verdict.prefix', { name })} </HiddenText>
        {href ? (
          <Link href={href} className={styles.link} standalone>
            {word}
          </Link>
        ) : (
          word
        )}
        {environment && (
          <>
            {' '}
            <span className={styles.environment}>{environment}</span>
          </>
        )}
      </h2>
      {aside && <span className={styles.aside}>{aside}</span>}
    </header>
  );
}
