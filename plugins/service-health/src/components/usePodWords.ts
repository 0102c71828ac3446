import { PodState } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';

/** Words for the states of pods: for the key, and with a count. */
export function usePodWords() {
  const t = useTexts();
  const word: Record<PodState, string> = {
    ready: t('workload.keyReady'),
    starting: t('workload.keyStarting'),
    notReady: t('workload.keyNotReady'),
    crashing: t('workload.keyCrashing'),
    noNode: t('workload.keyNoNode'),
    stopping: t('workload.keyStopping'),
  };
  const states: PodState[] = [
    'ready',
    'starting',
    'notReady',
    'crashing',
    'noNode',
    'stopping',
  ];
  return {
    word,
    states,
    key: states.map(mark => ({ mark, text: word[mark] })),
    counted(state: PodState, count: number): string {
      const value = String(count);
      const texts: Record<PodState, string> = {
        ready: t('workload.ready', { value }),
        starting: t('workload.starting', { value }),
        notReady: t('workload.notReady', { value }),
        crashing: t('workload.crashing', { value }),
        noNode: t('workload.waiting', { value }),
        stopping: t('workload.stopping', { value }),
      };
      return texts[state];
    },
  };
}
