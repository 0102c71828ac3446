import { ServiceUnavailableError } from '@backstage/errors';
import { ActionRun } from '../actions/ActionRun';
import { ApplicationKey } from '../client/ArgocdClient';
import { ArgocdConnectionError } from '../client/ArgocdConnectionError';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { delay } from '../client/delay';
import { Application } from '../client/schemas';
import {
  assessApplication,
  Assessment,
  WaitCriteria,
} from './assessApplication';
import { DeploymentError } from './DeploymentError';
import { describeProblems } from './describeProblems';
import { ProgressLog } from './ProgressLog';

/** How long to wait, and for what. */
export interface WaitOptions extends WaitCriteria {
  timeoutSeconds: number;
  /** How long something may look broken before it counts as failed. */
  graceSeconds: number;
  /** Ask Argo CD to look at Git, rather than wait for its own interval. */
  refresh: boolean;
  /** Said at first, and at each heartbeat, while the image is missing. */
  waitingFor?: string;
  /** Whether an Application that does not exist may still appear. */
  mayAppear: boolean;
}

/** How the wait ended. */
export interface WaitResult {
  application: Application | undefined;
  timedOut: boolean;
}

const outageMs = 60_000;
const refreshEveryMs = 20_000;

/** Wait; throws when the Application fails, never when the time is over. */
export async function waitForApplication(
  run: ActionRun,
  key: ApplicationKey,
  options: WaitOptions,
): Promise<WaitResult> {
  const start = Date.now();
  const end = start + options.timeoutSeconds * 1000;
  const progress = ProgressLog.create(run, options.waitingFor);
  let application: Application | undefined;
  let refreshedAt = start;
  let reachedAt = start;
  let failingSince: number | undefined;
  for (;;) {
    const refresh =
      options.refresh && Date.now() - refreshedAt > refreshEveryMs;
    refreshedAt = refresh ? Date.now() : refreshedAt;
    try {
      application = await run.client.getApplication(key, run.signal, {
        refresh,
      });
      reachedAt = Date.now();
    } catch (error) {
      run.signal.throwIfAborted();
      tolerate(run, error, { ...options, reachedAt, progress });
    }
    if (application) {
      const assessment = assessApplication(application, options);
      progress.report(assessment);
      failingSince =
        assessment.verdict === 'failing'
          ? failingSince ?? Date.now()
          : undefined;
      if (assessment.verdict === 'done') {
        return { application, timedOut: false };
      }
      if (hasFailed(assessment, failingSince, options.graceSeconds)) {
        throw failed(run, key, application, assessment);
      }
    }
    if (Date.now() >= end) {
      return { application, timedOut: true };
    }
    await delay(
      Math.min(pause(Date.now() - start), end - Date.now()),
      run.signal,
    );
  }
}

/** Often at first, since most things are quick; never more than one in 2 s later. */
function pause(elapsedMs: number): number {
  return Math.max(100, Math.min(2000, elapsedMs / 20));
}

function hasFailed(
  assessment: Assessment,
  failingSince: number | undefined,
  graceSeconds: number,
): boolean {
  return (
    assessment.verdict === 'failed' ||
    (failingSince !== undefined &&
      Date.now() - failingSince >= graceSeconds * 1000)
  );
}

function failed(
  run: ActionRun,
  key: ApplicationKey,
  application: Application,
  assessment: Assessment,
): Error {
  const problems = describeProblems(application);
  problems.forEach(problem => run.warn(problem));
  return new DeploymentError(
    run.clean(
      `Cannot deploy application "${key.name}": ${
        assessment.line
      }. ${problems.join('; ')}`,
    ),
  );
}

/** An outage shorter than a minute does not end the wait. */
function tolerate(
  run: ActionRun,
  error: unknown,
  options: { mayAppear: boolean; reachedAt: number; progress: ProgressLog },
): void {
  const isMissing =
    error instanceof ArgocdResponseError && error.status === 404;
  if (isMissing && options.mayAppear) {
    options.progress.say('Waiting for the Application to appear');
    return;
  }
  const passes =
    error instanceof ArgocdConnectionError ||
    (error instanceof ArgocdResponseError &&
      (error.status >= 500 || error.status === 429));
  if (!passes || Date.now() - options.reachedAt > outageMs) {
    throw run.explain(error, 'follow the application');
  }
  options.progress.say(
    `Cannot reach Argo CD, trying again: ${
      error instanceof Error ? error.message : ServiceUnavailableError.name
    }`,
  );
}
