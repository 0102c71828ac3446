import { ServerResponse } from 'node:http';
import { WorkloadRuntime } from '../kubelet/WorkloadRuntime';
import { isKind } from '../objects/KnownKinds';
import { KubernetesObject } from '../objects/KubernetesObject';

/** Sends what a pod has written, as far as its runtime knows. */
export async function sendLog(
  object: KubernetesObject,
  { response }: { response: ServerResponse },
  { runtime }: { runtime?: WorkloadRuntime },
): Promise<void> {
  const text = isKind('Pod', object)
    ? await runtime?.logs?.(object)
    : undefined;
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end(text ?? '');
}
