import { RolloutFact } from '@paved-path/backstage-plugin-service-health-common';
import { useAges } from '../time/useAges';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import { RolloutBar } from './RolloutBar';
import styles from './RolloutProgress.module.css';

/** The rollout under way, on the card: bar, what starts, time that is left. */
export function RolloutProgress(options: { rollout: RolloutFact }) {
  const t = useTexts();
  const ages = useAges();
  const duration = useDuration();
  const { rollout } = options;
  const { starting, deadlineAt } = rollout;
  return (
    <div>
      <RolloutBar rollout={rollout} />
      <p className={styles.row}>
        <span>
          {starting > 0 && t('verdict.starting', { count: starting })}
        </span>
        {deadlineAt && (
          <span>
            {t('age.left', { age: duration(ages.until(deadlineAt)) })}
          </span>
        )}
      </p>
    </div>
  );
}
