import { randomUUID } from 'node:crypto';

import { countKeys, visitKeys } from '@/lib/shard';

describe('visitKeys()', () => {
  it('always leads the same visit to the same counter', () => {
    const id = '0b9ab4fe-4a3c-4b0e-9f6e-3f1c5c1d2e3f';
    // Pinned: a change here would count a visit twice that is repeated across the change.
    expect(visitKeys('visits:', id)).toEqual(['visits:{3}', `visits:{3}:${id}`]);
  });

  it('spreads visits evenly over the counters that a total is read from', () => {
    const all = countKeys('visits:');
    const hits = new Map(all.map(key => [key, 0]));
    for (let index = 0; index < 16_000; index += 1) {
      const [key] = visitKeys('visits:', randomUUID());
      expect(all).toContain(key);
      hits.set(key, (hits.get(key) ?? 0) + 1);
    }
    for (const count of hits.values()) {
      expect(count).toBeGreaterThan(800);
      expect(count).toBeLessThan(1_200);
    }
  });
});
