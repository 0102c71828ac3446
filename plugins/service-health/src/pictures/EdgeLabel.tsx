import styles from './EdgeLabel.module.css';

/** Below this share a label that ends at its point would leave the picture. */
const LEFT_BELOW = 0.25;

/** A label that ends at a point of a bar, or starts at its left end. */
export function EdgeLabel(options: {
  side: 'top' | 'bottom';
  /** 0 to 1 */
  at: number;
  text: string;
}) {
  const { side, at, text } = options;
  const left = at < LEFT_BELOW;
  return (
    <span
      className={styles.label}
      data-side={side}
      data-start={left || undefined}
      style={{ left: left ? 0 : `${at * 100}%` }}
    >
      {text}
    </span>
  );
}
