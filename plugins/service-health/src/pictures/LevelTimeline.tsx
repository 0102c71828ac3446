import { Level } from '@paved-path/backstage-plugin-service-health-common';
import styles from './LevelTimeline.module.css';

/** A stretch of time in which one level held. */
export interface TimelineSpan {
  level: Level;
  /** Milliseconds since 1970 */
  from: number;
  to: number;
}

/** One row of the picture. */
export interface TimelineLane {
  id: string;
  label: string;
  /** The verdict's own lane is taller */
  tall?: boolean;
  spans: TimelineSpan[];
}

/** Height says how bad, colour repeats it, unknown is dashed. */
export function LevelTimeline(options: {
  sentence: string;
  lanes: TimelineLane[];
  axis: string[];
}) {
  const { sentence, lanes, axis } = options;
  return (
    <div className={styles.lanes} role="img" aria-label={sentence}>
      {lanes.map(lane => (
        <div key={lane.id} className={styles.row}>
          <span className={styles.name}>{lane.label}</span>
          <div className={styles.lane} data-tall={lane.tall || undefined}>
            {lane.spans.map(span => (
              <i
                key={span.from}
                data-level={span.level}
                style={{ flexGrow: Math.max(span.to - span.from, 1) }}
              />
            ))}
          </div>
        </div>
      ))}
      <div className={styles.row}>
        <span />
        <div className={styles.axis}>
          {axis.map((text, index) => (
            <span key={`${index}-${text}`}>{text}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
