import { Response } from 'undici';
import { z } from 'zod';
import { KubernetesError } from './KubernetesError';

const statusSchema = z.object({ message: z.string() });

/** Throws what the API server says when the answer is no success. */
export async function expectSuccess(response: Response): Promise<Response> {
  if (response.ok) {
    return response;
  }
  const text = await response.text();
  const retryAfter = Number(response.headers.get('retry-after'));
  throw new KubernetesError(readMessage(text) ?? `Status ${response.status}`, {
    status: response.status,
    retryAfterMs: retryAfter > 0 ? retryAfter * 1000 : undefined,
  });
}

function readMessage(text: string): string | undefined {
  try {
    return statusSchema.safeParse(JSON.parse(text)).data?.message;
  } catch {
    return undefined;
  }
}
