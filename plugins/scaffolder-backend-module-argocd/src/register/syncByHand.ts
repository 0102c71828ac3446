import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { applicationKey } from './applicationKey';
import { Registration } from './Registration';

/** Start to sync an Application that does not do so by itself. */
export async function syncByHand(registration: Registration): Promise<void> {
  const { run, input } = registration;
  await run.attempt(`sync application "${input.name}"`, async () => {
    try {
      await run.client.syncApplication(
        applicationKey(registration),
        run.signal,
      );
      run.info('Sync started');
    } catch (error) {
      const isUnderWay =
        error instanceof ArgocdResponseError &&
        /another operation is already in progress/.test(error.argocdMessage);
      if (!isUnderWay) {
        throw error;
      }
      run.info('A sync is under way already');
    }
  });
}
