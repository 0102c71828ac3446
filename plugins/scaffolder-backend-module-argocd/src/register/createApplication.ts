import { ConflictError } from '@backstage/errors';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { delay } from '../client/delay';
import { Application } from '../client/schemas';
import { isMadeByTask } from '../render/Owner';
import { Manifest } from '../render/renderApplication';
import { applicationKey } from './applicationKey';
import { passingRefusal } from './passingRefusal';
import { Registration } from './Registration';
import { removeApplication } from './removeApplication';
import { Undone } from './Rollback';

/** Create the Application; undefined when someone else was faster. */
export async function createApplication(
  registration: Registration,
  wanted: Manifest,
  options: { projectIsNew: boolean },
): Promise<Application | undefined> {
  const { run, input, rollback } = registration;
  rollback.add(undoOf(registration, wanted));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const application = await send(registration, wanted);
      run.info(`Created application ${input.name}`);
      return application;
    } catch (error) {
      if (isTaken(error)) {
        rollback.dropLast();
        return undefined;
      }
      const passing = passingRefusal(error, { ...options, attempt });
      if (!passing) {
        throw error;
      }
      run.info(passing.line);
      await delay(passing.delayMs, run.signal);
    }
  }
}

/** The refusal of a name that an Application of another project has. */
export function takenElsewhere({ run, input }: Registration): ConflictError {
  return new ConflictError(
    `Cannot register application "${input.name}": the name is taken in another project of Argo CD "${run.instance.name}"; choose another name`,
  );
}

function send(
  { run, input }: Registration,
  wanted: Manifest,
): Promise<Application> {
  return run.client.createApplication(
    // Argo CD knows its own namespace better than our configuration.
    {
      ...wanted,
      metadata: { ...wanted.metadata, namespace: input.appNamespace },
    },
    { validate: input.validate },
    run.signal,
  );
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof ArgocdResponseError &&
    /existing application spec is different/.test(error.argocdMessage)
  );
}

function undoOf(registration: Registration, wanted: Manifest) {
  const { run, input, owner } = registration;
  return {
    what: `application "${input.name}"`,
    commands: [
      `argocd app delete ${wanted.metadata.namespace}/${input.name} --cascade --yes`,
    ],
    async undo(signal: AbortSignal): Promise<Undone> {
      const isRemoved = await removeApplication(
        run.client,
        applicationKey(registration),
        {
          signal,
          cascade: true,
          isMeant: ({ metadata }) => isMadeByTask(metadata, owner),
        },
      );
      if (isRemoved && input.sync.createNamespace) {
        // Argo CD never deletes a namespace that it made.
        const { namespace } = input.destination;
        run.info(
          `Argo CD keeps namespace ${namespace}; if nothing else uses it, remove it with: kubectl delete namespace ${namespace}`,
        );
      }
      return isRemoved ? 'undone' : 'absent';
    },
  };
}
