import { Button } from '@backstage/ui';
import { Glyph } from '../pictures/Glyph';
import styles from './RetryRow.module.css';

/** A fact about the next try, and a button that does it now. */
export function RetryRow(options: {
  note?: string;
  label: string;
  pending: boolean;
  onRetry: () => void;
}) {
  const { note, label, pending, onRetry } = options;
  return (
    <div className={styles.row}>
      <span className={styles.note}>{note}</span>
      <Button
        variant="secondary"
        size="small"
        className={styles.button}
        iconStart={<Glyph name="retry" size="small" />}
        isDisabled={pending}
        onPress={onRetry}
      >
        {label}
      </Button>
    </div>
  );
}
