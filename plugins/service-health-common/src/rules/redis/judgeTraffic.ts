import type { RedisNodeSample } from '../../records';
import type { JudgedFinding } from '../JudgedFinding';
import { createRedisFinding } from './createRedisFinding';
import { RedisContext, sameNode } from './RedisContext';

const errorWords: Record<string, string> = {
  OOM: 'Redis refuses writes: memory is full and nothing may be dropped',
  READONLY: 'Pods write to a replica, which refuses it',
  CLUSTERDOWN: 'Redis refuses commands: its cluster is not complete',
  MISCONF: 'Redis refuses writes: a snapshot failed',
  NOAUTH: 'Somebody uses Redis without a password',
  NOPERM: 'Somebody uses Redis commands that are not allowed',
};

/** Clients, refused commands, hit rate and slow commands. */
export function judgeTraffic(context: RedisContext): JudgedFinding[] {
  return [
    ...judgeClients(context),
    ...judgeBlocked(context),
    ...judgeErrors(context),
    ...judgeHits(context),
    ...judgeLatency(context),
  ];
}

function growth(
  context: RedisContext,
  read: (node: RedisNodeSample) => number | undefined,
): number {
  return context.sample.nodes.reduce((sum, node) => {
    const earlier = sameNode(node, context.oldest);
    const grown = earlier ? (read(node) ?? 0) - (read(earlier) ?? 0) : 0;
    return sum + Math.max(0, grown);
  }, 0);
}

function minutes({ sample, oldest }: RedisContext): number {
  return oldest ? Math.max(0.25, (sample.at - oldest.at) / 60_000) : 1;
}

/** Leaves only after two good samples, so that the edge does not flicker. */
function clientPercent(context: RedisContext, node: RedisNodeSample): number {
  const shareOf = (one: RedisNodeSample | undefined) =>
    one?.info && one.info.maxClients > 0
      ? Math.round((100 * one.info.connectedClients) / one.info.maxClients)
      : 0;
  const now = shareOf(node);
  const before = shareOf(sameNode(node, context.before));
  return now <= 80 && before > 80 ? before : now;
}

function judgeClients(context: RedisContext): JudgedFinding[] {
  const rejected =
    growth(context, ({ info }) => info?.rejectedConnections) / minutes(context);
  return context.sample.nodes
    .flatMap(sampled => {
      const { node, info } = sampled;
      const percent = clientPercent(context, sampled);
      return percent > 80 || rejected > 5
        ? [
            createRedisFinding(context, {
              code: 'redis.clients',
              level: percent > 90 || rejected > 5 ? 'degraded' : 'warning',
              cause:
                rejected > 5
                  ? `Redis turned ${Math.round(
                      rejected,
                    )} connections a minute away`
                  : `Redis has ${percent}% of its connections in use on ${node}`,
              plainCause: `Redis has ${percent}% of its connections in use`,
              effect: 'New connections are refused at 100%.',
              next: 'Look for clients that do not close, or raise maxclients.',
              evidence: {
                Connections: `${info?.connectedClients} of ${info?.maxClients}`,
              },
            }),
          ]
        : [];
    })
    .slice(0, 1);
}

/** Clients that wait for an item do so for ever; only their growth is odd. */
function judgeBlocked(context: RedisContext): JudgedFinding[] {
  const from = context.oldest?.at ?? context.sample.at;
  const counts = context.redis.samples
    .filter(({ at }) => at >= from)
    .map(({ nodes }) =>
      nodes.reduce((sum, { info }) => sum + (info?.blockedClients ?? 0), 0),
    );
  const now = counts.at(-1) ?? 0;
  if (now === 0) {
    return [];
  }
  const growing =
    counts.length >= 4 &&
    now >= 10 &&
    now >= 2 * counts[0] &&
    counts.every((count, index) => index === 0 || count >= counts[index - 1]);
  return [
    createRedisFinding(context, {
      code: 'redis.blockedClients',
      level: growing ? 'warning' : 'note',
      cause: growing
        ? `More and more clients wait in Redis: ${now}`
        : `${now} clients wait for an item in Redis`,
      effect: growing ? 'Work piles up that nobody takes.' : undefined,
      next: growing
        ? 'Look at what should fill the lists that they wait for.'
        : 'Nothing: blocking commands do so.',
      evidence: { 'In 5 min': counts.join(', ') },
    }),
  ];
}

function judgeErrors(context: RedisContext): JudgedFinding[] {
  return Object.entries(errorWords).flatMap(([kind, cause]) => {
    const count = growth(context, ({ info }) => info?.errors[kind]);
    const ours = kind === 'NOPERM' || kind === 'NOAUTH';
    return count > 0
      ? [
          createRedisFinding(context, {
            code: `redis.error${kind}`,
            level: ours && count < 5 ? 'note' : 'degraded',
            cause,
            effect: `${count} commands failed in the last 5 min.`,
            next: nextFor(kind),
            count,
            evidence: { Error: kind, 'In 5 min': count },
          }),
        ]
      : [];
  });
}

function nextFor(kind: string): string {
  const words: Record<string, string> = {
    OOM: 'Raise maxmemory or free keys.',
    READONLY: 'Check that the app follows the primary after a failover.',
    CLUSTERDOWN: 'Bring the missing nodes back.',
    MISCONF: 'Look at the disk of Redis.',
  };
  return words[kind] ?? 'Compare user and password of the app with the ACL.';
}

function judgeHits(context: RedisContext): JudgedFinding[] {
  const hits = growth(context, ({ info }) => info?.hits);
  const lookups = hits + growth(context, ({ info }) => info?.misses);
  const rate = lookups > 0 ? hits / lookups : 1;
  return context.redis.role === 'cache' &&
    lookups / minutes(context) > 100 &&
    rate < 0.8
    ? [
        createRedisFinding(context, {
          code: 'redis.hitRate',
          level: 'note',
          cause: `${Math.round(100 * rate)}% of the look-ups find a key`,
          next: 'Look at key lifetimes, if the app got slow.',
          evidence: { 'Look-ups in 5 min': lookups },
        }),
      ]
    : [];
}

function judgeLatency(context: RedisContext): JudgedFinding[] {
  return context.sample.nodes
    .flatMap(({ node, info }) => {
      const p99 = (info?.p99Micros ?? 0) / 1000;
      const fork = (info?.lastForkMicros ?? 0) / 1000;
      const findings: JudgedFinding[] = [];
      if (p99 > 10) {
        findings.push(
          createRedisFinding(context, {
            code: 'redis.latency',
            level: 'warning',
            cause: `1 of 100 commands takes over ${Math.round(
              p99,
            )} ms on ${node}`,
            plainCause: `1 of 100 commands takes over ${Math.round(p99)} ms`,
            next: 'Look for commands that read many keys.',
            evidence: { p99: `${p99.toFixed(1)} ms`, 'Warning from': '10 ms' },
          }),
        );
      }
      if (fork > 500) {
        findings.push(
          createRedisFinding(context, {
            code: 'redis.slowFork',
            level: 'warning',
            cause: `Redis stood still for ${Math.round(
              fork,
            )} ms to take a snapshot`,
            next: 'Take snapshots on a replica, or less often.',
            evidence: {
              'Last fork': `${Math.round(fork)} ms`,
              'Warning from': '500 ms',
            },
          }),
        );
      }
      return findings;
    })
    .slice(0, 2);
}
