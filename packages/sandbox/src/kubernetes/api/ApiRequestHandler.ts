import { IncomingMessage, ServerResponse } from 'node:http';
import { Clock } from '../clock/Clock';
import { FaultEffect, RequestFaults } from '../faults/RequestFaults';
import { LoggedRequest, RequestLog } from '../faults/RequestLog';
import { ApiRequest } from './ApiRequest';
import { discoveryDocument } from './discoveryDocument';
import { ObjectEndpoint } from './ObjectEndpoint';
import { parseApiRequest } from './parseApiRequest';
import { ResourceRegistry } from './ResourceRegistry';
import { sendJson } from './sendJson';
import { StatusError } from './StatusError';

interface HandlerOptions {
  token: string;
  clock: Clock;
  registry: ResourceRegistry;
  requests: RequestLog;
  faults: RequestFaults;
  objects: ObjectEndpoint;
}

const portal = 'system:serviceaccount:paved-path:portal';
const openPaths = ['/healthz', '/livez', '/readyz', '/version'];

/** Takes each request through log, authentication, faults and authorisation to what answers it. */
export class ApiRequestHandler {
  readonly #options: HandlerOptions;

  static create(options: HandlerOptions): ApiRequestHandler {
    return new ApiRequestHandler(options);
  }

  private constructor(options: HandlerOptions) {
    this.#options = options;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const entry = this.#log(request);
    response.on('close', () => {
      entry.status = response.headersSent ? response.statusCode : undefined;
    });
    try {
      await this.#answer(request, response, entry);
    } catch (error) {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const { code, body } = statusOf(error);
      entry.bytes += sendJson(request, response, { code, body });
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    entry: LoggedRequest,
  ): Promise<void> {
    const { registry, faults, objects } = this.#options;
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    this.#authenticate(request);
    const parsed = parseApiRequest(request, registry);
    refuseAnonymous(request, path, parsed);
    Object.assign(entry, {
      verb: parsed?.verb ?? 'get',
      resource: parsed?.resource.plural ?? '',
    });
    const effects = await faults.meet(parsed);
    if (response.destroyed) return;
    if (effects.some(({ type }) => type === 'reset')) {
      request.socket.resetAndDestroy();
      return;
    }
    if (refuse(effects, parsed, { request, response, entry })) return;
    if (parsed) {
      const expires = effects.some(({ type }) => type === 'expire');
      await objects.answer(parsed, { request, response, entry, expires });
      return;
    }
    if (openPaths.slice(0, 3).includes(path)) {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end('ok');
      return;
    }
    const document = discoveryDocument(path, registry);
    if (document) {
      entry.bytes += sendJson(request, response, { code: 200, body: document });
      return;
    }
    response
      .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('404 page not found\n');
  }

  #authenticate({ headers: { authorization } }: IncomingMessage): void {
    if (authorization === undefined) return;
    if (authorization !== `Bearer ${this.#options.token}`) {
      throw StatusError.unauthorized();
    }
  }

  #log(request: IncomingMessage): LoggedRequest {
    const entry: LoggedRequest = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      verb: 'get',
      resource: '',
      at: this.#options.clock.now(),
      bytes: 0,
    };
    this.#options.requests.add(entry);
    return entry;
  }
}

// Answers a request that a fault keeps from being served.
function refuse(
  effects: FaultEffect[],
  parsed: ApiRequest | undefined,
  exchange: {
    request: IncomingMessage;
    response: ServerResponse;
    entry: LoggedRequest;
  },
): boolean {
  const { request, response, entry } = exchange;
  for (const effect of effects) {
    if (effect.type === 'forbid' && parsed) throw denial(parsed);
    if (effect.type === 'expire' && effect.as === 'status') {
      throw StatusError.expired(
        'The resourceVersion for the provided watch is too old.',
      );
    }
    if (effect.type === 'fail') {
      const { code, body } = effect.error;
      const { headers } = effect;
      entry.bytes += sendJson(request, response, { code, body, headers });
      return true;
    }
  }
  return false;
}

// Who shows no token is a user too, one that may see next to nothing.
function refuseAnonymous(
  request: IncomingMessage,
  path: string,
  parsed: ApiRequest | undefined,
): void {
  if (request.headers.authorization !== undefined) return;
  if (openPaths.includes(path)) return;
  const anonymous = 'system:anonymous';
  if (parsed) throw denial(parsed, anonymous);
  const message = `forbidden: User "${anonymous}" cannot get path "${path}"`;
  throw new StatusError(403, 'Forbidden', message, { details: {} });
}

function denial(request: ApiRequest, user = portal): StatusError {
  const { resource, verb, namespace, name, subresource } = request;
  const path = subresource
    ? `${resource.plural}/${subresource}`
    : resource.plural;
  const where = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return StatusError.forbidden(
    resource,
    name,
    `User "${user}" cannot ${verb} resource "${path}" in API group "${resource.group}" ${where}`,
  );
}

function statusOf(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StatusError(
    500,
    'InternalError',
    `Internal error occurred: ${message}`,
  );
}
