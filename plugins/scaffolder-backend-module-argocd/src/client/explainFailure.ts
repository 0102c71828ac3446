import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ArgocdInstanceConfig } from '../config/ArgocdInstanceConfig';
import { ArgocdConnectionError } from './ArgocdConnectionError';
import { ArgocdResponseError } from './ArgocdResponseError';
import { connectionHints } from './connectionHints';
import { FailureKind } from './FailureRule';
import { responseHints } from './responseHints';

const classes = {
  authentication: AuthenticationError,
  conflict: ConflictError,
  input: InputError,
  notAllowed: NotAllowedError,
  notFound: NotFoundError,
  unavailable: ServiceUnavailableError,
  other: Error,
};

/**
 * Say what was being done, what Argo CD said, and what to do about it.
 *
 * @param doing - e.g. `create application "visits-dev"`
 */
export function explainFailure(
  error: unknown,
  doing: string,
  instance: ArgocdInstanceConfig,
): unknown {
  const prefix = `Cannot ${doing} in Argo CD "${instance.name}"`;
  if (error instanceof ArgocdConnectionError) {
    const { hint, kind } = connectionHints(error.code, instance);
    return build(kind, `${prefix}: ${error.message}. ${hint}`, error);
  }
  if (error instanceof ArgocdResponseError) {
    const { hint, kind } = responseHints(error, instance);
    const said = error.argocdMessage || `HTTP status ${error.status}`;
    return build(kind, `${prefix}: ${hint}. Argo CD said: ${said}`, error);
  }
  return error;
}

/** The cause is kept beside the text, which says the same already. */
function build(kind: FailureKind, message: string, cause: Error): Error {
  const FailureClass = classes[kind];
  const failure = new FailureClass(message);
  Object.defineProperty(failure, 'cause', { value: cause, configurable: true });
  return failure;
}
