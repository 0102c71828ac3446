import { ApplicationKey } from '../client/ArgocdClient';
import { Application } from '../client/schemas';
import { DeploymentError } from '../wait/DeploymentError';
import { describeProblems } from '../wait/describeProblems';
import { waitForApplication } from '../wait/waitForApplication';
import { Registration } from './Registration';

/** Wait as `wait` of the input says; fails when the time is over, too. */
export async function awaitRegistered(
  { run, input }: Registration,
  key: ApplicationKey,
  options: { reconciledAfter?: number; timeoutSeconds?: number } = {},
): Promise<Application> {
  const { wait } = input;
  const timeoutSeconds = options.timeoutSeconds ?? wait.timeoutSeconds;
  const until = wait.for === 'synced' ? 'synced' : 'healthy';
  const { application, timedOut } = await waitForApplication(run, key, {
    until,
    revision: wait.revision,
    reconciledAfter: options.reconciledAfter,
    requireResources: wait.requireResources,
    allowSuspended: wait.allowSuspended,
    timeoutSeconds,
    graceSeconds: wait.degradedGraceSeconds,
    refresh: false,
    mayAppear: false,
  });
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
  return application;
}
