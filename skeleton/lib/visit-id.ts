const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const RULE = 'must be a UUID such as "0b9ab4fe-4a3c-4b0e-9f6e-3f1c5c1d2e3f"';
const MAX_BYTES = 1_024;

export type VisitId = Readonly<{ value: string | undefined }> | Readonly<{ problem: string }>;

/** Takes the visit's id from the body, or from the `Idempotency-Key` header; a visit without one is fine. */
export async function readVisitId(request: Request): Promise<VisitId> {
  // RFC drafts write the header as a quoted string.
  const header = request.headers.get('idempotency-key')?.replace(/^"(.*)"$/, '$1');
  if (header !== undefined && !UUID.test(header)) return { problem: `Idempotency-Key ${RULE}` };

  const text = await readText(request);
  if (text === undefined) return { problem: `The body must be at most ${MAX_BYTES} bytes` };
  const body = text.trim() === '' ? { value: undefined } : parseBody(text);
  if ('problem' in body) return body;
  if (header && body.value && header.toLowerCase() !== body.value.toLowerCase()) {
    return { problem: 'Idempotency-Key and "id" must be the same where both are given' };
  }
  return { value: body.value ?? header };
}

function parseBody(text: string): VisitId {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return { problem: 'The body must be a JSON object' };
    }
    const id = 'id' in body ? body.id : undefined;
    if (id === undefined) return { value: undefined };
    return typeof id === 'string' && UUID.test(id) ? { value: id } : { problem: `"id" ${RULE}` };
  } catch {
    return { problem: 'The body must be JSON' };
  }
}

/** Stops reading at the limit, whatever length the sender announced. */
async function readText(request: Request): Promise<string | undefined> {
  if (!request.body || !announcesBody(request.headers)) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    size += value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}

/** HTTP/1.1: a request without these headers has no body, so there is nothing to read. */
function announcesBody(headers: Headers): boolean {
  return headers.has('transfer-encoding') || Number(headers.get('content-length')) > 0;
}
