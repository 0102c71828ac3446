import { ReactNode } from 'react';
import styles from './SubTitle.module.css';

/** Heading of a part of a section. */
export function SubTitle({ children }: { children: ReactNode }) {
  return <h3 className={styles.title}>{children}</h3>;
}
