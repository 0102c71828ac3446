import { IncomingMessage } from 'node:http';
import { LoggedRequest } from '../faults/RequestLog';
import { ApiRequest } from './ApiRequest';
import { ResourceRegistry } from './ResourceRegistry';
import { StatusError } from './StatusError';

/** Takes a request apart; `undefined` when its path is not one of objects. */
export function parseApiRequest(
  request: IncomingMessage,
  registry: ResourceRegistry,
): ApiRequest | undefined {
  const { pathname, searchParams: query } = new URL(
    request.url ?? '/',
    'http://localhost',
  );
  const [root, ...parts] = pathname.split('/').filter(Boolean);
  const rest = root === 'api' ? ['', ...parts] : parts;
  if ((root !== 'api' && root !== 'apis') || rest.length < 3) return undefined;
  const [group, version, ...path] = rest.map(decodeURIComponent);
  const scoped = path[0] === 'namespaces' && path.length > 2;
  const [plural, name, subresource] = scoped ? path.slice(2) : path;
  const resource = registry.byPath(group, version, plural);
  if (!resource) return undefined;
  if (subresource && !resource.subresources?.includes(subresource)) {
    return undefined;
  }
  return {
    verb: verbOf(request.method ?? 'GET', name, query),
    resource,
    namespace: scoped ? path[1] : undefined,
    name,
    subresource,
    query,
    form: formOf(request.headers.accept ?? ''),
  };
}

function verbOf(
  method: string,
  name: string | undefined,
  query: URLSearchParams,
): LoggedRequest['verb'] {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (name) return 'get';
      return /^(1|true)$/.test(query.get('watch') ?? '') ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return 'delete';
    default:
      throw new StatusError(
        405,
        'MethodNotAllowed',
        'the server does not allow this method on the requested resource',
        { details: {} },
      );
  }
}

// Clients name the forms they can read in the order of preference.
function formOf(accept: string): ApiRequest['form'] {
  for (const choice of accept.split(',')) {
    if (choice.includes('protobuf')) continue;
    if (choice.includes('as=Table')) return 'table';
    if (choice.includes('as=PartialObjectMetadata')) return 'metadata';
    if (choice.includes('json') || choice.includes('*')) return 'object';
  }
  if (accept === '') return 'object';
  throw new StatusError(
    406,
    'NotAcceptable',
    '406: Not Acceptable\n\nAvailable representations: application/json, application/json;stream=watch',
    { details: {} },
  );
}
