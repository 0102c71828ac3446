import { EnvironmentHealth } from '@paved-path/backstage-plugin-service-health-common';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { useAges } from '../time/useAges';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import { useLevelWord } from './useLevelWord';
import styles from './ClusterList.module.css';

/**
 * Which cluster is missing from the verdict. With a worse level known, only
 * the missing ones are named.
 */
export function ClusterList(options: { environment: EnvironmentHealth }) {
  const { partial, level, clusters } = options.environment;
  const t = useTexts();
  const word = useLevelWord();
  const ages = useAges();
  const duration = useDuration();
  if (!partial || clusters.length < 2) {
    return <></>;
  }
  const missing = clusters.filter(cluster => cluster.level === 'unknown');
  if (level !== 'unknown') {
    return (
      <div className={styles.missing}>
        {missing.map(({ name, problem }) => (
          <p key={name} title={problem}>
            {t('verdict.notIncluded', { cluster: name })}
          </p>
        ))}
      </div>
    );
  }
  return (
    <ul className={styles.clusters} aria-label={t('verdict.clusters')}>
      {clusters.map(cluster => (
        <li key={cluster.name}>
          <LevelGlyph level={cluster.level} size="small" />
          <span>
            {cluster.name} <b>{word(cluster.level)}</b>
            {cluster.lastKnown &&
              `, ${t('verdict.was', {
                level: word(cluster.lastKnown.level).toLocaleLowerCase(),
              })}`}
          </span>
          <span className={styles.age}>{age(cluster)}</span>
        </li>
      ))}
    </ul>
  );

  function age({ observedAt, lastKnown }: (typeof clusters)[number]) {
    const at = observedAt ?? lastKnown?.at;
    return at && t('age.ago', { age: duration(ages.checked(at)) });
  }
}
