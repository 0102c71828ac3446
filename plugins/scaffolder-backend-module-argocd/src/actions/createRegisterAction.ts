import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseInput } from '../input/parseInput';
import { registerInput } from '../input/schemas';
import { argocdApplicationCreatePermission } from '../permissions';
import { checkAllowed } from '../register/checkAllowed';
import { dryRun } from '../register/dryRun';
import { register, registerSet } from '../register/register';
import { Registration } from '../register/Registration';
import { Rollback } from '../register/Rollback';
import { ActionDependencies, ActionRun } from './ActionRun';
import { applicationOutput, resultOutput, syncWindowOutput } from './outputs';
import { registerExamples } from './register.examples';
import { writeApplicationOutputs } from './writeApplicationOutputs';

/** `argocd:register`: project, credentials, Application, and waiting for it. */
export function createRegisterAction(dependencies: ActionDependencies) {
  return createTemplateAction({
    id: 'argocd:register',
    description:
      'Registers a repository with Argo CD, waits until it is synced and healthy, and takes back what it made when that fails',
    supportsDryRun: true,
    examples: registerExamples,
    schema: {
      input: () => registerInput,
      output: {
        ...applicationOutput,
        ...resultOutput,
        ...syncWindowOutput,
      },
    },
    async handler(ctx) {
      const input = parseInput(registerInput, ctx.input);
      const run = ActionRun.start(ctx, dependencies, input.instance);
      checkAllowed(run.instance, input);
      await run.authorize(argocdApplicationCreatePermission);
      const registration: Registration = {
        run,
        input,
        owner: run.owner(input.entityRef),
        rollback: Rollback.create(),
        hasSyncWindows: false,
      };
      if (run.isDryRun) {
        await dryRun(registration);
        return;
      }
      if (input.applicationSet) {
        const { result, heldBackBy } = await registerSet(registration);
        ctx.output('applicationName', input.name);
        ctx.output('instance', run.instance.name);
        ctx.output('project', input.project.name);
        ctx.output('result', result);
        ctx.output('syncWindows', heldBackBy);
        ctx.output(
          'applicationUrl',
          `${run.instance.frontendUrl}/applications?search=${input.name}`,
        );
        return;
      }
      const { application, result, heldBackBy } = await register(registration);
      ctx.output('result', result);
      ctx.output('syncWindows', heldBackBy);
      const { applicationUrl } = writeApplicationOutputs(ctx, run, application);
      run.info(`Argo CD: ${applicationUrl}`);
    },
  });
}
