import { Card } from '@backstage/ui';
import {
  EnvironmentHealth,
  ServiceHealth,
} from '@paved-path/backstage-plugin-service-health-common';
import { useId } from 'react';
import { useTexts } from '../useTexts';
import { ClusterList } from './ClusterList';
import { ExplainsFold } from './ExplainsFold';
import { findExplained } from './findExplained';
import { findRollout } from './findRollout';
import { isLoud } from './isLoud';
import { NextStepBlock } from './NextStepBlock';
import { OtherEnvironments } from './OtherEnvironments';
import { PartsRow } from './PartsRow';
import { PlaceLink } from './PlaceLink';
import { RolloutProgress } from './RolloutProgress';
import { StaleRow } from './StaleRow';
import { CheckedAgo, VerdictAside } from './VerdictAside';
import { VerdictHead } from './VerdictHead';
import { VerdictText } from './VerdictText';
import { useVerdictWord } from './useVerdictWord';
import styles from './VerdictCard.module.css';

/** Makes an address within the tab; undefined where there is no tab. */
export type HrefToTab = (to?: {
  environment?: string;
  section?: string;
}) => string | undefined;

/** The overview card: loud when bad, two lines when well. */
export function VerdictCard(options: {
  name: string;
  health: ServiceHealth;
  environment: EnvironmentHealth;
  hrefTo: HrefToTab;
  refreshing: boolean;
  onRetry: () => void;
}) {
  const { name, health, environment, hrefTo } = options;
  const { level, nextStep, checkedAt, sections } = environment;
  const id = useId();
  const word = useVerdictWord();
  const loud = isLoud(level);
  const rollout = findRollout(environment);
  const { agreeing, worse } = splitEnvironments(health, environment);
  const openLinks = environment.links.filter(({ rel }) => rel === 'open');
  return (
    <Card className={styles.card} data-level={level} aria-labelledby={id}>
      <VerdictHead
        id={id}
        name={name}
        level={level}
        word={word(environment)}
        environment={agreeing.join(', ')}
        href={hrefTo({ environment: environment.name })}
        aside={<VerdictAside environment={environment} />}
      />
      <div className={styles.body} data-quiet={!loud || undefined}>
        <VerdictText
          environment={environment}
          weight={loud || level === 'unknown' ? 'bold' : 'regular'}
          withoutEffect={rollout?.deadlineAt !== undefined}
        />
        {rollout && <RolloutProgress rollout={rollout} />}
        <ClusterList environment={environment} />
        {nextStep && <NextStepBlock nextStep={nextStep} quiet={!!rollout} />}
        {health.withheld && <Withheld permission={health.withheld} />}
        <StaleRow {...options} />
        {loud && (
          <div className={styles.checked}>
            <ExplainsFold findings={findExplained(environment)} />
            {checkedAt && (
              <span>
                <CheckedAgo at={checkedAt} />
              </span>
            )}
          </div>
        )}
        <OtherEnvironments
          environments={worse}
          hrefTo={other => hrefTo({ environment: other })}
        />
        {loud && (
          <PartsRow
            sections={sections}
            hrefTo={section =>
              hrefTo({ environment: environment.name, section })
            }
          />
        )}
        {openLinks.map(link => (
          <p key={link.href}>
            <PlaceLink link={link} />
          </p>
        ))}
      </div>
    </Card>
  );
}

function Withheld({ permission }: { permission: string }) {
  const t = useTexts();
  return (
    <p className={styles.small}>{t('verdict.withheld', { permission })}</p>
  );
}

/** Names that share the verdict, and environments that are worse than healthy. */
function splitEnvironments(health: ServiceHealth, shown: EnvironmentHealth) {
  const others = health.environments.filter(({ name }) => name !== shown.name);
  const healthy = shown.level === 'healthy';
  const same = others.filter(({ level }) => healthy && level === 'healthy');
  const names = [shown, ...same].map(({ name }) => name);
  return {
    agreeing: health.environments.length === 1 && isDefault(shown) ? [] : names,
    worse: others.filter(
      ({ level }) => healthy && level !== 'healthy' && level !== 'suspended',
    ),
  };
}

function isDefault({ name }: EnvironmentHealth): boolean {
  return name === 'default';
}
