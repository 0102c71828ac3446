import { VisuallyHidden } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { AnnounceContext } from './AnnounceContext';
import styles from './HealthScope.module.css';

/**
 * Colours of the levels, the container that the layouts measure, and the one
 * polite live region.
 */
export function HealthScope(options: { children: ReactNode }) {
  const [spoken, setSpoken] = useState('');
  return (
    <AnnounceContext.Provider value={setSpoken}>
      <div className={styles.scope}>{options.children}</div>
      <VisuallyHidden>
        <span aria-live="polite">{spoken}</span>
      </VisuallyHidden>
    </AnnounceContext.Provider>
  );
}
