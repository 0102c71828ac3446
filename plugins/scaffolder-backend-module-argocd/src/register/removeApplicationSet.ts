import { ActionRun } from '../actions/ActionRun';
import { delay } from '../client/delay';
import { ApplicationSet } from '../client/schemas';
import { generatedApplications } from './generatedApplications';
import { unlessMissing } from './unlessMissing';

/**
 * Delete an ApplicationSet and wait until it and its Applications are gone.
 * False when there is none, or another one than is meant.
 */
export async function removeApplicationSet(
  run: ActionRun,
  set: { name: string; project: string },
  options: {
    signal: AbortSignal;
    isMeant: (applicationSet: ApplicationSet) => boolean;
  },
): Promise<boolean> {
  const { signal, isMeant } = options;
  const { client } = run;
  const found = await unlessMissing(client.getApplicationSet(set.name, signal));
  if (!found || !isMeant(found)) {
    return false;
  }
  await unlessMissing(client.deleteApplicationSet(set.name, signal));
  for (let wait = 100; ; wait = Math.min(2000, wait * 1.5)) {
    const left = await unlessMissing(
      client.getApplicationSet(set.name, signal),
    );
    const isGone = !left || left.metadata.uid !== found.metadata.uid;
    const applications = await generatedApplications(run, set, signal);
    if (isGone && applications.length === 0) {
      return true;
    }
    await delay(wait, signal);
  }
}
