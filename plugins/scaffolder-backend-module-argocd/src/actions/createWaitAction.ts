import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { z } from 'zod/v3';
import { parseInput } from '../input/parseInput';
import { WaitInput, waitInput } from '../input/schemas';
import { argocdApplicationReadPermission } from '../permissions';
import { checkPlaceAllowed } from '../register/checkAllowed';
import { DeploymentError } from '../wait/DeploymentError';
import { describeProblems } from '../wait/describeProblems';
import { nameWindows } from '../wait/readBlockingWindows';
import { SyncWindowError } from '../wait/SyncWindowError';
import { waitForApplication } from '../wait/waitForApplication';
import { ActionDependencies, ActionRun } from './ActionRun';
import { applicationOutput, syncWindowOutput } from './outputs';
import { waitExamples } from './wait.examples';
import { writeApplicationOutputs } from './writeApplicationOutputs';

/** `argocd:wait`: follows an Application, changes nothing, never rolls back. */
export function createWaitAction(dependencies: ActionDependencies) {
  return createTemplateAction({
    id: 'argocd:wait',
    description:
      'Waits until an Argo CD Application is synced, is healthy, or runs an image; may be run again at any time',
    supportsDryRun: true,
    examples: waitExamples,
    schema: {
      input: () => waitInput,
      output: {
        ...applicationOutput,
        timedOut: () =>
          z.boolean().describe('The time was over before it happened'),
        ...syncWindowOutput,
      },
    },
    async handler(ctx) {
      const input = parseInput(waitInput, ctx.input);
      const run = ActionRun.start(ctx, dependencies, input.instance);
      checkPlaceAllowed(run.instance, input);
      await run.authorize(argocdApplicationReadPermission);
      if (run.isDryRun) {
        run.info(`Dry run: would wait for application ${input.name}`);
        return;
      }
      const { application, timedOut, heldBackBy } = await wait(run, input);
      ctx.output('timedOut', timedOut);
      ctx.output('syncWindows', heldBackBy);
      if (timedOut) {
        endLate(run, input, [
          ...(heldBackBy.length > 0
            ? [`held back by ${nameWindows(heldBackBy)}`]
            : []),
          ...(application ? describeProblems(application) : []),
        ]);
      } else if (heldBackBy.length > 0) {
        endHeldBack(run, input, heldBackBy);
      }
      if (application) {
        writeApplicationOutputs(ctx, run, application);
      }
    },
  });
}

function wait(run: ActionRun, input: WaitInput) {
  const { name, project, appNamespace, link } = input;
  const words = input.waitingFor ?? defaultWords(input);
  return waitForApplication(
    run,
    { name, project, appNamespace },
    {
      until: input.until,
      requireResources: input.requireResources,
      allowSuspended: input.allowSuspended,
      timeoutSeconds: input.timeoutSeconds,
      graceSeconds: input.degradedGraceSeconds,
      refresh: true,
      mayAppear: true,
      onSyncWindow: input.onSyncWindow === 'wait' ? 'wait' : 'end',
      waitingFor: words && (link ? `${words}: ${link}` : words),
    },
  );
}

function defaultWords({ until }: WaitInput): string | undefined {
  return typeof until === 'string' ? undefined : `image ${until.image}`;
}

function endLate(run: ActionRun, input: WaitInput, problems: string[]): void {
  const awaited =
    input.waitingFor ??
    defaultWords(input) ??
    `application "${input.name}" to be ${input.until}`;
  const follow = input.link ? ` Follow it at ${input.link}` : '';
  if (input.onTimeout === 'fail') {
    throw new DeploymentError(
      run.clean(
        `Cannot wait longer than ${
          input.timeoutSeconds
        } s for ${awaited}: ${problems.join('; ')}.${follow}`,
      ),
    );
  }
  run.warn(
    `Still waiting for ${awaited} after ${input.timeoutSeconds} s. Everything is registered, and the deployment goes on by itself.${follow}`,
  );
}

function endHeldBack(
  run: ActionRun,
  { name, onSyncWindow }: WaitInput,
  windows: string[],
): void {
  const reason = `${nameWindows(windows)} holds application "${name}" back`;
  if (onSyncWindow === 'fail') {
    throw new SyncWindowError(
      `Cannot wait for a sync now: ${reason}; run the task again when it may be synced`,
    );
  }
  run.warn(`Not waited for: ${reason}`);
}
