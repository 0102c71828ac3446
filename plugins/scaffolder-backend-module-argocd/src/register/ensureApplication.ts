import { ConflictError } from '@backstage/errors';
import { ApplicationKey } from '../client/ArgocdClient';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { delay } from '../client/delay';
import { Application } from '../client/schemas';
import { isSameApplication } from '../render/isSameApplication';
import {
  describeOwner,
  isControlled,
  isMadeByTask,
  isOwnedBy,
} from '../render/Owner';
import { Manifest, renderApplication } from '../render/renderApplication';
import { Registration } from './Registration';
import { removeApplication } from './removeApplication';
import { retryConflicts } from './retryConflicts';
import { unlessMissing } from './unlessMissing';

/** What became of the Application. */
export interface EnsuredApplication {
  application: Application;
  result: 'created' | 'updated' | 'unchanged';
}

const raceMs = 10_000;

/** See to it that the Application exists as wanted, and is no one else's. */
export async function ensureApplication(
  registration: Registration,
  options: { projectIsNew: boolean },
): Promise<EnsuredApplication> {
  const { run, input, owner } = registration;
  const wanted = renderApplication(input, {
    owner,
    namespace: run.instance.namespace,
  });
  return run.attempt(`register application "${input.name}"`, async () => {
    const existing = await unlessMissing(
      run.client.getApplication(keyOf(registration), run.signal),
    );
    return existing
      ? adopt(registration, existing, wanted)
      : create(registration, wanted, options);
  });
}

/** The key of the Application that is registered. */
export function keyOf({ input }: Registration): ApplicationKey {
  return {
    name: input.name,
    project: input.project.name,
    appNamespace: input.appNamespace,
  };
}

async function create(
  registration: Registration,
  wanted: Manifest,
  options: { projectIsNew: boolean },
): Promise<EnsuredApplication> {
  const { run, input, owner, rollback } = registration;
  const key = keyOf(registration);
  rollback.add({
    what: `application "${input.name}"`,
    command: `argocd app delete ${wanted.metadata.namespace}/${input.name} --cascade --yes`,
    undo: signal =>
      removeApplication(run.client, key, {
        signal,
        cascade: true,
        isMeant: ({ metadata }) => isMadeByTask(metadata, owner),
      }),
  });
  const end = Date.now() + raceMs;
  for (;;) {
    try {
      const application = await run.client.createApplication(
        // Argo CD knows its own namespace better than our configuration.
        {
          ...wanted,
          metadata: { ...wanted.metadata, namespace: input.appNamespace },
        },
        { validate: input.validate },
        run.signal,
      );
      run.info(`Created application ${input.name}`);
      return { application, result: 'created' };
    } catch (error) {
      if (isTaken(error)) {
        return taken(registration, wanted, error);
      }
      if (!isRace(error, options.projectIsNew) || Date.now() > end) {
        throw error;
      }
      run.info('Argo CD does not see the new project yet, trying again');
      await delay(500, run.signal);
    }
  }
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof ArgocdResponseError &&
    /existing application spec is different/.test(error.argocdMessage)
  );
}

/** The server that answers may not have heard of our project yet. */
function isRace(error: unknown, projectIsNew: boolean): boolean {
  return (
    projectIsNew &&
    error instanceof ArgocdResponseError &&
    /app is not allowed in project/.test(error.argocdMessage)
  );
}

async function taken(
  registration: Registration,
  wanted: Manifest,
  cause: unknown,
): Promise<EnsuredApplication> {
  const { run, input, rollback } = registration;
  rollback.dropLast();
  const existing = await unlessMissing(
    run.client.getApplication(keyOf(registration), run.signal),
  );
  if (existing) {
    return adopt(registration, existing, wanted);
  }
  throw new ConflictError(
    `Cannot register application "${input.name}": the name is taken in another project of Argo CD "${run.instance.name}"; choose another name`,
    cause instanceof Error ? cause : undefined,
  );
}

async function adopt(
  registration: Registration,
  existing: Application,
  wanted: Manifest,
): Promise<EnsuredApplication> {
  const { run, input, owner } = registration;
  const { metadata } = existing;
  const refuse = (why: string) =>
    new ConflictError(
      `Cannot register application "${
        input.name
      }": it exists and belongs to ${describeOwner(metadata)}; ${why}`,
    );
  if (metadata.deletionTimestamp) {
    throw new ConflictError(
      `Cannot register application "${input.name}": it is being deleted; run the task again when it is gone`,
    );
  }
  if (isControlled(metadata)) {
    throw refuse('change it there, since that would take a change here back');
  }
  const same = isSameApplication(wanted, existing);
  const unchanged = (): EnsuredApplication => {
    run.info(`Found application ${input.name}, unchanged`);
    return { application: existing, result: 'unchanged' };
  };
  switch (input.onExisting) {
    case 'adopt-if-equal':
      if (same) {
        return unchanged();
      }
      throw refuse('and it differs: make them equal, or choose another name');
    case 'fail':
      if (same && isMadeByTask(metadata, owner)) {
        return unchanged();
      }
      throw refuse('choose another name');
    default:
      if (!isOwnedBy(metadata, owner)) {
        throw refuse('choose another name, or have it removed');
      }
      return same ? unchanged() : update(registration, existing, wanted);
  }
}

async function update(
  registration: Registration,
  before: Application,
  wanted: Manifest,
): Promise<EnsuredApplication> {
  const { run, input, rollback } = registration;
  const key = keyOf(registration);
  rollback.add({
    what: `change of application "${input.name}"`,
    command: `argocd app history ${wanted.metadata.namespace}/${input.name}`,
    undo: async signal => {
      await retryConflicts(async () => {
        const current = await run.client.getApplication(key, signal);
        const { labels, annotations, finalizers } = before.metadata;
        await put(registration, current, signal, {
          spec: before.spec,
          metadata: { labels, annotations, finalizers },
        });
      });
      return true;
    },
  });
  const application = await retryConflicts(async () => {
    const current = await run.client.getApplication(key, run.signal);
    const { labels, annotations, finalizers } = wanted.metadata;
    return put(registration, current, run.signal, {
      spec: wanted.spec,
      metadata: {
        labels: { ...current.metadata.labels, ...labels },
        annotations: { ...current.metadata.annotations, ...annotations },
        finalizers: [
          ...new Set([
            ...(current.metadata.finalizers ?? []),
            ...(finalizers ?? []),
          ]),
        ],
      },
    });
  });
  run.info(`Updated application ${input.name}`);
  return { application, result: 'updated' };
}

function put(
  registration: Registration,
  current: Application,
  signal: AbortSignal,
  change: { spec: unknown; metadata: Record<string, unknown> },
): Promise<Application> {
  const { run, input } = registration;
  const { name, namespace, resourceVersion } = current.metadata;
  return run.client.updateApplication(
    keyOf(registration),
    {
      metadata: { name, namespace, resourceVersion, ...change.metadata },
      spec: change.spec,
    },
    { validate: input.validate },
    signal,
  );
}
