import { NextStep } from '@paved-path/backstage-plugin-service-health-common';
import { useTexts } from '../useTexts';
import { Command } from './Command';
import { PlaceLink } from './PlaceLink';
import styles from './NextStepBlock.module.css';

/** What to do, with the command to copy and where to read on. */
export function NextStepBlock(options: {
  nextStep: NextStep;
  /** One grey line, where there is nothing to run or to open */
  quiet?: boolean;
}) {
  const { text, command, link } = options.nextStep;
  const t = useTexts();
  if (options.quiet && !command && !link) {
    return <p className={styles.quiet}>{text}</p>;
  }
  return (
    <div>
      <h3 className={styles.title}>{t('verdict.nextStep')}</h3>
      <p className={styles.text}>{text}</p>
      {command && <Command command={command} label={t('action.copyCommand')} />}
      {link && (
        <p className={styles.link}>
          <PlaceLink link={link} />
        </p>
      )}
    </div>
  );
}
