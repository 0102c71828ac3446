import {
  HealthRollup,
  serviceHealthReadPermission,
} from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import styles from './RollupNotes.module.css';

/** What is not in the list, and why. */
export function RollupNotes({ rollup }: { rollup: HealthRollup }) {
  const { notSetUp, forbidden, omitted } = rollup;
  const t = useTexts();
  const permission = <code>{serviceHealthReadPermission.name}</code>;
  return (
    <div className={styles.notes}>
      {notSetUp > 0 && <p>{t('rollup.notSetUp', { count: notSetUp })}</p>}
      {forbidden > 0 && (
        <p>{t('rollup.forbidden', { count: forbidden, permission })}</p>
      )}
      {omitted > 0 && <p>{t('rollup.omitted', { count: omitted })}</p>}
    </div>
  );
}
