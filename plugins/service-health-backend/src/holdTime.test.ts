import { holdTime } from './holdTime';

describe('holdTime', () => {
  it('is never longer than asked for, and at least four fifths of it', () => {
    expect(holdTime(25, () => 0)).toBe(20_000);
    expect(holdTime(25, () => 0.999)).toBeLessThan(25_000);
    expect(holdTime(0)).toBe(0);
  });

  it('spreads pages that came at one moment', () => {
    const times = Array.from({ length: 100 }, () => holdTime(25));

    expect(new Set(times).size).toBeGreaterThan(90);
  });
});
