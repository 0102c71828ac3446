/**
 * Wait for something that others wait for too: the signal ends this wait, not
 * what is waited for.
 */
export async function untilAborted<T>(
  shared: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
      signal: stop.signal,
    });
  });
  try {
    return await Promise.race([shared, aborted]);
  } finally {
    stop.abort();
  }
}
