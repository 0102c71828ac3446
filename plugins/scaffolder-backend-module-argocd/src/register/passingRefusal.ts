import { ArgocdResponseError } from '../client/ArgocdResponseError';

/** Why to try again, and when. */
export interface PassingRefusal {
  line: string;
  delayMs: number;
}

const projectAttempts = 20;
const projectDelayMs = 500;

/**
 * Argo CD's repo-server keeps a failure to render for an hour after three
 * attempts, so there are no more than that.
 */
const repositoryAttempts = 3;
const repositoryDelayMs = 1_000;

/** A refusal of a new Application that goes away by itself, or undefined. */
export function passingRefusal(
  error: unknown,
  options: { projectIsNew: boolean; attempt: number },
): PassingRefusal | undefined {
  if (!(error instanceof ArgocdResponseError)) {
    return undefined;
  }
  const { projectIsNew, attempt } = options;
  // The server that answers may not have heard of our project yet.
  if (
    projectIsNew &&
    attempt < projectAttempts &&
    /app is not allowed in project/.test(error.argocdMessage)
  ) {
    return {
      line: 'Argo CD does not see the new project yet, trying again',
      delayMs: projectDelayMs,
    };
  }
  // What was pushed a moment ago may not be served everywhere yet.
  if (
    attempt < repositoryAttempts &&
    /app path does not exist|unable to resolve '.*' to a commit|repository not found/i.test(
      error.argocdMessage,
    )
  ) {
    return {
      line: 'Argo CD does not see what was pushed yet, trying again',
      delayMs: repositoryDelayMs * attempt,
    };
  }
  return undefined;
}
