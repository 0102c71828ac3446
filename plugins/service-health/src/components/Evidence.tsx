import { Finding } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import { Command } from './Command';
import { Fold } from './Fold';
import { PlaceLink } from './PlaceLink';
import styles from './Evidence.module.css';

/** What a finding rests on, what it explains, and how to go on; folded away. */
export function Evidence(options: { finding: Finding; all: Finding[] }) {
  const { finding, all } = options;
  const { code, evidence, nextStep, withheld } = finding;
  const t = useTexts();
  const explained = all.filter(
    ({ id, explainedBy }) =>
      finding.explains.includes(id) || explainedBy === finding.id,
  );
  const rows = [
    // The code has a row of its own, also where the evidence is withheld
    ...evidence.filter(({ value }) => value !== code),
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
      {(nextStep.command || nextStep.link) && (
        <div className={styles.more}>
          {nextStep.command && (
            <Command
              command={nextStep.command}
              label={t('action.copyCommand')}
            />
          )}
          {nextStep.link && (
            <p>
              <PlaceLink link={nextStep.link} />
            </p>
          )}
        </div>
      )}
      {withheld && (
        <p className={styles.withheld}>
          {t('finding.withheld', { permission: withheld })}
        </p>
      )}
    </Fold>
  );
}
