import { PodState } from './PodState';

/** Shows that the kubelet threw a pod off its node. */
export function showEviction(
  state: PodState,
  { reason, message, now }: { reason: string; message: string; now: string },
): void {
  state.setContainers({}, container => ({
    state: {
      terminated: {
        exitCode: 137,
        reason: 'Error',
        startedAt: container.state.running?.startedAt ?? now,
        finishedAt: now,
      },
    },
  }));
  state.setReady(false);
  state.setConditions([
    {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      message,
    },
  ]);
  state.writeStatus(status => ({
    ...status,
    phase: 'Failed',
    reason,
    message,
  }));
  state.event('Warning', reason, message);
}
