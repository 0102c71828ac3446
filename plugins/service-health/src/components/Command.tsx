import { Fragment } from 'react';
import { CopyButton } from './CopyButton';
import { toCommandPieces } from './toCommandPieces';
import styles from './Command.module.css';

/** A command that breaks between arguments only, with a button to copy it. */
export function Command(options: { command: string; label: string }) {
  const { command, label } = options;
  return (
    <div className={styles.command}>
      <CopyButton text={command} label={label} className={styles.copy} />
      <code>
        {toCommandPieces(command).map((piece, index) => (
          <Fragment key={`${index}-${piece}`}>
            {index > 0 && ' '}
            <span>{piece}</span>
          </Fragment>
        ))}
      </code>
    </div>
  );
}
