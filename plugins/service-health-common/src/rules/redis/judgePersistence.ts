import type { JudgedFinding } from '../JudgedFinding';
import { createRedisFinding } from './createRedisFinding';
import type { RedisContext } from './RedisContext';

const dayMs = 86_400_000;

/** Snapshots and the append-only file. */
export function judgePersistence(context: RedisContext): JudgedFinding[] {
  return context.sample.nodes
    .flatMap(({ node, info }) => {
      if (!info) {
        return [];
      }
      const failed = [
        info.rdbSaveFailed && 'snapshot',
        info.aofWriteFailed && 'append-only file',
        info.aofRewriteFailed && 'rewrite of the append-only file',
      ].filter(Boolean);
      const age =
        info.lastSaveAt === undefined ? 0 : context.now - info.lastSaveAt;
      const old =
        context.redis.role === 'store' &&
        age > 2 * dayMs &&
        info.uptimeSeconds * 1000 > 2 * dayMs;
      if (failed.length > 0) {
        return [
          createRedisFinding(context, {
            code: 'redis.persistenceFailed',
            level: 'degraded',
            cause: `The last ${failed[0]} of ${node} failed`,
            plainCause: `The last ${failed[0]} failed`,
            effect: 'A restart would lose what was written since.',
            next: 'Check whether the disk of Redis is full or read-only.',
            evidence: { Failed: failed.join(', ') },
          }),
        ];
      }
      return old
        ? [
            createRedisFinding(context, {
              code: 'redis.oldSnapshot',
              level: 'note',
              cause: `The last snapshot of ${node} is ${Math.round(
                age / dayMs,
              )} days old`,
              plainCause: `The last snapshot is ${Math.round(
                age / dayMs,
              )} days old`,
              next: 'Check that data is kept some other way.',
              evidence: {
                'Last snapshot': new Date(context.now - age).toISOString(),
              },
            }),
          ]
        : [];
    })
    .slice(0, 1);
}
