import {
  RolloutFact,
  WorkloadFacts,
} from '@paved-path/backstage-plugin-service-health-common';
import { ReactNode } from 'react';
import { PodKey } from '../pictures/PodKey';
import { PodZones } from '../pictures/PodZones';
import { useAges } from '../time/useAges';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import { PodTable } from './PodTable';
import { RolloutBar } from './RolloutBar';
import { SubTitle } from './SubTitle';
import { usePodWords } from './usePodWords';
import { useRolloutText } from './useRolloutText';
import { useZoneRows } from './useZoneRows';
import styles from './WorkloadPictures.module.css';

/** Pods by zone, rollouts, and the pods as a table. */
export function WorkloadPictures(options: {
  facts: WorkloadFacts;
  children: ReactNode;
}) {
  const { facts, children } = options;
  const t = useTexts();
  const { zones, sentence } = useZoneRows(facts);
  const words = usePodWords();
  return (
    <>
      <div className={styles.two}>
        {zones.length > 0 && (
          <div>
            <SubTitle>{t('workload.podsByZone')}</SubTitle>
            <PodZones sentence={sentence} zones={zones} />
            <PodKey label={t('workload.key')} words={words.key} />
          </div>
        )}
        <div className={styles.side}>
          {facts.rollouts.map(rollout => (
            <Rollout
              key={rollout.workload}
              rollout={rollout}
              alone={facts.rollouts.length === 1}
            />
          ))}
          {children}
        </div>
      </div>
      <PodTable facts={facts} />
    </>
  );
}

function Rollout(options: { rollout: RolloutFact; alone: boolean }) {
  const { rollout, alone } = options;
  const { workload, lastProgressAt } = rollout;
  const t = useTexts();
  const text = useRolloutText();
  const ages = useAges();
  const duration = useDuration();
  return (
    <div>
      <SubTitle>
        {alone ? t('workload.rollout') : t('workload.rolloutOf', { workload })}
      </SubTitle>
      <p className={styles.row}>
        <span>{text(rollout)}</span>
        {lastProgressAt && (
          <span className={styles.age}>
            {t('age.ago', { age: duration(ages.since(lastProgressAt)) })}
          </span>
        )}
      </p>
      <RolloutBar rollout={rollout} />
    </div>
  );
}
