import { ArgocdInstanceConfig } from '../config/ArgocdInstanceConfig';
import { FailureKind } from './FailureRule';

const certificateAuthority = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
];

/** What to do when no answer came that is one of Argo CD's. */
export function connectionHints(
  code: string,
  instance: ArgocdInstanceConfig,
): { hint: string; kind: FailureKind } {
  const { url } = instance;
  if (certificateAuthority.includes(code)) {
    return other(
      `Set caFile or caData of the instance to the certificate authority of ${url}`,
    );
  }
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return other(
        `Use the host name that the certificate was made for in the instance's url, which is ${url}`,
      );
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return other(
        `Check whether the instance's url begins with http:// or https://, as the server wants it; it is ${url}`,
      );
    case 'INVALID_PURPOSE':
      return other(
        `Use a certificate that is made for a server; that of ${url} is not`,
      );
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return other(`Renew the certificate of ${url}, and check the clocks`);
    case 'REDIRECT':
      return other(
        `Set the instance's url to the Argo CD API itself, not to a sign-in proxy or to http where https is wanted; it is ${url}`,
      );
    case 'NOT_ARGOCD':
      return other(
        `Check the instance's url and its root path, which is ${url}: something else than the Argo CD API answers there`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unavailable(`Check the host name in the instance's url: ${url}`);
    case 'ECONNREFUSED':
      return unavailable(`Check that Argo CD runs and listens at ${url}`);
    case 'TIMEOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return unavailable(
        `Check the network to ${url}, or set a longer timeout for the instance`,
      );
    case 'ENOENT':
    case 'EACCES':
      return other(
        'Check that caFile and tokenFile of the instance exist and can be read',
      );
    default:
      return unavailable(
        `Check the network to ${url}, then run the task again`,
      );
  }
}

function other(hint: string) {
  return { hint, kind: 'other' as const };
}

function unavailable(hint: string) {
  return { hint, kind: 'unavailable' as const };
}
