import { toTimelineSpans } from './toTimelineSpans';

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const history = {
  from: at(0),
  to: at(60),
  verdict: [],
  sections: {},
  changes: [],
};

describe('toTimelineSpans', () => {
  it('fills times at which nobody looked with unknown', () => {
    const spans = toTimelineSpans(
      [
        { level: 'healthy', from: at(10), to: at(20) },
        { level: 'down', from: at(30), to: at(50) },
      ],
      history,
    );
    expect(
      spans.map(({ level, from, to }) => [level, from / 60_000, to / 60_000]),
    ).toEqual([
      ['unknown', 0, 10],
      ['healthy', 10, 20],
      ['unknown', 20, 30],
      ['down', 30, 50],
      ['unknown', 50, 60],
    ]);
  });

  it('cuts what began before the left edge', () => {
    expect(
      toTimelineSpans(
        [{ level: 'healthy', from: at(-90), to: at(60) }],
        history,
      ),
    ).toEqual([{ level: 'healthy', from: 0, to: 3_600_000 }]);
  });
});
