import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { readBlockingWindows } from '../wait/readBlockingWindows';
import { applicationKey } from './applicationKey';
import { Registration } from './Registration';

/**
 * Start to sync an Application that does not do so by itself.
 *
 * @returns the sync windows that refuse it; undefined when none does
 */
export async function syncByHand(
  registration: Registration,
): Promise<string[] | undefined> {
  const { run, input } = registration;
  const key = applicationKey(registration);
  return run.attempt(`sync application "${input.name}"`, async () => {
    try {
      await run.client.syncApplication(key, run.signal);
      run.info('Sync started');
    } catch (error) {
      if (says(error, /blocked by sync window/)) {
        return readBlockingWindows(run, key, true);
      }
      if (!says(error, /another operation is already in progress/)) {
        throw error;
      }
      run.info('A sync is under way already');
    }
    return undefined;
  });
}

function says(error: unknown, text: RegExp): boolean {
  return error instanceof ArgocdResponseError && text.test(error.argocdMessage);
}
