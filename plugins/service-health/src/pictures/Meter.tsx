import { Level } from '@paved-path/backstage-plugin-service-health-common';
import styles from './Meter.module.css';

/**
 * How full something is, with a tick at the threshold. Coloured only when the
 * value raised a finding.
 */
export function Meter(options: {
  sentence: string;
  /** 0 to 1 */
  value: number;
  /** 0 to 1 */
  threshold?: number;
  level?: Level;
}) {
  const { sentence, value, threshold, level = 'unknown' } = options;
  const filled = Math.min(Math.max(value, 0), 1) * 100;
  return (
    <div
      className={styles.meter}
      data-level={level}
      role="img"
      aria-label={sentence}
    >
      <b style={{ width: `max(calc(${filled}% - 2px), 8px)` }} />
      {threshold !== undefined && <i style={{ left: `${threshold * 100}%` }} />}
    </div>
  );
}
