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
import { kubectl } from '../render/kubectl';
import { mergePatch } from '../render/mergePatch';
import { describeSetLeftovers } from '../unregister/describeSetLeftovers';
import { reportLeftovers } from '../unregister/reportLeftovers';
import { forgetIfRefused } from './forgetIfRefused';
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
    commands: [`argocd appset delete ${input.name} --yes`],
    async undo(signal) {
      const key = { name: input.name, project: input.project.name };
      const set = await unlessMissing(
        run.client.getApplicationSet(key.name, signal),
      );
      if (!set || !isMadeByTask(set.metadata, owner)) {
        return 'absent';
      }
      const leftovers = await describeSetLeftovers(run, set, {
        project: key.project,
        signal,
      });
      await removeApplicationSet(run, key, {
        signal,
        isMeant: ({ metadata }) => isMadeByTask(metadata, owner),
      });
      reportLeftovers(run, leftovers);
      return 'undone';
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
  const patch = JSON.stringify(
    mergePatch({ spec: wanted.spec }, { spec: before.spec }),
  );
  rollback.add({
    what: `change of ApplicationSet "${input.name}"`,
    commands: [
      kubectl(
        run.instance.namespace,
        ...['patch', 'ApplicationSet.argoproj.io', input.name],
        ...['--type', 'merge', '--patch', patch],
      ),
    ],
    async undo(signal) {
      await send(
        registration,
        { metadata: { name, labels, annotations }, spec: before.spec },
        { upsert: true, signal },
      );
      return 'undone';
    },
  });
  const applicationSet = await forgetIfRefused(rollback, () =>
    send(registration, wanted, { upsert: true, signal: run.signal }),
  );
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
