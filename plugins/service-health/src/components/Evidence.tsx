import { Finding } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import { Fold } from './Fold';
import styles from './Evidence.module.css';

/** What a finding rests on, folded away, and what it explains. */
export function Evidence(options: { finding: Finding; all: Finding[] }) {
  const { finding, all } = options;
  const { code, evidence, withheld } = finding;
  const t = useTexts();
  const explained = all.filter(
    ({ id, explainedBy }) =>
      finding.explains.includes(id) || explainedBy === finding.id,
  );
  const rows = [
    ...evidence,
    ...explained.map(({ cause, code: of }) => ({
      label: t('finding.explains'),
      value: `${cause} (${of})`,
    })),
  ];
  return (
    <Fold title={t('finding.evidence')}>
      <dl className={styles.evidence}>
        <div>
          <dt>{t('finding.code')}</dt>
          <dd>
            <code>{code}</code>
          </dd>
        </div>
        {rows.map(({ label, value }, index) => (
          <div key={`${index}-${label}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {withheld && (
        <p className={styles.withheld}>
          {t('finding.withheld', { permission: withheld })}
        </p>
      )}
    </Fold>
  );
}
