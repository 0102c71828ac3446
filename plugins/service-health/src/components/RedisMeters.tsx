import {
  FindingLevel,
  Level,
  Meter as MeterFact,
  RedisFact,
} from '@paved-path/backstage-plugin-service-health-common';
import { ReactNode } from 'react';
import { LevelGlyph } from '../pictures/LevelGlyph';
import { Meter } from '../pictures/Meter';
import { useDuration } from '../time/useDuration';
import { useTexts } from '../useTexts';
import { formatBytes } from './formatBytes';
import { useLevelWord } from './useLevelWord';
import styles from './RedisMeters.module.css';

/** Memory, clients, hit rate and reply time of one Redis. */
export function RedisMeters(options: {
  instance: RedisFact;
  levelOf: (code: string) => FindingLevel | undefined;
}) {
  const { instance, levelOf } = options;
  const { memory, memoryUsedBytes, clients, hitRate, reply } = instance;
  const t = useTexts();
  const duration = useDuration();
  const several = instance.nodesExpected > 1;
  const absent = (name: string) => instance.notAvailable.includes(name);
  return (
    <dl className={styles.facts}>
      <Fact
        title={several ? t('redis.memory') : t('redis.memoryOne')}
        value={memory ? `${memory.percent}%` : formatBytes(memoryUsedBytes)}
        detail={memory ? memoryDetail(memory) : t('redis.memoryNoLimit')}
        absent={absent('memory') || (!memory && memoryUsedBytes === undefined)}
        level={colour(levelOf('redis.memory') ?? levelOf('redis.oom'))}
        meter={memory}
        sentence={memory && memorySentence(memory)}
      />
      <Fact
        title={several ? t('redis.clients') : t('redis.clientsOne')}
        value={clients && `${clients.percent}%`}
        detail={clients && t('redis.clientsDetail', countsOf(clients))}
        absent={absent('clients') || !clients}
        level={colour(levelOf('redis.clients'))}
        meter={clients}
        sentence={clients && t('redis.clientsSentence', countsOf(clients))}
      />
      <Fact
        title={t('redis.hitRate', {
          window: duration((hitRate?.windowSeconds ?? 300) * 1_000),
        })}
        value={hitRate && `${Math.round(hitRate.percent)}%`}
        detail={
          hitRate &&
          t('redis.hitRateDetail', {
            lookups: Math.round(hitRate.lookupsPerSecond).toLocaleString(),
            evicted: Math.round(hitRate.evictedPerSecond).toLocaleString(),
          })
        }
        absent={!hitRate}
      />
      <Fact
        title={t('redis.reply')}
        value={
          reply && t('redis.replyValue', { value: String(reply.medianMs) })
        }
        detail={
          reply && t('redis.replyDetail', { samples: String(reply.samples) })
        }
        absent={!reply}
      />
    </dl>
  );

  function countsOf({ used, limit, warnPercent }: MeterFact) {
    return {
      used: used.toLocaleString(),
      limit: limit.toLocaleString(),
      warn: String(warnPercent),
    };
  }
  function memoryDetail({ node, used, limit, warnPercent }: MeterFact) {
    return t('redis.memoryDetail', {
      node,
      used: formatBytes(used),
      limit: formatBytes(limit),
      warn: String(warnPercent),
    });
  }
  function memorySentence({ node, percent, warnPercent }: MeterFact) {
    return t('redis.memorySentence', {
      node,
      percent: String(percent),
      warn: String(warnPercent),
    });
  }
}

/** A fact is coloured only when it raised a finding. */
function colour(level: FindingLevel | undefined): Level | undefined {
  return level === 'note' ? undefined : level;
}

function Fact(options: {
  title: string;
  value?: ReactNode;
  detail?: string;
  absent: boolean;
  level?: Level;
  meter?: MeterFact;
  sentence?: string;
}) {
  const { title, value, detail, absent, level, meter, sentence } = options;
  const t = useTexts();
  const word = useLevelWord();
  if (absent) {
    return (
      <div>
        <dt>{title}</dt>
        <dd className={styles.detail}>{t('redis.notAvailable')}</dd>
      </div>
    );
  }
  return (
    <div>
      <dt>{title}</dt>
      <dd className={styles.value}>
        {level && <LevelGlyph level={level} label={word(level)} />}
        {value}
      </dd>
      {meter && sentence && (
        <dd>
          <Meter
            sentence={sentence}
            value={meter.percent / 100}
            threshold={meter.warnPercent / 100}
            level={level}
          />
        </dd>
      )}
      <dd className={styles.detail}>{detail}</dd>
    </div>
  );
}
