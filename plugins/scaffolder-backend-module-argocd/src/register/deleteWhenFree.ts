import { ArgocdClient } from '../client/ArgocdClient';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { delay } from '../client/delay';
import { unlessMissing } from './unlessMissing';

const patienceMs = 15_000;

/**
 * Delete a project once nothing refers to it: Argo CD still counts an
 * Application for a moment after it is gone.
 */
export async function deleteWhenFree(
  client: ArgocdClient,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      await unlessMissing(client.deleteProject(name, signal));
      return;
    } catch (error) {
      const isUsed =
        error instanceof ArgocdResponseError &&
        /referenced by/.test(error.argocdMessage);
      if (!isUsed || Date.now() > end) {
        throw error;
      }
      await delay(500, signal);
    }
  }
}
