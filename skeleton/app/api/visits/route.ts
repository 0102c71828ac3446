import { randomUUID } from 'node:crypto';

import { CountUnavailableError } from '@/lib/count-unavailable-error';
import { isBot } from '@/lib/is-bot';
import { getRuntime } from '@/lib/runtime';
import { readVisitId } from '@/lib/visit-id';

export const dynamic = 'force-dynamic';

/** The number of visits. */
export async function GET(): Promise<Response> {
  return answering(async () => Response.json({ count: await getRuntime().visits.total() }));
}

/** Counts one visit. A repeat under the same id answers the count and changes nothing. */
export async function POST(request: Request): Promise<Response> {
  const { visits, metrics } = getRuntime();
  if (request.headers.get('sec-fetch-site') === 'cross-site') {
    return refusal(403, 'cross_site', 'Cannot count a visit from a page of another site');
  }
  const id = await readVisitId(request);
  if ('problem' in id) return refusal(400, 'invalid_id', id.problem);

  return answering(async () => {
    if (isBot(request.headers.get('user-agent'))) {
      metrics.visits.inc({ result: 'ignored' });
      return Response.json({ count: await visits.total(), counted: false });
    }
    const visit = await visits.count(id.value ?? randomUUID());
    metrics.visits.inc({ result: visit.counted ? 'counted' : 'repeated' });
    return Response.json(visit);
  });
}

async function answering(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!CountUnavailableError.is(error)) throw error;
    getRuntime().metrics.visits.inc({ result: 'unavailable' });
    const message = 'The count is unavailable: Redis cannot be reached. Send the same visit again under the same id';
    return refusal(503, 'count_unavailable', message, { 'retry-after': '2' });
  }
}

function refusal(status: number, code: string, message: string, headers?: HeadersInit): Response {
  return Response.json({ error: { code, message } }, { status, headers });
}
