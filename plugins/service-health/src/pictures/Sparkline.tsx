import { areaAbove, linePath, stepPath } from './sparklinePaths';
import styles from './Sparkline.module.css';

/** One minute of the last hour. */
export interface SparklinePoint {
  /** Milliseconds since 1970 */
  at: number;
  /** Metric in percent */
  value?: number;
  running?: number;
  wanted?: number;
}

const WIDTH = 600;
const HEIGHT = 160;
const METRIC = { top: 20, bottom: 92 };
const PODS = { top: 116, bottom: 150 };

/** A metric over its target, and below it the pods that followed from it. */
export function Sparkline(options: {
  sentence: string;
  points: SparklinePoint[];
  target?: number;
  /** Moments at which the number of pods changed */
  events: number[];
  words: {
    target?: string;
    value?: string;
    pods?: string;
    running?: string;
    wanted?: string;
    axis: [string, string, string];
  };
}) {
  const { sentence, points, target, events, words } = options;
  const first = points[0]?.at ?? 0;
  const span = Math.max((points[points.length - 1]?.at ?? 1) - first, 1);
  const x = (at: number) => ((at - first) / span) * WIDTH;
  const values = points.flatMap(point => point.value ?? []);
  const value = scale([...values, target ?? 0, 10], METRIC, 0);
  const pods = scale(
    points.flatMap(point => [point.running ?? [], point.wanted ?? []].flat()),
    PODS,
  );
  const last = points[points.length - 1];
  const over = target === undefined ? '' : areaAbove(points, target, x, value);
  return (
    <div>
      <div className={styles.chart} role="img" aria-label={sentence}>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path className={styles.over} d={over} />
          {target !== undefined && (
            <path className={styles.dash} d={`M0 ${value(target)}H${WIDTH}`} />
          )}
          {events.map(at => (
            <path key={at} className={styles.dash} d={`M${x(at)} 8V159`} />
          ))}
          <path className={styles.axis} d={`M0 159.5H${WIDTH}`} />
          <path
            className={styles.line}
            d={linePath(points, x, point => point.value, value)}
          />
          <path
            className={styles.wanted}
            d={stepPath(points, x, point => point.wanted, pods)}
          />
          <path
            className={styles.line}
            d={stepPath(points, x, point => point.running, pods)}
          />
        </svg>
        <Label side="left" y={value(target ?? 0) - 15} text={words.target} />
        <Label side="right" y={2} text={words.value} strong />
        <Label
          side="left"
          y={pods(points[0]?.running ?? 0) - 16}
          text={words.pods}
        />
        <Label
          side="right"
          y={pods(last?.wanted ?? 0) - 17}
          text={words.wanted}
        />
        <Label
          side="right"
          y={pods(last?.running ?? 0) + 3}
          text={words.running}
        />
      </div>
      <div className={styles.times} aria-hidden="true">
        {words.axis.map((text, index) => (
          <span key={`${index}-${text}`}>{text}</span>
        ))}
      </div>
    </div>
  );
}

function Label(options: {
  side: 'left' | 'right';
  y: number;
  text?: string;
  strong?: boolean;
}) {
  const { side, y, text, strong } = options;
  if (!text) {
    return <></>;
  }
  return (
    <span
      className={styles.label}
      data-strong={strong || undefined}
      style={{ top: `${Math.min(y, HEIGHT - 16)}px`, [side]: 0 }}
    >
      {text}
    </span>
  );
}

function scale(
  values: number[],
  area: { top: number; bottom: number },
  floor?: number,
) {
  const low = floor ?? Math.min(...values, Infinity);
  const high = Math.max(...values, 1);
  const base = Number.isFinite(low) ? low : 0;
  const range = Math.max(high - base, floor === undefined ? 2 : 1);
  return (value: number) =>
    area.bottom - ((value - base) / range) * (area.bottom - area.top);
}
