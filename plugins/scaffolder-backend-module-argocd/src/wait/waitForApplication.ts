import { ActionRun } from '../actions/ActionRun';
import { ApplicationKey } from '../client/ApplicationKey';
import { delay } from '../client/delay';
import { Application } from '../client/schemas';
import { ApplicationObserver, ObserverOptions } from './ApplicationObserver';
import {
  assessApplication,
  Assessment,
  WaitCriteria,
} from './assessApplication';
import { DeploymentError } from './DeploymentError';
import { describeProblems } from './describeProblems';
import { ProgressLog } from './ProgressLog';
import { nameWindows } from './readBlockingWindows';
import { SyncWindowWatch } from './SyncWindowWatch';

/** How long to wait, and for what. */
export interface WaitOptions extends WaitCriteria, ObserverOptions {
  timeoutSeconds: number;
  /** How long something may look broken before it counts as failed. */
  graceSeconds: number;
  /** Said at first, and at each heartbeat, while the image is missing. */
  waitingFor?: string;
  /** Whether to look for sync windows that hold it back, and end there. */
  onSyncWindow: 'ignore' | 'wait' | 'end';
}

/** How the wait ended. */
export interface WaitResult {
  application?: Application;
  timedOut: boolean;
  /** Sync windows that kept it from being synced at the end, in words. */
  heldBackBy: string[];
}

/** Wait; throws when the Application fails, never when the time is over. */
export async function waitForApplication(
  run: ActionRun,
  key: ApplicationKey,
  options: WaitOptions,
): Promise<WaitResult> {
  const start = Date.now();
  const end = start + options.timeoutSeconds * 1000;
  const progress = ProgressLog.create(run, options.waitingFor);
  const observer = ApplicationObserver.create(run, key, {
    refresh: options.refresh,
    mayAppear: options.mayAppear,
    progress,
  });
  const windows = SyncWindowWatch.create(run, key);
  let failingSince: number | undefined;
  let heldBackBy: string[] = [];
  for (;;) {
    const application = await observer.look();
    if (application) {
      const assessment = assessApplication(application, options);
      heldBackBy =
        options.onSyncWindow === 'ignore'
          ? []
          : await windows.look(application);
      progress.report(heldBack(assessment, heldBackBy));
      const isHeld = heldBackBy.length > 0 && options.onSyncWindow === 'end';
      if (assessment.verdict === 'done' || isHeld) {
        return { application, timedOut: false, heldBackBy };
      }
      failingSince =
        assessment.verdict === 'failing'
          ? failingSince ?? Date.now()
          : undefined;
      if (hasFailed(assessment, failingSince, options.graceSeconds)) {
        throw failed(run, key, application, assessment);
      }
    }
    if (Date.now() >= end) {
      return { application, timedOut: true, heldBackBy };
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

function heldBack(assessment: Assessment, windows: string[]): Assessment {
  return windows.length === 0
    ? assessment
    : {
        ...assessment,
        line: `${assessment.line}, held back by ${nameWindows(windows)}`,
      };
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
