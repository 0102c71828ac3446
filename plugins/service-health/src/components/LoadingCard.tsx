import { Card, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { useTexts } from '../useTexts';
import styles from './LoadingCard.module.css';

const SHOWN_AFTER_MS = 300;

/** The shape of the healthy card, so that nothing jumps. */
export function LoadingCard() {
  const t = useTexts();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) {
    return <></>;
  }
  return (
    <Card className={styles.card} aria-busy="true">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <div className={styles.head} aria-hidden="true">
        <Skeleton
          width="1.5rem"
          height="1.5rem"
          rounded
          className={styles.bone}
        />
        <Skeleton width="35%" height="1.5rem" className={styles.bone} />
        <Skeleton
          width="15%"
          height="0.75rem"
          className={`${styles.bone} ${styles.age}`}
        />
      </div>
      <Skeleton
        width="94%"
        height="0.9rem"
        aria-hidden="true"
        className={styles.bone}
      />
      <Skeleton
        width="52%"
        height="0.9rem"
        aria-hidden="true"
        className={styles.bone}
      />
    </Card>
  );
}
