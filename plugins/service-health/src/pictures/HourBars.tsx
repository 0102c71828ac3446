import { Level } from '@paved-path/backstage-plugin-service-health-common';
import styles from './HourBars.module.css';

/** One bar an hour; height says how bad, colour repeats it. */
export function HourBars(options: { sentence: string; hours: Level[] }) {
  const { sentence, hours } = options;
  return (
    <div className={styles.bars} role="img" aria-label={sentence}>
      {hours.map((level, hour) => (
        <i key={`${hour}-${level}`} data-level={level} />
      ))}
    </div>
  );
}
