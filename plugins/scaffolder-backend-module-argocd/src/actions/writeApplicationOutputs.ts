import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { Application } from '../client/schemas';
import { applicationOutputs } from '../register/applicationOutputs';
import { ActionRun } from './ActionRun';

type Outputs = ReturnType<typeof applicationOutputs>;

/** Write the outputs that tell what an Application is like. */
export function writeApplicationOutputs(
  context: Pick<ActionContext<{}, Outputs>, 'output'>,
  run: ActionRun,
  application: Application,
): Outputs {
  const outputs = applicationOutputs(run, application);
  context.output('applicationUrl', outputs.applicationUrl);
  context.output('applicationName', outputs.applicationName);
  context.output('applicationNamespace', outputs.applicationNamespace);
  context.output('project', outputs.project);
  context.output('instance', outputs.instance);
  context.output('uid', outputs.uid);
  context.output('syncStatus', outputs.syncStatus);
  context.output('healthStatus', outputs.healthStatus);
  context.output('revisions', outputs.revisions);
  context.output('conditions', outputs.conditions);
  context.output('images', outputs.images);
  context.output('externalUrls', outputs.externalUrls);
  context.output('annotations', outputs.annotations);
  return outputs;
}
