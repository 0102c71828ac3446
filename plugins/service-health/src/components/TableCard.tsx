import { Card } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import { tableRoles } from './tableRoles';
import styles from './TableCard.module.css';

/** A card with a table that keeps its roles where it is shown as stacked rows. */
export function TableCard(options: {
  title: string;
  columns: string[];
  /** Widths of the columns, and how a row is stacked. */
  className: string;
  /** Shown in place of a table without rows. */
  none?: string;
  children: ReactNode[];
}) {
  const { title, columns, className, none, children } = options;
  const heading = useId();
  return (
    <Card className={styles.card}>
      <h2 id={heading} className={styles.title}>
        {title}
      </h2>
      {children.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <table
          {...tableRoles.table}
          className={`${styles.table} ${className}`}
          aria-labelledby={heading}
        >
          <thead {...tableRoles.group}>
            <tr {...tableRoles.row}>
              {columns.map(column => (
                <th key={column} {...tableRoles.column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...tableRoles.group}>{children}</tbody>
        </table>
      )}
    </Card>
  );
}
