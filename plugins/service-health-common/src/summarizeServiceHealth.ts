import { environmentOfVerdict } from './environmentOfVerdict';
import {
  Level,
  LevelHistory,
  ServiceHealth,
  ServiceSummary,
  summaryHours,
  worstLevel,
} from './model';

const hourMs = 3_600_000;

/**
 * The verdict of a service in one line of a roll-up; undefined where nothing
 * is set up and so nothing was judged.
 *
 * @param health - answer for the same reader
 * @param name - words to show for the service
 * @public
 */
export function summarizeServiceHealth(
  health: ServiceHealth,
  name: string,
): ServiceSummary | undefined {
  const first = environmentOfVerdict(health);
  if (health.setup.state !== 'ok' || first === undefined) {
    return undefined;
  }
  const { level, headline, since, lastKnown, checkedAt } = first;
  const known = first.clusters.some(cluster => cluster.level !== 'unknown');
  return {
    entityRef: health.entityRef,
    name,
    environment: first.name,
    level,
    partial: first.partial && known,
    headline,
    since,
    lastKnown,
    checkedAt,
    hours: first.history && toHours(first.history),
  };
}

/** By the clock, so that they change once an hour and not all the time. */
function toHours({ to, verdict }: LevelHistory): Level[] {
  const end = Date.parse(to);
  const current = Math.floor(end / hourMs) * hourMs;
  return Array.from({ length: summaryHours }, (_, index) => {
    const from = current - (summaryHours - 1 - index) * hourMs;
    const until = from + hourMs;
    const seen = verdict.filter(
      span => Date.parse(span.from) < until && Date.parse(span.to) > from,
    );
    return worstLevel(
      seen.map(({ level }) => level),
      'unknown',
    );
  });
}
