import { NotAllowedError } from '@backstage/errors';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { AppProject } from '../client/schemas';
import { extensionOf } from './extensionOf';
import {
  KnownState,
  Right,
  rightsToRead,
  rightsToUndo,
  rightsToWrite,
} from './neededRights';
import { Existing, readExisting } from './readExisting';
import { Registration } from './Registration';
import { rightsToExtend } from './rightsToExtend';

/**
 * Ask Argo CD for all rights before anything is sent, and name all that are
 * missing at once. Says what exists already, which decides on some of them.
 */
export async function checkPolicies(
  registration: Registration,
): Promise<Existing> {
  const { run, input } = registration;
  const unreadable = await missing(registration, rightsToRead(input));
  const existing =
    unreadable.length === 0 ? await readExisting(registration) : undefined;
  const state: KnownState = {
    hasProject: existing?.project !== undefined,
    hasApplication: existing?.application !== undefined,
  };
  const unwritable = await missing(registration, [
    ...rightsToWrite(input, state),
    ...rightsToAdd(registration, existing?.project),
  ]);
  const all = [...unreadable, ...unwritable];
  if (!existing || all.length > 0) {
    throw new NotAllowedError(
      `Cannot register with Argo CD "${
        run.instance.name
      }": its account lacks rights; an Argo CD administrator adds to policy.csv: ${await lines(
        registration,
        all,
      )}`,
    );
  }
  if (input.onFailure === 'rollback') {
    await warnOfUndo(registration, state);
  }
  return existing;
}

function rightsToAdd(
  registration: Registration,
  project: AppProject | undefined,
): Right[] {
  if (!project) {
    return [];
  }
  const extension = extensionOf(registration, project);
  return extension?.isAllowed ? rightsToExtend(project, extension.missing) : [];
}

/** Better known before than after: what is made could not be taken back. */
async function warnOfUndo(
  registration: Registration,
  state: KnownState,
): Promise<void> {
  const { run, input } = registration;
  const undeletable = await missing(registration, rightsToUndo(input, state));
  if (undeletable.length > 0) {
    run.warn(
      `On failure, not everything can be taken back: the account of Argo CD "${
        run.instance.name
      }" lacks rights; an administrator adds to policy.csv: ${await lines(
        registration,
        undeletable,
      )}`,
    );
  }
}

async function missing(
  registration: Registration,
  rights: Right[],
): Promise<Right[]> {
  const { run } = registration;
  const answers = await run.attempt('check the rights of the account', () =>
    Promise.all(rights.map(right => isAllowed(registration, right))),
  );
  return rights.filter((_, index) => !answers[index]);
}

async function lines({ run }: Registration, rights: Right[]): Promise<string> {
  const account =
    (await run.client.userName(run.signal).catch(() => undefined)) ??
    '<account>';
  return rights
    .map(
      ([resource, action, object]) =>
        `p, ${account}, ${resource}, ${action}, ${object}, allow`,
    )
    .join(' | ');
}

async function isAllowed(
  { run }: Registration,
  [resource, action, object]: Right,
): Promise<boolean> {
  try {
    return await run.client.canI(resource, action, object, run.signal);
  } catch (error) {
    // An Argo CD or a proxy that cannot answer this is found out later, by
    // the request itself.
    if (
      error instanceof ArgocdResponseError &&
      error.isFromApi &&
      [400, 403, 404, 500].includes(error.status)
    ) {
      return true;
    }
    throw error;
  }
}
