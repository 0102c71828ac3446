export const dynamic = 'force-dynamic';

/** Answers while the event loop turns. It does not ask Redis: a restart would not mend that. */
export function GET(): Response {
  return Response.json({ status: 'alive' });
}
