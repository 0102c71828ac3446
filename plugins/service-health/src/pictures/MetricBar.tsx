import styles from './MetricBar.module.css';

/** A metric against its target: grey up to the target, hatched beyond. */
export function MetricBar(options: {
  sentence: string;
  current: number;
  target: number;
}) {
  const { sentence, current, target } = options;
  const scale = Math.max(100, current, target);
  const share = (value: number) => (value / scale) * 100;
  const below = Math.min(current, target);
  return (
    <div className={styles.bar} role="img" aria-label={sentence}>
      <b style={{ width: `${share(below)}%` }} />
      {current > target && (
        <b
          className={styles.over}
          style={{
            left: `${share(target)}%`,
            width: `${share(current - target)}%`,
          }}
        />
      )}
      <i style={{ left: `min(${share(target)}%, 100% - 2px)` }} />
    </div>
  );
}
