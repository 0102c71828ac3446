import { ConflictError } from '@backstage/errors';
import { ApplicationSet } from '../client/schemas';
import { isSameApplicationSet } from '../render/isSameApplicationSet';
import {
  describeOwner,
  isControlled,
  isMadeByTask,
  isOwnedBy,
} from '../render/Owner';
import { Manifest, renderApplicationSet } from '../render/renderApplication';
import { describeLeftovers } from '../unregister/describeLeftovers';
import { Registration } from './Registration';
import { removeApplicationSet } from './removeApplicationSet';
import { unlessMissing } from './unlessMissing';

/** What became of the ApplicationSet. */
export interface EnsuredApplicationSet {
  applicationSet: ApplicationSet;
  result: 'created' | 'updated' | 'unchanged';
}

/** See to it that the ApplicationSet exists as wanted, and is no one else's. */
export async function ensureApplicationSet(
  registration: Registration,
): Promise<EnsuredApplicationSet> {
  const { run, input, owner } = registration;
  const wanted = renderApplicationSet(input, {
    owner,
    namespace: run.instance.namespace,
  });
  return run.attempt(`register ApplicationSet "${input.name}"`, async () => {
    const existing = await unlessMissing(
      run.client.getApplicationSet(input.name, run.signal),
    );
    if (!existing) {
      return create(registration, wanted);
    }
    refuseForeign(registration, existing);
    return isSameApplicationSet(wanted, existing)
      ? { applicationSet: existing, result: 'unchanged' }
      : update(registration, wanted, existing);
  });
}

async function create(
  registration: Registration,
  wanted: Manifest,
): Promise<EnsuredApplicationSet> {
  const { run, input, owner, rollback } = registration;
  rollback.add({
    what: `ApplicationSet "${input.name}"`,
    command: `argocd appset delete ${input.name} --yes`,
    async undo(signal) {
      const removed = await removeApplicationSet(
        run,
        { name: input.name, project: input.project.name },
        { signal, isMeant: ({ metadata }) => isMadeByTask(metadata, owner) },
      );
      const isKept = input.applicationSet?.preserveResourcesOnDeletion;
      (removed ?? [])
        .flatMap(application => describeLeftovers(application, !isKept))
        .forEach(({ what, command }) =>
          run.info(`Left in the cluster: ${what}. Remove with: ${command}`),
        );
      return removed ? 'undone' : 'absent';
    },
  });
  const applicationSet = await send(registration, wanted, {
    upsert: false,
    signal: run.signal,
  });
  run.info(`Created ApplicationSet ${input.name}`);
  return { applicationSet, result: 'created' };
}

async function update(
  registration: Registration,
  wanted: Manifest,
  before: ApplicationSet,
): Promise<EnsuredApplicationSet> {
  const { run, input, rollback } = registration;
  const { name, labels, annotations } = before.metadata;
  rollback.add({
    what: `change of ApplicationSet "${input.name}"`,
    command: `argocd appset get ${input.name} --output yaml`,
    async undo(signal) {
      await send(
        registration,
        { metadata: { name, labels, annotations }, spec: before.spec },
        { upsert: true, signal },
      );
      return 'undone';
    },
  });
  const applicationSet = await send(registration, wanted, {
    upsert: true,
    signal: run.signal,
  });
  run.info(`Updated ApplicationSet ${input.name}`);
  return { applicationSet, result: 'updated' };
}

function send(
  { run }: Registration,
  manifest: { metadata: object; spec: unknown },
  options: { upsert: boolean; signal: AbortSignal },
): Promise<ApplicationSet> {
  return run.client.createApplicationSet(
    {
      metadata: { ...manifest.metadata, namespace: undefined },
      spec: manifest.spec,
    },
    { upsert: options.upsert },
    options.signal,
  );
}

function refuseForeign(
  { input, owner }: Registration,
  existing: ApplicationSet,
): void {
  if (isControlled(existing.metadata) || !isOwnedBy(existing.metadata, owner)) {
    throw new ConflictError(
      `Cannot register ApplicationSet "${
        input.name
      }": it exists and belongs to ${describeOwner(
        existing.metadata,
      )}; choose another name`,
    );
  }
}
