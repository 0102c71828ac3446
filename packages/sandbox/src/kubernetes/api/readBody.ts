import { IncomingMessage } from 'node:http';
import { StatusError } from './StatusError';

/** Reads a JSON body, which may be empty. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw StatusError.badRequest(
      `couldn't get version/kind; json parse error: ${because}`,
    );
  }
}
