import { ServiceSummary } from '@paved-path/backstage-plugin-service-health-common';
import { TableCard } from '../components/TableCard';
import { useTexts } from '../useTexts';
import { UnwellRow } from './UnwellRow';
import styles from './UnwellServices.module.css';

/** Services that are not healthy, with the one cause of each. */
export function UnwellServices(options: { services: ServiceSummary[] }) {
  const t = useTexts();
  return (
    <TableCard
      title={t('rollup.notHealthy')}
      className={styles.table}
      columns={[
        t('rollup.service'),
        t('rollup.verdict'),
        t('rollup.cause'),
        t('rollup.held'),
        t('rollup.lastDay'),
      ]}
    >
      {options.services.map(service => (
        <UnwellRow key={service.entityRef} service={service} />
      ))}
    </TableCard>
  );
}
