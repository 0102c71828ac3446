import { readVisitId } from '@/lib/visit-id';

const ID = '0b9ab4fe-4a3c-4b0e-9f6e-3f1c5c1d2e3f';
const OTHER = '1b9ab4fe-4a3c-4b0e-9f6e-3f1c5c1d2e3f';

function post(body: string | undefined, key?: string): Request {
  // Node's server hands over what was sent; here nobody else announces the body.
  const headers = new Headers(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) });
  if (key !== undefined) headers.set('idempotency-key', key);
  return new Request('http://localhost/api/visits', { method: 'POST', body, headers });
}

describe('readVisitId()', () => {
  it.each([
    ['no body', post(undefined), undefined],
    ['an empty object', post('{}'), undefined],
    ['an id in the body', post(`{"id":"${ID}"}`), ID],
    ['an id in the header', post(undefined, ID), ID],
    ['a quoted id in the header', post(undefined, `"${ID}"`), ID],
    ['the same id in both', post(`{"id":"${ID}"}`, ID.toUpperCase()), ID],
  ])('takes %s', async (_, request, value) => {
    expect(await readVisitId(request)).toEqual({ value });
  });

  it('stops reading a body of unknown length at the limit', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(512));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: endless,
      headers: { 'transfer-encoding': 'chunked' },
      duplex: 'half',
    };
    expect(await readVisitId(new Request('http://localhost/api/visits', init))).toEqual({ problem: 'The body must be at most 1024 bytes' });
    expect(sent).toBeLessThan(10);
  });

  it.each([
    ['a body that is no JSON', post('visit'), 'The body must be JSON'],
    ['an array', post('[]'), 'The body must be a JSON object'],
    ['a number as id', post('{"id":1}'), '"id" must be a UUID'],
    ['a name as id', post('{"id":"visits:{0}"}'), '"id" must be a UUID'],
    ['a name in the header', post(undefined, 'one'), 'Idempotency-Key must be a UUID'],
    ['two ids', post(`{"id":"${ID}"}`, OTHER), 'must be the same'],
    ['a long body', post(`{"id":"${ID}","more":"${'x'.repeat(2_000)}"}`), 'at most 1024 bytes'],
  ])('refuses %s', async (_, request, problem) => {
    expect(await readVisitId(request)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
