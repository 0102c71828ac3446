import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import { delay } from '../client/delay';
import { ApplicationSet } from '../client/schemas';
import { compact } from '../render/compact';
import {
  describeOwner,
  isControlled,
  isMadeByTask,
  isOwnedBy,
} from '../render/Owner';
import { renderApplicationSet } from '../render/renderApplication';
import { DeploymentError } from '../wait/DeploymentError';
import { Registration } from './Registration';
import { unlessMissing } from './unlessMissing';

/** See to it that the ApplicationSet exists as wanted. */
export async function ensureApplicationSet(
  registration: Registration,
): Promise<{
  applicationSet: ApplicationSet;
  result: 'created' | 'updated' | 'unchanged';
}> {
  const { run, input, owner, rollback } = registration;
  const wanted = renderApplicationSet(input, {
    owner,
    namespace: run.instance.namespace,
  });
  return run.attempt(`register ApplicationSet "${input.name}"`, async () => {
    const existing = await unlessMissing(
      run.client.getApplicationSet(input.name, run.signal),
    );
    if (existing) {
      refuseForeign(registration, existing);
      if (isDeepStrictEqual(cleaned(wanted.spec), cleaned(existing.spec))) {
        return { applicationSet: existing, result: 'unchanged' as const };
      }
    } else {
      rollback.add({
        what: `ApplicationSet "${input.name}"`,
        command: `argocd appset delete ${input.name} --yes`,
        undo: async signal => {
          const found = await unlessMissing(
            run.client.getApplicationSet(input.name, signal),
          );
          if (!found || !isMadeByTask(found.metadata, owner)) {
            return false;
          }
          await run.client.deleteApplicationSet(input.name, signal);
          return true;
        },
      });
    }
    const applicationSet = await run.client.createApplicationSet(
      { ...wanted, metadata: { ...wanted.metadata, namespace: undefined } },
      { upsert: existing !== undefined },
      run.signal,
    );
    const result = existing ? ('updated' as const) : ('created' as const);
    run.info(
      `${existing ? 'Updated' : 'Created'} ApplicationSet ${input.name}`,
    );
    return { applicationSet, result };
  });
}

/** Wait until the ApplicationSet has made its Applications. */
export async function waitForApplicationSet({
  run,
  input,
}: Registration): Promise<void> {
  const end = Date.now() + input.wait.timeoutSeconds * 1000;
  while (Date.now() < end) {
    const set = await run.attempt(`follow ApplicationSet "${input.name}"`, () =>
      run.client.getApplicationSet(input.name, run.signal),
    );
    const conditions = set.status?.conditions ?? [];
    const failed = conditions.find(
      ({ type, status }) => type === 'ErrorOccurred' && status === 'True',
    );
    if (failed) {
      throw new DeploymentError(
        run.clean(
          `Cannot generate applications from "${input.name}": ${failed.message}`,
        ),
      );
    }
    if (
      conditions.some(
        ({ type, status }) => type === 'ResourcesUpToDate' && status === 'True',
      )
    ) {
      run.info('Applications generated');
      return;
    }
    await delay(500, run.signal);
  }
  throw new DeploymentError(
    `Cannot see the applications of "${input.name}": nothing was generated within ${input.wait.timeoutSeconds} s`,
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

/** Argo CD adds empty templates to the generators, and the task may differ. */
function cleaned(spec: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(compact(spec)), (key, value) =>
    key === 'backstage.io/scaffolder-task-id' ||
    (key === 'template' && isEmptyTemplate(value))
      ? undefined
      : value,
  );
}

function isEmptyTemplate(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(compact(value)).every(
      item =>
        typeof item === 'object' &&
        item !== null &&
        Object.keys(compact(item)).length === 0,
    )
  );
}
