import { Level } from '@paved-path/backstage-plugin-service-health-common';
import { buildSpans } from './buildSpans';

const from = Date.parse('2026-11-20T00:00:00.000Z');
const minute = 60_000;
const at = (minutes: number) => from + minutes * minute;
const to = at(100);
const change = (minutes: number, level: Level) => ({
  at: at(minutes),
  level,
  headline: level,
});
const always = [{ from, to }];

function spans(...given: Parameters<typeof buildSpans>): string[] {
  return buildSpans(...given).map(
    span =>
      `${span.level} ${(Date.parse(span.from) - from) / minute} ${
        (Date.parse(span.to) - from) / minute
      }`,
  );
}

describe('buildSpans()', () => {
  it('is unknown before anybody looked', () => {
    expect(spans([], { from, to, watched: always })).toEqual(['unknown 0 100']);
  });

  it('goes on with the level from before the left edge', () => {
    expect(
      spans([change(-30, 'healthy'), change(40, 'down')], {
        from,
        to,
        watched: always,
      }),
    ).toEqual(['healthy 0 40', 'down 40 100']);
  });

  it('joins equal levels that two replicas wrote', () => {
    expect(
      spans([change(0, 'healthy'), change(20, 'down'), change(20, 'down')], {
        from,
        to,
        watched: always,
      }),
    ).toEqual(['healthy 0 20', 'down 20 100']);
  });

  it('shows a time during which nobody looked as unknown', () => {
    expect(
      spans([change(0, 'healthy')], {
        from,
        to,
        watched: [
          { from, to: at(30) },
          { from: at(50), to },
        ],
      }),
    ).toEqual(['healthy 0 30', 'unknown 30 50', 'healthy 50 100']);
  });

  it('does not mind a restart', () => {
    expect(
      spans([change(0, 'healthy')], {
        from,
        to,
        watched: [
          { from, to: at(30) },
          { from: at(31), to },
        ],
      }),
    ).toEqual(['healthy 0 100']);
  });
});
