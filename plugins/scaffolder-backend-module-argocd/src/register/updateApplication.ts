import { Application } from '../client/schemas';
import { mergePatch } from '../render/mergePatch';
import { Manifest } from '../render/renderApplication';
import { shellQuote } from '../render/shellQuote';
import { applicationKey } from './applicationKey';
import { forgetIfRefused } from './forgetIfRefused';
import { Registration } from './Registration';
import { retryConflicts } from './retryConflicts';

interface Change {
  spec: unknown;
  metadata: Pick<
    Application['metadata'],
    'labels' | 'annotations' | 'finalizers'
  >;
}

/** Change an Application that is ours; on failure, it is put back as it was. */
export async function updateApplication(
  registration: Registration,
  before: Application,
  wanted: Manifest,
): Promise<Application> {
  const { run, input, rollback } = registration;
  const { labels, annotations, finalizers } = before.metadata;
  const original = {
    spec: before.spec,
    metadata: { labels, annotations, finalizers },
  };
  const patch = mergePatch(merged(before, wanted), original);
  rollback.add({
    what: `change of application "${input.name}"`,
    commands: [
      `argocd app patch ${wanted.metadata.namespace}/${
        input.name
      } --type merge --patch ${shellQuote(JSON.stringify(patch))}`,
    ],
    async undo(signal) {
      await put(registration, signal, () => original);
      return 'undone';
    },
  });
  const application = await forgetIfRefused(rollback, () =>
    put(registration, run.signal, current => merged(current, wanted)),
  );
  run.info(`Updated application ${input.name}`);
  return application;
}

/** Labels, annotations and finalizers of others stay. */
function merged(
  { metadata }: Application,
  { spec, metadata: { labels, annotations, finalizers } }: Manifest,
): Change {
  return {
    spec,
    metadata: {
      labels: { ...metadata.labels, ...labels },
      annotations: { ...metadata.annotations, ...annotations },
      finalizers: [
        ...new Set([...(metadata.finalizers ?? []), ...(finalizers ?? [])]),
      ],
    },
  };
}

function put(
  registration: Registration,
  signal: AbortSignal,
  change: (current: Application) => Change,
): Promise<Application> {
  const { run, input } = registration;
  const key = applicationKey(registration);
  return retryConflicts(async () => {
    const current = await run.client.getApplication(key, signal);
    const { name, namespace, resourceVersion } = current.metadata;
    const { spec, metadata } = change(current);
    return run.client.updateApplication(
      key,
      { metadata: { name, namespace, resourceVersion, ...metadata }, spec },
      { validate: input.validate },
      signal,
    );
  });
}
