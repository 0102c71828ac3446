import { Finding } from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useTexts } from '../useTexts';
import { SubTitle } from './SubTitle';
import { useLevelWord } from './useLevelWord';
import styles from './SectionFindings.module.css';

/** Findings beside the picture that shows them; folded ones are left out. */
export function SectionFindings({ findings }: { findings: Finding[] }) {
  const t = useTexts();
  const word = useLevelWord();
  const shown = findings.filter(({ explainedBy }) => !explainedBy);
  if (shown.length === 0) {
    return <></>;
  }
  return (
    <div>
      <SubTitle>{t('tab.findings')}</SubTitle>
      <ul className={styles.list}>
        {shown.map(({ id, level, cause, effect }) => (
          <li key={id}>
            <LevelGlyph level={level} label={word(level)} />
            <span>
              {level === 'note' ? cause : <b>{cause}.</b>} {effect}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
