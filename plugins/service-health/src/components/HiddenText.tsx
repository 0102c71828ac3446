import { ReactNode } from 'react';
import styles from './HiddenText.module.css';

/**
 * Text for screen readers only. Unlike BUI's `VisuallyHidden` it is a span, so
 * that it may stand inside paragraphs and links.
 */
export function HiddenText({ children }: { children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
