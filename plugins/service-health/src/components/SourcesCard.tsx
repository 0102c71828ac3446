import { Card } from '@backstage/ui';
import {
  EnvironmentHealth,
  Level,
  Source,
} from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useAges } from '../time/useAges';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import styles from './SourcesCard.module.css';

/** Where the facts come from, how old they are, and why one is missing. */
export function SourcesCard(options: { environment: EnvironmentHealth }) {
  const t = useTexts();
  const all = options.environment.sections.flatMap(({ sources }) => sources);
  const sources = all.filter(
    ({ id }, index) => all.findIndex(other => other.id === id) === index,
  );
  if (sources.length === 0) {
    return <></>;
  }
  return (
    <Card className={styles.card}>
      <h2 className={styles.title}>{t('tab.sources')}</h2>
      <p className={styles.lead}>{t('tab.sourcesLead')}</p>
      <ul className={styles.sources}>
        {sources.map(source => (
          <SourceRow key={source.id} source={source} />
        ))}
      </ul>
    </Card>
  );
}

const marks: Record<Source['status'], Level> = {
  ok: 'healthy',
  stale: 'unknown',
  error: 'unknown',
  forbidden: 'unknown',
  absent: 'suspended',
};

const kinds: Record<Source['kind'], string> = {
  kubernetes: 'Kubernetes',
  redis: 'Redis',
  readiness: '/readyz',
  evaluator: '',
};

function SourceRow({ source }: { source: Source }) {
  const { kind, title, status, observedAt, reason, nextTryAt } = source;
  const t = useTexts();
  const ages = useAges();
  const duration = useDuration();
  const words: Record<Source['status'], string> = {
    ok: t('source.ok'),
    stale: t('source.stale'),
    error: t('source.error'),
    forbidden: t('source.forbidden'),
    absent: t('source.absent'),
  };
  const left = nextTryAt ? ages.until(nextTryAt) : 0;
  return (
    <li>
      <LevelGlyph level={marks[status]} size="small" />
      <div>
        {`${kinds[kind]} ${title}`.trim()} <b>{words[status]}</b>
        {reason && <p className={styles.reason}>{reason}</p>}
        {left > 0 && (
          <p className={styles.reason}>
            {t('age.nextTry', { age: duration(left) })}
          </p>
        )}
      </div>
      <span className={styles.age}>
        {observedAt &&
          t('age.ago', { age: duration(ages.checked(observedAt)) })}
      </span>
    </li>
  );
}
