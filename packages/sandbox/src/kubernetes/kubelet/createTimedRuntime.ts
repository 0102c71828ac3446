import { Clock } from '../clock/Clock';
import { WorkloadRuntime } from './WorkloadRuntime';

/** A runtime behind which there is nothing: pods are ready after a while. */
export function createTimedRuntime(
  clock: Clock,
  readyAfterMs: number,
): WorkloadRuntime {
  return {
    start: async () => {
      const readyAt = clock.now() + readyAfterMs;
      return { ready: async () => clock.now() >= readyAt };
    },
    stop: async () => {},
  };
}
