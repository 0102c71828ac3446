import {
  LevelHistory,
  LevelSpan,
} from '@paved-path/backstage-plugin-service-health-common';
import { TimelineSpan } from '../pictures/LevelTimeline';

/** Spans from edge to edge; times at which nobody looked are unknown. */
export function toTimelineSpans(
  spans: LevelSpan[],
  history: LevelHistory,
): TimelineSpan[] {
  const filled: TimelineSpan[] = [];
  let at = Date.parse(history.from);
  const gapTo = (to: number) => {
    if (to > at) {
      filled.push({ level: 'unknown', from: at, to });
    }
  };
  for (const span of spans) {
    const from = Math.max(Date.parse(span.from), at);
    const to = Date.parse(span.to);
    if (to > from) {
      gapTo(from);
      filled.push({ level: span.level, from, to });
      at = to;
    }
  }
  gapTo(Date.parse(history.to));
  return filled;
}
