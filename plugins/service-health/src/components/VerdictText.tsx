import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { TimeOfDay } from '../time/TimeOfDay';
import { useTexts } from '../useTexts';
import { useLevelWord } from './useLevelWord';
import styles from './VerdictText.module.css';

/** The one cause, and who feels it. */
export function VerdictText(options: {
  environment: EnvironmentHealth;
  weight: 'bold' | 'regular';
  /** Where a picture below says the same */
  withoutEffect?: boolean;
}) {
  const { headline, effect, lastKnown, level } = options.environment;
  const shown = level !== 'healthy' && !options.withoutEffect;
  const t = useTexts();
  const word = useLevelWord();
  return (
    <div>
      <p className={styles.cause} data-weight={options.weight}>
        {headline}
        {lastKnown && (
          <>
            {'. '}
            {t('verdict.lastKnown', {
              level: word(lastKnown.level),
              time: <TimeOfDay at={lastKnown.at} />,
            })}
          </>
        )}
      </p>
      {effect && shown && <p className={styles.effect}>{effect}</p>}
    </div>
  );
}
