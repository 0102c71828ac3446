import { ReactNode } from 'react';
import styles from './Fold.module.css';

/** Something to open on demand; searchable and usable without script. */
export function Fold(options: { title: string; children: ReactNode }) {
  return (
    <details className={styles.fold}>
      <summary>{options.title}</summary>
      {options.children}
    </details>
  );
}
