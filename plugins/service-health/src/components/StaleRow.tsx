import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { useAges } from '../time/useAges';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import { RetryRow } from './RetryRow';

/** Under an old verdict: when the next try is due, and a button to try now. */
export function StaleRow(options: {
  environment: EnvironmentHealth;
  refreshing: boolean;
  onRetry: () => void;
}) {
  const { lastKnown, nextTryAt } = options.environment;
  const t = useTexts();
  const ages = useAges();
  const duration = useDuration();
  if (!lastKnown) {
    return <></>;
  }
  const left = nextTryAt ? ages.until(nextTryAt) : 0;
  const note =
    left > 0 ? t('age.nextTry', { age: duration(left) }) : t('age.trying');
  return (
    <RetryRow
      note={note}
      label={t('action.tryNow')}
      pending={options.refreshing}
      onRetry={options.onRetry}
    />
  );
}
