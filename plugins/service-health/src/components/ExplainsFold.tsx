import { Finding } from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useTexts } from '../useTexts';
import { Fold } from './Fold';
import { useLevelWord } from './useLevelWord';
import styles from './ExplainsFold.module.css';

/** The findings that the cause explains, out of the way. */
export function ExplainsFold({ findings }: { findings: Finding[] }) {
  const t = useTexts();
  const word = useLevelWord();
  if (findings.length === 0) {
    return <></>;
  }
  return (
    <Fold title={t('verdict.explains', { count: findings.length })}>
      <ul className={styles.list}>
        {findings.map(finding => (
          <li key={finding.id}>
            <LevelGlyph
              level={finding.level}
              size="small"
              label={word(finding.level)}
            />
            <span>{finding.cause}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
