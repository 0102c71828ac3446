import { ApplicationKey } from '../client/ApplicationKey';
import { ArgocdClient } from '../client/ArgocdClient';
import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { delay } from '../client/delay';
import { Application } from '../client/schemas';
import { unlessMissing } from './unlessMissing';

/**
 * Delete an Application and wait until it is gone. False when there is none,
 * or another one than is meant.
 */
export async function removeApplication(
  client: ArgocdClient,
  key: ApplicationKey,
  options: {
    signal: AbortSignal;
    cascade: boolean;
    isMeant: (application: Application) => boolean;
  },
): Promise<boolean> {
  const { signal, cascade, isMeant } = options;
  const found = await unlessMissing(client.getApplication(key, signal));
  if (!found || !isMeant(found)) {
    return false;
  }
  const { uid } = found.metadata;
  if (found.status.operationState?.phase === 'Running') {
    // An operation that ended meanwhile is refused, which is as good.
    await unlessMissing(client.terminateOperation(key, signal), [400, 404]);
  }
  if (!found.metadata.deletionTimestamp) {
    await unlessMissing(client.deleteApplication(key, { cascade }, signal));
  }
  for (let wait = 100; ; wait = Math.min(2000, wait * 1.5)) {
    const left = await unlessMissing(client.getApplication(key, signal));
    if (!left || left.metadata.uid !== uid) {
      return true;
    }
    refuseStuck(left);
    await delay(wait, signal);
  }
}

/** A finalizer that Argo CD does not know keeps the Application for good. */
function refuseStuck(application: Application): void {
  const foreign = (application.metadata.finalizers ?? []).filter(
    finalizer =>
      !/^(resources-finalizer|post-delete-finalizer|pre-delete-finalizer)\.argocd\.argoproj\.io/.test(
        finalizer,
      ),
  );
  if (
    foreign.length > 0 &&
    foreign.length === application.metadata.finalizers?.length
  ) {
    throw new ArgocdResponseError({
      status: 409,
      argocdMessage: `the finalizer ${foreign.join(
        ', ',
      )} keeps it: nothing removes that one but "kubectl edit"`,
      isFromApi: true,
    });
  }
}
