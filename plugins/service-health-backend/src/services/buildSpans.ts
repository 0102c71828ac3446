import {
  Level,
  LevelSpan,
} from '@paved-path/backstage-plugin-service-health-common';

/** A level and when it began. */
export interface LevelChange {
  /** In ms since 1970. */
  at: number;
  level: Level;
  headline: string;
}

// A backend that restarts is away for a moment; that is no gap.
const toleranceMs = 150_000;

/** Spans of equal level; times during which nobody looked become unknown. */
export function buildSpans(
  changes: LevelChange[],
  {
    from,
    to,
    watched,
  }: { from: number; to: number; watched: { from: number; to: number }[] },
): LevelSpan[] {
  const gaps = gapsOf(watched, { from, to });
  const edges = [
    ...new Set([from, to, ...changes.map(({ at }) => at), ...gaps.flat()]),
  ]
    .filter(at => at >= from && at <= to)
    .sort((a, b) => a - b);
  const spans: LevelSpan[] = [];
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const [start, end] = [edges[index], edges[index + 1]];
    const change = changes.findLast(({ at }) => at <= start);
    const blind = gaps.some(([first, last]) => start >= first && end <= last);
    const level = change && !blind ? change.level : 'unknown';
    const last = spans.at(-1);
    if (last?.level === level) {
      last.to = new Date(end).toISOString();
    } else {
      spans.push({
        level,
        from: new Date(start).toISOString(),
        to: new Date(end).toISOString(),
      });
    }
  }
  return spans;
}

function gapsOf(
  watched: { from: number; to: number }[],
  { from, to }: { from: number; to: number },
): [number, number][] {
  const gaps: [number, number][] = [];
  let covered = from;
  for (const time of [...watched].sort((a, b) => a.from - b.from)) {
    if (time.from - covered > toleranceMs) {
      gaps.push([covered, time.from]);
    }
    covered = Math.max(covered, time.to);
  }
  return to - covered > toleranceMs ? [...gaps, [covered, to]] : gaps;
}
