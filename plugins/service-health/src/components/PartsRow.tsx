import { Link } from '@backstage/ui';
import { Section } from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useTexts } from '../useTexts';
import { useLevelWord } from './useLevelWord';
import styles from './PartsRow.module.css';

/** The parts of the service, each a link to its section of the tab. */
export function PartsRow(options: {
  sections: Section[];
  hrefTo: (sectionId: string) => string | undefined;
}) {
  const { sections, hrefTo } = options;
  const t = useTexts();
  const word = useLevelWord();
  return (
    <ul className={styles.parts} aria-label={t('verdict.parts')}>
      {sections.map(({ id, title, level }) => {
        const href = hrefTo(id);
        return (
          <li key={id}>
            <span className={styles.title}>
              {href ? (
                <Link href={href} className={styles.link}>
                  {title}
                </Link>
              ) : (
                title
              )}
            </span>
            <span className={styles.level}>
              <LevelGlyph level={level} size="small" />
              {word(level)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
