import { Kind, kinds } from './kinds';
import { KubernetesError } from './KubernetesError';

/** Why a cluster gives no facts, with the remedy, in one sentence. */
export function describeFailure(
  error: unknown,
  { cluster, kind }: { cluster: string; kind?: Kind },
): string {
  if (error instanceof KubernetesError) {
    return describeStatus(error, { cluster, kind });
  }
  const code = codeOf(error);
  const words: Record<string, string> = {
    ENOTFOUND: 'its address is not found: check "url"',
    EAI_AGAIN: 'its address is not found: check "url"',
    ECONNREFUSED: 'the connection is refused: check "url" and that it runs',
    UND_ERR_CONNECT_TIMEOUT: 'no connection in time: check the network',
    TimeoutError: 'no answer in time: check the network and its load',
    DEPTH_ZERO_SELF_SIGNED_CERT:
      'its certificate is not trusted: set "caData" or "caFile"',
    SELF_SIGNED_CERT_IN_CHAIN:
      'its certificate is not trusted: set "caData" or "caFile"',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'its certificate is not trusted: set "caData" or "caFile"',
    ERR_TLS_CERT_ALTNAME_INVALID:
      'its certificate is for another name: check "url"',
    CERT_HAS_EXPIRED: 'its certificate has expired: renew it',
    ENOENT: 'a configured file is missing: check the token and CA files',
  };
  return `${cluster} cannot be asked: ${words[code] ?? 'the connection broke'}`;
}

function describeStatus(
  error: KubernetesError,
  { cluster, kind }: { cluster: string; kind?: Kind },
): string {
  const title = kind ? kinds[kind].title : 'its objects';
  if (error.status === 401) {
    return `${cluster} refuses the login: renew the service account token`;
  }
  if (error.status === 403) {
    return `${cluster} does not let us see ${title}: grant list and watch`;
  }
  return error.status === 429
    ? `${cluster} is busy and asks us to wait`
    : `${cluster} answers with status ${error.status} for ${title}`;
}

/** `DOMException` of a timeout is not an `Error` in every realm: look, do not ask. */
function codeOf(error: unknown): string {
  const cause = fieldOf(error, 'cause');
  const source = typeof cause === 'object' && cause !== null ? cause : error;
  const code = fieldOf(source, 'code');
  const name = fieldOf(source, 'name');
  return [code, name].find(one => typeof one === 'string')?.toString() ?? '';
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, key)
    : undefined;
}
