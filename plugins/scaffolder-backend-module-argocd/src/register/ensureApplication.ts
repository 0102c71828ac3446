import { Application } from '../client/schemas';
import { Manifest, renderApplication } from '../render/renderApplication';
import { applicationKey } from './applicationKey';
import { createApplication, takenElsewhere } from './createApplication';
import { ApplicationPlan, planApplication } from './planApplication';
import { Registration } from './Registration';
import { unlessMissing } from './unlessMissing';
import { updateApplication } from './updateApplication';
import { withKnownClusters } from './withKnownClusters';

/** What became of the Application. */
export interface EnsuredApplication {
  application: Application;
  result: 'created' | 'updated' | 'unchanged';
}

/** See to it that the Application exists as wanted, and is no one else's. */
export async function ensureApplication(
  registration: Registration,
  options: { existing: Application | undefined; projectIsNew: boolean },
): Promise<EnsuredApplication> {
  const { run, input } = registration;
  const wanted = wantedApplication(registration);
  return run.attempt(`register application "${input.name}"`, () =>
    withKnownClusters(run, async () => {
      const plan = planApplication(registration, wanted, options.existing);
      return plan.kind === 'create'
        ? create(registration, wanted, options)
        : carryOut(registration, wanted, plan);
    }),
  );
}

/** The Application as it is wanted. */
export function wantedApplication({
  run,
  input,
  owner,
}: Registration): Manifest {
  return renderApplication(input, {
    owner,
    namespace: run.instance.namespace,
  });
}

async function create(
  registration: Registration,
  wanted: Manifest,
  options: { projectIsNew: boolean },
): Promise<EnsuredApplication> {
  const application = await createApplication(registration, wanted, options);
  if (application) {
    return { application, result: 'created' };
  }
  const existing = await unlessMissing(
    registration.run.client.getApplication(
      applicationKey(registration),
      registration.run.signal,
    ),
  );
  const plan = planApplication(registration, wanted, existing);
  if (plan.kind === 'create') {
    throw takenElsewhere(registration);
  }
  return carryOut(registration, wanted, plan);
}

async function carryOut(
  registration: Registration,
  wanted: Manifest,
  plan: Exclude<ApplicationPlan, { kind: 'create' }>,
): Promise<EnsuredApplication> {
  const { run, input } = registration;
  if (plan.kind === 'update') {
    return {
      application: await updateApplication(registration, plan.existing, wanted),
      result: 'updated',
    };
  }
  run.info(`Found application ${input.name}, unchanged`);
  return { application: plan.existing, result: 'unchanged' };
}
