import { Pod } from '../objects/Pod';
import { PodState } from './PodState';
import { PodExit } from './WorkloadRuntime';

/** Shows that a pod's containers ended, and that they wait when they are to start again only later. */
export function showExit(
  pod: Pod,
  state: PodState,
  { exit, waitMs, now }: { exit: PodExit; waitMs: number; now: string },
): void {
  const { name, namespace, uid } = pod.metadata;
  const { exitCode, message } = exit;
  const usual = exitCode === 0 ? 'Completed' : 'Error';
  state.setContainers({}, container => {
    const { containerID } = container;
    const terminated = {
      ...(containerID ? { containerID } : {}),
      exitCode,
      reason: exit.reason ?? usual,
      ...(message ? { message } : {}),
      startedAt: container.state.running?.startedAt ?? now,
      finishedAt: now,
    };
    if (waitMs === 0) return { state: { terminated } };
    const text = `back-off ${clockText(waitMs)} restarting failed container=${
      container.name
    } pod=${name}_${namespace}(${uid})`;
    return {
      state: { waiting: { reason: 'CrashLoopBackOff', message: text } },
      lastState: { terminated },
    };
  });
  state.setReady(false);
  if (waitMs === 0) return;
  const container = pod.spec.containers[0]?.name;
  const text = `Back-off restarting failed container ${container} in pod ${name}_${namespace}(${uid})`;
  state.event('Warning', 'BackOff', text);
}

/** Counts a restart, keeping how the containers ended. */
export function showRestart(state: PodState): void {
  state.setContainers({}, container => ({
    state: container.state,
    restartCount: container.restartCount + 1,
    lastState: container.state.terminated
      ? { terminated: container.state.terminated }
      : container.lastState,
  }));
}

function clockText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}
