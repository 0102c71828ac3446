import { newVisitId } from '@/lib/new-visit-id';
import { sendVisitUntilCounted, type VisitState } from '@/lib/visit-sender';

async function run(answers: readonly (() => Promise<Response>)[]) {
  const ids: string[] = [];
  const states: VisitState[] = [];
  const waits: number[] = [];
  const queue = [...answers];
  const stop = new AbortController();
  let clock = 0;
  await sendVisitUntilCounted({
    id: newVisitId(),
    send: async id => {
      ids.push(id);
      return (queue.shift() ?? unavailable)();
    },
    onState: state => states.push(state),
    signal: stop.signal,
    wait: async milliseconds => {
      waits.push(milliseconds);
      clock += milliseconds;
    },
    now: () => clock,
  });
  return { ids, states, waits, clock };
}

const counted = async () => Response.json({ count: 5, counted: true });
const unavailable = async () => new Response(undefined, { status: 503 });
const cut = async () => {
  throw new TypeError('network error');
};

describe('sendVisitUntilCounted()', () => {
  it('sends a visit once if it is answered', async () => {
    expect(await run([counted])).toMatchObject({ ids: [expect.any(String)], states: [{ status: 'counted', count: 5 }] });
  });

  it('repeats under the same id, and more and more slowly', async () => {
    const { ids, states, waits } = await run([unavailable, cut, async () => new Response('<html>'), counted]);
    expect(new Set(ids).size).toBe(1);
    expect(states.map(state => state.status)).toEqual(['unavailable', 'unavailable', 'unavailable', 'counted']);
    expect(waits[1]).toBeGreaterThan(1_400);
    expect(waits[2]).toBeGreaterThan(2_900);
  });

  it('gives up while the server still knows the id', async () => {
    const { states, clock } = await run([]);
    expect(states.at(-1)).toEqual({ status: 'unavailable' });
    expect(clock).toBeLessThan(600_000);
  });
});

describe('newVisitId()', () => {
  it('is a UUID of version 4', () => {
    expect(newVisitId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newVisitId()).not.toBe(newVisitId());
  });
});
