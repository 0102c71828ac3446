import { ArgocdResponseError } from '../client/ArgocdResponseError';
import { Rollback } from './Rollback';

/** Do what the last step of a rollback would undo; when Argo CD refuses it, there is nothing to undo. */
export async function forgetIfRefused<T>(
  rollback: Rollback,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const isRefused =
      error instanceof ArgocdResponseError &&
      error.isFromApi &&
      error.status >= 400 &&
      error.status < 500;
    if (isRefused) {
      rollback.dropLast();
    }
    throw error;
  }
}
