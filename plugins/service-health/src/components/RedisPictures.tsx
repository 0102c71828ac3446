import {
  FindingLevel,
  RedisFact,
  RedisFacts,
} from '@paved-path/backstage-plugin-service-health-common';
import { Replication } from '../pictures/Replication';
import { useTexts } from '../useTexts';
import { RedisMeters } from './RedisMeters';
import { SubTitle } from './SubTitle';
import { useReplicationGroups } from './useReplicationGroups';
import styles from './RedisPictures.module.css';

/** Each Redis: how full it is, and who holds what. */
export function RedisPictures(options: {
  facts: RedisFacts;
  levelOf: (code: string) => FindingLevel | undefined;
}) {
  const { facts, levelOf } = options;
  const t = useTexts();
  return (
    <>
      {facts.instances.map(instance => (
        <div key={instance.name} className={styles.instance}>
          {facts.instances.length > 1 && (
            <p>
              <b>{t('redis.instance', { name: instance.name })}</b>
            </p>
          )}
          {instance.seenBy === 'readiness' && (
            <p className={styles.note}>{t('redis.seenByApp')}</p>
          )}
          <RedisMeters instance={instance} levelOf={levelOf} />
          <Nodes instance={instance} />
        </div>
      ))}
    </>
  );
}

function Nodes({ instance }: { instance: RedisFact }) {
  const t = useTexts();
  const groups = useReplicationGroups(instance);
  if (groups.length === 0) {
    return <></>;
  }
  return (
    <div>
      <SubTitle>
        {instance.mode === 'cluster'
          ? t('redis.replication')
          : t('redis.nodes')}
      </SubTitle>
      <Replication groups={groups} />
    </div>
  );
}
