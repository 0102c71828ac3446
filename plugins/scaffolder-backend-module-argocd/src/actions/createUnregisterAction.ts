import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { z } from 'zod/v3';
import { parseInput } from '../input/parseInput';
import { unregisterInput } from '../input/schemas';
import { argocdApplicationDeletePermission } from '../permissions';
import { checkPlaceAllowed } from '../register/checkAllowed';
import { unregister } from '../unregister/unregister';
import { ActionDependencies, ActionRun } from './ActionRun';
import { unregisterExamples } from './unregister.examples';

/** `argocd:unregister`: removes what the same entity or task registered. */
export function createUnregisterAction(dependencies: ActionDependencies) {
  return createTemplateAction({
    id: 'argocd:unregister',
    description:
      'Removes an Application that was registered for the same entity or by the same task, waits until it is gone, and lists what stays in the cluster',
    supportsDryRun: true,
    examples: unregisterExamples,
    schema: {
      input: () => unregisterInput,
      output: {
        result: () => z.enum(['removed', 'absent']),
        leftovers: () =>
          z
            .array(z.object({ what: z.string(), command: z.string() }))
            .describe('What stays, and the command that deletes it'),
      },
    },
    async handler(ctx) {
      const input = parseInput(unregisterInput, ctx.input);
      const run = ActionRun.start(ctx, dependencies, input.instance);
      checkPlaceAllowed(run.instance, input);
      await run.authorize(argocdApplicationDeletePermission);
      if (run.isDryRun) {
        run.info(
          `Dry run: would remove ${
            input.applicationSet ? 'ApplicationSet' : 'application'
          } ${input.name} of project ${input.project}`,
        );
        return;
      }
      const { result, leftovers } = await unregister(run, input);
      ctx.output('result', result);
      ctx.output('leftovers', leftovers);
    },
  });
}
