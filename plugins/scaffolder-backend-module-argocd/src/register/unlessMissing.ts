import { ArgocdResponseError } from '../client/ArgocdResponseError';

/** The value, or undefined when Argo CD says that it does not exist. */
export async function unlessMissing<T>(
  request: Promise<T>,
  statuses: number[] = [404],
): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (
      error instanceof ArgocdResponseError &&
      error.isFromApi &&
      statuses.includes(error.status)
    ) {
      return undefined;
    }
    throw error;
  }
}
