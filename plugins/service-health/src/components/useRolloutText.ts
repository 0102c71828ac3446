import { RolloutFact } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';

/** One line on where a rollout stands. */
export function useRolloutText(): (rollout: RolloutFact) => string {
  const t = useTexts();
  return rollout => {
    const { state, version } = rollout;
    const updated = String(Math.max(rollout.updated - rollout.starting, 0));
    const count = rollout.desired;
    const next = version ?? t('workload.newVersion');
    switch (state) {
      case 'rolling':
        return t('workload.rolling', { version: next, updated, count });
      case 'stuck':
        return t('workload.stuck', { version: next, updated, count });
      case 'paused':
        return t('workload.paused', { version: next, updated, count });
      default:
        return t('workload.complete', {
          version: version ?? t('workload.someVersion'),
          count,
          available: String(rollout.available),
        });
    }
  };
}
