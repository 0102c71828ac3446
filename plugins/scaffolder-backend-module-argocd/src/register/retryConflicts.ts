import { ArgocdResponseError } from '../client/ArgocdResponseError';

const attempts = 4;

/** Repeat a read and write that someone else's write came between. */
export async function retryConflicts<T>(task: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      const isConflict =
        error instanceof ArgocdResponseError && error.status === 409;
      if (!isConflict || attempt >= attempts) {
        throw error;
      }
    }
  }
}
