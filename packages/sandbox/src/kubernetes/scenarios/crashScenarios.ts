import { PodExit } from '../kubelet/WorkloadRuntime';
import { isPodOf } from './isPodOf';
import { WorkloadScenario } from './Scenario';

function crashScenario(
  description: Pick<WorkloadScenario, 'name' | 'title' | 'description'>,
  exit: PodExit,
): WorkloadScenario {
  return {
    ...description,
    scope: 'workload',
    start: (deployment, { cluster }) =>
      cluster.mishaps.add(
        { type: 'crash', exit, afterMs: 1_500 },
        isPodOf(deployment),
      ),
  };
}

/** Containers exit with code 1 soon after they start. */
export const crashLoopError = crashScenario(
  {
    name: 'crash-loop',
    title: 'Crash loop (exit code 1)',
    description:
      "The app's containers end with an error right after each start, so the kubelet backs off.",
  },
  { exitCode: 1, reason: 'Error' },
);

/** Containers are killed because they take too much memory. */
export const crashLoopOutOfMemory = crashScenario(
  {
    name: 'crash-loop-oom',
    title: 'Crash loop (out of memory)',
    description:
      "The app's containers are killed at their memory limit after each start (OOMKilled, 137).",
  },
  { exitCode: 137, reason: 'OOMKilled' },
);
