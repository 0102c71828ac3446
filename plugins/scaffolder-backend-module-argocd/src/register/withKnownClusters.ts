import { ActionRun } from '../actions/ActionRun';
import { ArgocdResponseError } from '../client/ArgocdResponseError';

/** Do something; when it is refused for the name of a cluster, find out which there are. */
export async function withKnownClusters<T>(
  run: ActionRun,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const isUnknown =
      error instanceof ArgocdResponseError &&
      /there are no clusters with this name/.test(error.argocdMessage);
    if (!isUnknown) {
      throw error;
    }
    const { status, argocdMessage, isFromApi } = error;
    throw new ArgocdResponseError({
      status,
      argocdMessage,
      isFromApi,
      knownClusters: await namesOf(run),
    });
  }
}

/** The refusal is what matters: nothing here may hide it. */
async function namesOf(run: ActionRun): Promise<string[]> {
  try {
    return await run.client.clusterNames(run.signal);
  } catch {
    return [];
  }
}
