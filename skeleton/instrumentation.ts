/** Runs once, before the server takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startRuntime } = await import('@/lib/runtime');
  startRuntime();
}

/** What a page or a route handler threw: logged with the request it belongs to, counted by the status. */
export async function onRequestError(
  error: unknown,
  request: Readonly<{ path: string; method: string; headers: NodeJS.Dict<string | string[]> }>,
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { getRuntime } = await import('@/lib/runtime');
  getRuntime().log.error(
    { err: error, method: request.method, path: request.path, requestId: request.headers['x-request-id'] },
    'Request failed',
  );
}
