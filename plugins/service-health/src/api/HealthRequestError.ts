/**
 * The backend gave no verdict. This says nothing about the service itself.
 *
 * @public
 */
export class HealthRequestError extends Error {
  readonly name = 'HealthRequestError';
  /** HTTP status; undefined when there was no answer at all. */
  readonly status: number | undefined;
  /** Finds the request in the logs of the backend. */
  readonly requestId: string;

  constructor(
    message: string,
    options: { status?: number; requestId: string; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.status = options.status;
    this.requestId = options.requestId;
  }
}
