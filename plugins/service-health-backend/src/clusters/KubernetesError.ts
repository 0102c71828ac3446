/** An answer of the API server that is no success; callers act on its status. */
export class KubernetesError extends Error {
  override name = 'KubernetesError' as const;
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: { status: number; retryAfterMs?: number },
  ) {
    super(message);
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }
}
