import { z } from 'zod/v3';
import { ArgocdConnectionError } from './ArgocdConnectionError';
import { ArgocdResponseError } from './ArgocdResponseError';
import { ArgocdRequest, ArgocdSession } from './ArgocdSession';
import { delay } from './delay';
import { Redactor } from './Redactor';

const attempts = 4;
const longestRetryMs = 30_000;

/** Sends requests, repeats what passes by itself, and parses the answers. */
export class ArgocdTransport {
  readonly #session: ArgocdSession;
  readonly #redactor: Redactor;

  static create(session: ArgocdSession, redactor: Redactor): ArgocdTransport {
    session.secrets().forEach(secret => redactor.add(secret));
    return new ArgocdTransport(session, redactor);
  }

  private constructor(session: ArgocdSession, redactor: Redactor) {
    this.#session = session;
    this.#redactor = redactor;
  }

  get instance() {
    return this.#session.instance;
  }

  /** Send, with retries for what passes; every call here may be repeated. */
  async call<T extends z.ZodTypeAny>(
    schema: T,
    request: ArgocdRequest,
  ): Promise<z.output<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(schema, request);
      } catch (error) {
        const wait = retryDelay(error, attempt);
        if (wait === undefined) {
          throw this.#redacted(error);
        }
        await delay(wait, request.signal);
      }
    }
  }

  async #once<T extends z.ZodTypeAny>(
    schema: T,
    request: ArgocdRequest,
  ): Promise<z.output<T>> {
    const response = await this.#session.send(request, secret =>
      this.#redactor.add(secret),
    );
    if (response.status < 200 || response.status >= 300) {
      throw new ArgocdResponseError({
        status: response.status,
        argocdMessage: response.message,
        isFromApi: response.isFromApi,
        retryAfterSeconds: response.retryAfterSeconds,
      });
    }
    const parsed = schema.safeParse(response.json);
    if (!parsed.success) {
      throw new ArgocdConnectionError(
        'NOT_ARGOCD',
        `its answer to ${request.method} ${request.path} has another form than Argo CD's`,
      );
    }
    return parsed.data;
  }

  /** A login is shared: each task gets an error of its own, without its secrets. */
  #redacted(error: unknown): unknown {
    if (error instanceof ArgocdResponseError) {
      return new ArgocdResponseError({
        ...error,
        argocdMessage: this.#redactor.redact(error.argocdMessage),
      });
    }
    if (error instanceof Error) {
      error.message = this.#redactor.redact(error.message);
    }
    return error;
  }
}

function retryDelay(error: unknown, attempt: number): number | undefined {
  const passing =
    error instanceof ArgocdResponseError
      ? [429, 502, 503, 504].includes(error.status)
      : error instanceof ArgocdConnectionError && isPassing(error.code);
  if (!passing || attempt >= attempts) {
    return undefined;
  }
  const asked =
    error instanceof ArgocdResponseError
      ? (error.retryAfterSeconds ?? 0) * 1000
      : 0;
  if (asked > longestRetryMs) {
    return undefined;
  }
  const backoff = 200 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  return Math.max(asked, backoff);
}

/** Certificates, redirects and web pages do not go away by asking again. */
function isPassing(code: string): boolean {
  return [
    'ECONNRESET',
    'ECONNREFUSED',
    'EPIPE',
    'ETIMEDOUT',
    'EAI_AGAIN',
    'UND_ERR_SOCKET',
    'UND_ERR_CONNECT_TIMEOUT',
    'NETWORK',
    'NOT_JSON',
  ].includes(code);
}
