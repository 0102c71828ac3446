import { JsonObject } from '@backstage/types';
import { ArgocdDouble } from '@paved-path/sandbox';

/** Send to the double what someone else would, e.g. an administrator. */
export async function callDouble(
  { url, token }: ArgocdDouble,
  method: string,
  path: string,
  body?: JsonObject,
): Promise<void> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${await response.text()}`);
  }
}
