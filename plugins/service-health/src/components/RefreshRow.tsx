import { Button } from '@backstage/ui';
import { ReactNode } from 'react';
import { Glyph } from '../pictures/Glyph';
import { useTexts } from '../useTexts';
import styles from './RefreshRow.module.css';

/** What is known, and a button that asks again. */
export function RefreshRow(options: {
  refreshing: boolean;
  onRefresh: () => void;
  children: ReactNode;
}) {
  const { refreshing, onRefresh, children } = options;
  const t = useTexts();
  return (
    <div className={styles.row}>
      {children}
      <Button
        variant="secondary"
        size="small"
        className={styles.refresh}
        iconStart={<Glyph name="retry" size="small" />}
        isDisabled={refreshing}
        onPress={onRefresh}
      >
        {t('action.refresh')}
      </Button>
    </div>
  );
}
