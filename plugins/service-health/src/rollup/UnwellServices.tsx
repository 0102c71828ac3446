import { Card } from '@backstage/ui';
import { ServiceSummary } from '@paved-path/backstage-plugin-service-health-common';
import { useId } from 'react';
import { tableRoles } from '../components/tableRoles';
import { useTexts } from '../useTexts';
import { UnwellRow } from './UnwellRow';
import styles from './UnwellServices.module.css';

/** Services that are not healthy, with the one cause of each. */
export function UnwellServices(options: { services: ServiceSummary[] }) {
  const t = useTexts();
  const heading = useId();
  const columns = [
    t('rollup.service'),
    t('rollup.verdict'),
    t('rollup.cause'),
    t('rollup.held'),
    t('rollup.lastDay'),
  ];
  return (
    <Card className={styles.card}>
      <h2 id={heading} className={styles.title}>
        {t('rollup.notHealthy')}
      </h2>
      <table
        {...tableRoles.table}
        className={styles.table}
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
        <tbody {...tableRoles.group}>
          {options.services.map(service => (
            <UnwellRow key={service.entityRef} service={service} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}
