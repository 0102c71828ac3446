import { Card } from '@backstage/ui';
import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { useId } from 'react';
import { useTexts } from '../useTexts';
import { ClusterList } from './ClusterList';
import { ExplainsFold } from './ExplainsFold';
import { findExplained } from './findExplained';
import { NextStepBlock } from './NextStepBlock';
import { StaleRow } from './StaleRow';
import { VerdictAside } from './VerdictAside';
import { VerdictHead } from './VerdictHead';
import { VerdictText } from './VerdictText';
import { useVerdictWord } from './useVerdictWord';
import styles from './VerdictHero.module.css';

/** The verdict on top of the tab; on wide screens the next step moves right. */
export function VerdictHero(options: {
  name: string;
  environment: EnvironmentHealth;
  withheld?: string;
  refreshing: boolean;
  onRetry: () => void;
}) {
  const { name, environment, withheld } = options;
  const { level, nextStep } = environment;
  const id = useId();
  const t = useTexts();
  const word = useVerdictWord();
  const alone = environment.name === 'default';
  return (
    <Card
      className={styles.hero}
      data-level={level}
      data-size="hero"
      aria-labelledby={id}
    >
      <VerdictHead
        id={id}
        name={name}
        level={level}
        word={word(environment)}
        environment={
          alone
            ? undefined
            : t('verdict.inEnvironment', { environment: environment.name })
        }
        aside={<VerdictAside environment={environment} />}
      />
      <div className={styles.body}>
        <div className={styles.cause}>
          <VerdictText environment={environment} weight="bold" />
          <ClusterList environment={environment} />
          <StaleRow {...options} />
        </div>
        {nextStep && (
          <div className={styles.next}>
            <NextStepBlock nextStep={nextStep} />
            {withheld && (
              <p className={styles.withheld}>
                {t('verdict.withheld', { permission: withheld })}
              </p>
            )}
          </div>
        )}
        <ExplainsFold findings={findExplained(environment)} />
      </div>
    </Card>
  );
}
