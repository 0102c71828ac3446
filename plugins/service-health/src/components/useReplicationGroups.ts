import {
  Level,
  RedisFact,
  RedisNodeFact,
  RedisShardFact,
} from '@paved-path/backstage-plugin-service-health-common';
import { useContext } from 'react';
import { ReplicationGroup, ReplicationNode } from '../pictures/Replication';
import { formatTime } from '../time/formatTime';
import { HealthClockContext } from '../time/HealthClockContext';
import { useTexts } from '../useTexts';

/** Turns the shards of a Redis into columns of the replication picture. */
export function useReplicationGroups(instance: RedisFact): ReplicationGroup[] {
  const t = useTexts();
  const { receivedAt, offset } = useContext(HealthClockContext);
  const warnFrom = instance.memory?.warnPercent ?? 80;
  return instance.shards.map((shard, index) => ({
    id: `${index}`,
    title: titleOf(shard),
    level: shard.state === 'ok' ? 'healthy' : 'degraded',
    nodes: shard.nodes.map(node => toNode(node)),
  }));

  function titleOf({ slots, state }: RedisShardFact): string | undefined {
    if (slots.length === 0) {
      return undefined;
    }
    const ranges = slots.map(({ from, to }) => `${from}–${to}`).join(', ');
    return state === 'ok'
      ? t('redis.slots', { ranges })
      : t('redis.slotsMissing', { ranges });
  }

  function toNode(node: RedisNodeFact): ReplicationNode {
    const { name, role, state, memoryPercent } = node;
    const gone = state === 'gone';
    return {
      name,
      role: gone ? 'gone' : roleOf(role),
      detail: [describe(node), node.zone].filter(Boolean).join(', '),
      level: levelOf(node),
      memory:
        memoryPercent === undefined || gone
          ? undefined
          : {
              text: `${memoryPercent}%`,
              hidden: t('redis.ofMemory'),
              level: memoryPercent >= warnFrom ? 'warning' : undefined,
            },
      link: node.link && {
        text: describeLink(node.link),
        broken: gone || node.link.state === 'broken',
      },
    };

    function describeLink(link: NonNullable<RedisNodeFact['link']>): string {
      if (gone || link.state === 'broken') {
        return t('redis.linkBroken');
      }
      if (link.state === 'syncing') {
        return t('redis.linkSyncing');
      }
      return link.lagSeconds === undefined
        ? t('redis.linkInSyncPlain')
        : t('redis.linkInSync', { lag: String(link.lagSeconds) });
    }
  }

  function describe({ role, state, roleSince }: RedisNodeFact): string {
    switch (state) {
      case 'gone':
        return t('redis.gone');
      case 'loading':
        return t('redis.loading');
      case 'syncing':
        return t('redis.syncing');
      case 'refusing':
        return t('redis.refusing');
      default:
    }
    if (role === 'unknown') {
      return t('redis.unknownRole');
    }
    if (role === 'replica') {
      return t('redis.replica');
    }
    return roleSince
      ? t('redis.primarySince', {
          time: formatTime(roleSince, receivedAt + offset),
        })
      : t('redis.primary');
  }
}

function roleOf(role: RedisNodeFact['role']): 'primary' | 'replica' {
  return role === 'primary' ? 'primary' : 'replica';
}

function levelOf({ state }: RedisNodeFact): Level {
  const levels: Record<RedisNodeFact['state'], Level> = {
    ok: 'healthy',
    loading: 'progressing',
    syncing: 'progressing',
    refusing: 'degraded',
    gone: 'degraded',
  };
  return levels[state];
}
