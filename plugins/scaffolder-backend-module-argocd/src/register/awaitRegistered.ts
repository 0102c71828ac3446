import { ApplicationKey } from '../client/ApplicationKey';
import { DeploymentError } from '../wait/DeploymentError';
import { describeProblems } from '../wait/describeProblems';
import { waitForApplication, WaitResult } from '../wait/waitForApplication';
import { Registration } from './Registration';

/**
 * Wait as `wait` of the input says, or until a sync window holds the Application
 * back; fails when the time is over, too.
 */
export async function awaitRegistered(
  { run, input, hasSyncWindows }: Registration,
  key: ApplicationKey,
  options: { reconciledAfter?: number; timeoutSeconds?: number } = {},
): Promise<Pick<Required<WaitResult>, 'application' | 'heldBackBy'>> {
  const { wait } = input;
  const timeoutSeconds = options.timeoutSeconds ?? wait.timeoutSeconds;
  const until = wait.for === 'synced' ? 'synced' : 'healthy';
  const { application, timedOut, heldBackBy } = await waitForApplication(
    run,
    key,
    {
      until,
      revision: wait.revision,
      reconciledAfter: options.reconciledAfter,
      requireResources: wait.requireResources,
      allowSuspended: wait.allowSuspended,
      timeoutSeconds,
      graceSeconds: wait.degradedGraceSeconds,
      refresh: false,
      mayAppear: false,
      onSyncWindow: hasSyncWindows ? 'end' : 'ignore',
    },
  );
  if (timedOut || !application) {
    const problems = application ? describeProblems(application) : [];
    throw new DeploymentError(
      run.clean(
        `Cannot see application "${
          key.name
        }" ${until} within ${timeoutSeconds} s: ${problems.join('; ')}`,
      ),
    );
  }
  return { application, heldBackBy };
}
