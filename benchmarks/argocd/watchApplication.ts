/** Moments of `performance.now()`. */
export interface Moments {
  existsAt: number;
  healthyAt: number;
}

/**
 * Follow an Application by Argo CD's own stream from before it exists until
 * it is synced, healthy, and no operation runs.
 */
export async function watchApplication(
  url: string,
  token: string,
  name: string,
): Promise<Moments> {
  const response = await fetch(
    `${url}/api/v1/stream/applications?name=${name}`,
    { headers: { Authorization: `Bearer ${token}` } },
  );
  let existsAt: number | undefined;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const now = performance.now();
      existsAt ??= now;
      if (isHealthy(JSON.parse(line).result?.application)) {
        return { existsAt, healthyAt: now };
      }
    }
  }
  throw new Error(`The stream of ${name} ended before it was healthy`);
}

function isHealthy(application: any): boolean {
  const { status = {}, operation } = application ?? {};
  return (
    !operation &&
    status.operationState?.phase === 'Succeeded' &&
    status.sync?.status === 'Synced' &&
    status.health?.status === 'Healthy' &&
    Date.parse(status.reconciledAt) >=
      Date.parse(status.operationState.finishedAt)
  );
}
