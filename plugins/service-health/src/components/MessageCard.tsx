import { Card } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import { VerdictHead } from './VerdictHead';
import styles from './MessageCard.module.css';

/** The card in the look of unknown, for when there is no verdict at all. */
export function MessageCard(options: {
  name: string;
  word: string;
  headline: string;
  children: ReactNode;
}) {
  const { name, word, headline, children } = options;
  const id = useId();
  return (
    <Card className={styles.card} data-level="unknown" aria-labelledby={id}>
      <VerdictHead id={id} name={name} level="unknown" word={word} />
      <div className={styles.body}>
        <p className={styles.headline}>{headline}</p>
        {children}
      </div>
    </Card>
  );
}
