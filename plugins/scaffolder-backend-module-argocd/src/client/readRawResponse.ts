import { Response } from 'undici';
import { z } from 'zod/v3';
import { ArgocdConnectionError } from './ArgocdConnectionError';

/** An answer whose body was read. */
export interface RawResponse {
  status: number;
  json: unknown;
  /** Argo CD's text, when the answer is one of its errors. */
  message: string;
  isFromApi: boolean;
  retryAfterSeconds: number | undefined;
}

const errorBody = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
});

/** Read an answer; what does not come from Argo CD's API is told apart. */
export async function readRawResponse(
  response: Response,
): Promise<RawResponse> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    throw new ArgocdConnectionError(
      'REDIRECT',
      `it redirects to ${hostOf(response.headers.get('location'))}`,
    );
  }
  const text = await response.text();
  const json = parse(text);
  const parsed = errorBody.safeParse(json);
  const isFromApi = json !== undefined;
  if (response.ok && !isFromApi) {
    throw new ArgocdConnectionError(
      /<html|<!doctype/i.test(text) ? 'NOT_ARGOCD' : 'NOT_JSON',
      /<html|<!doctype/i.test(text)
        ? 'it answers with a web page'
        : 'its answer is not complete JSON',
    );
  }
  return {
    status,
    json,
    isFromApi,
    message: parsed.success
      ? (parsed.data.message ?? parsed.data.error ?? '').trim()
      : plainText(text),
    retryAfterSeconds: retryAfter(response.headers.get('retry-after')),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function plainText(text: string): string {
  return text.startsWith('<') ? '' : text.trim().slice(0, 200);
}

function hostOf(location: string | null): string {
  return location && URL.canParse(location)
    ? new URL(location).host
    : 'another page';
}

function retryAfter(header: string | null): number | undefined {
  if (!header) {
    return undefined;
  }
  const seconds = /^\d+$/.test(header)
    ? Number(header)
    : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
