import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  HealthRollup,
  healthRollupSchema,
  serviceHealthSchema,
} from '@paved-path/backstage-plugin-service-health-common';
import { HealthRequestError } from './HealthRequestError';
import {
  HealthAnswer,
  HealthRequest,
  ServiceHealthApi,
} from './ServiceHealthApi';

/** The backend lets go of a held request after this time. */
const HOLD_SECONDS = 25;
/** Says with a 304 how fresh the facts are by now. */
const CHECKED_AT = 'service-health-checked-at';

/** Reads an answer, or throws. */
interface Schema<T> {
  parse(answer: unknown): T;
}

/** Asks the service-health backend over HTTP. @public */
export class ServiceHealthClient implements ServiceHealthApi {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi['fetch'];

  static create(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    return new ServiceHealthClient(options);
  }

  private constructor(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }) {
    this.#discovery = options.discoveryApi;
    this.#fetch = options.fetchApi.fetch;
  }

  getHealth(request: HealthRequest): Promise<HealthAnswer> {
    return this.#ask('health', request, serviceHealthSchema);
  }

  getRollup(request: HealthRequest): Promise<HealthAnswer<HealthRollup>> {
    return this.#ask('rollup', request, healthRollupSchema);
  }

  async #ask<T>(
    path: string,
    { entityRef, etag, hold, signal }: HealthRequest,
    schema: Schema<T>,
  ): Promise<HealthAnswer<T>> {
    const sentId = createRequestId();
    const query = new URLSearchParams({ entityRef });
    if (hold && etag) {
      query.set('wait', String(HOLD_SECONDS));
    }
    const headers = new Headers({ 'x-request-id': sentId });
    if (etag) {
      headers.set('if-none-match', etag);
    }
    const response = await this.#send(
      `${path}?${query}`,
      { headers, signal },
      sentId,
    );
    if (response.status === 304) {
      const checkedAt = response.headers.get(CHECKED_AT) ?? undefined;
      return { changed: false, checkedAt };
    }
    const requestId = response.headers.get('x-request-id') ?? sentId;
    if (!response.ok) {
      const cause = await ResponseError.fromResponse(response);
      const { message } = cause;
      const { status } = response;
      throw new HealthRequestError(message, { status, requestId, cause });
    }
    return {
      changed: true,
      health: await readAnswer(response, schema, requestId),
      etag: response.headers.get('etag') ?? undefined,
    };
  }

  async #send(
    path: string,
    init: { headers: Headers; signal: AbortSignal },
    requestId: string,
  ): Promise<Response> {
    const baseUrl = await this.#discovery.getBaseUrl('service-health');
    try {
      return await this.#fetch(`${baseUrl}/v1/${path}`, init);
    } catch (cause) {
      const message = 'The health backend did not answer';
      throw new HealthRequestError(message, { requestId, cause });
    }
  }
}

async function readAnswer<T>(
  response: Response,
  schema: Schema<T>,
  requestId: string,
): Promise<T> {
  try {
    return schema.parse(await response.json());
  } catch (cause) {
    const { status } = response;
    const message =
      'The health backend sent an answer that this page cannot read: update both to the same version';
    throw new HealthRequestError(message, { status, requestId, cause });
  }
}

/** Not `crypto.randomUUID`: browsers offer it only over HTTPS. */
function createRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
