import { stringify } from 'yaml';
import {
  renderApplication,
  renderApplicationSet,
} from '../render/renderApplication';
import { projectNeeds, renderProject } from '../render/renderProject';
import { checkPolicies } from './checkPolicies';
import { describeNeeds, isNothing, missingNeeds } from './missingNeeds';
import { Registration } from './Registration';
import { unlessMissing } from './unlessMissing';

/** Show what would be sent; online, also what Argo CD thinks of it. */
export async function dryRun(registration: Registration): Promise<void> {
  const { run, input, owner } = registration;
  const options = { owner, namespace: run.instance.namespace };
  const manifests = [
    ...(input.project.mode === 'require'
      ? []
      : [renderProject(input, options)]),
    input.applicationSet
      ? renderApplicationSet(input, options)
      : renderApplication(input, options),
  ];
  run.info(
    `Dry run, nothing is sent to Argo CD:\n${manifests
      .map(manifest => stringify(manifest, { aliasDuplicateObjects: false }))
      .join('---\n')}`,
  );
  if (input.dryRunMode === 'online') {
    await online(registration);
  }
}

async function online(registration: Registration): Promise<void> {
  const { run, input, owner } = registration;
  const version = await run.attempt('read the version', () =>
    run.client.version(run.signal),
  );
  run.info(`Argo CD ${version}`);
  await checkPolicies(registration);
  const project = await run.attempt('read the project', () =>
    unlessMissing(run.client.getProject(input.project.name, run.signal)),
  );
  const missing = project && missingNeeds(project, projectNeeds(input));
  run.info(
    !missing
      ? `Project ${input.project.name} does not exist`
      : `Project ${input.project.name} ${
          isNothing(missing)
            ? 'admits the Application'
            : `does not admit ${describeNeeds(missing)}`
        }`,
  );
  if (input.applicationSet) {
    await run.attempt('try the ApplicationSet', () =>
      run.client.createApplicationSet(
        renderApplicationSet(input, {
          owner,
          namespace: run.instance.namespace,
        }),
        { dryRun: true, upsert: true },
        run.signal,
      ),
    );
    run.info('Argo CD accepts the ApplicationSet');
    return;
  }
  const { name, appNamespace } = input;
  const [existing] = await run.attempt('read the application', () =>
    run.client.listApplications({ name, appNamespace }, run.signal),
  );
  run.info(
    existing
      ? `An application named ${name} exists in project ${existing.spec.project}`
      : `No application named ${name} can be seen; whether Argo CD can read the repository shows only when it is made`,
  );
}
