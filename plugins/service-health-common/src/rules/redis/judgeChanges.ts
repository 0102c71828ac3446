import type { RedisChange } from '../../records';
import type { JudgedFinding } from '../JudgedFinding';
import { createRedisFinding } from './createRedisFinding';
import type { RedisContext } from './RedisContext';

/** Failovers and restarts of the last hour: over, and worth knowing. */
export function judgeChanges(context: RedisContext): JudgedFinding[] {
  const changes = context.redis.changes ?? [];
  const primaries = newestByNode(changes, 'becamePrimary');
  const restarts = newestByNode(changes, 'restarted');
  return [
    ...primaries.slice(-1).map(({ node, at }) =>
      createRedisFinding(context, {
        code: 'redis.failover',
        level: 'note',
        cause: `${node} took over as primary`,
        plainCause: 'A replica took over as primary',
        next: 'Nothing now. Look at why the former primary went away.',
        since: at,
        count: primaries.length,
        evidence: listOf(primaries),
      }),
    ),
    ...restarts.slice(-1).map(({ node, at }) =>
      createRedisFinding(context, {
        code: 'redis.restarted',
        level: 'note',
        cause:
          restarts.length === 1
            ? `${node} restarted in the last hour`
            : `${restarts.length} Redis nodes restarted in the last hour`,
        plainCause: `${restarts.length} Redis nodes restarted in the last hour`,
        next: 'Nothing now. Look at why, if nobody meant it.',
        since: at,
        count: restarts.length,
        evidence: listOf(restarts),
      }),
    ),
  ];
}

function newestByNode(
  changes: RedisChange[],
  kind: RedisChange['kind'],
): RedisChange[] {
  const newest = new Map<string, RedisChange>();
  for (const change of changes) {
    if (change.kind === kind) {
      newest.delete(change.node);
      newest.set(change.node, change);
    }
  }
  return [...newest.values()];
}

function listOf(changes: RedisChange[]): Record<string, string> {
  return Object.fromEntries(
    changes.slice(-5).map(({ node, at }) => [node, new Date(at).toISOString()]),
  );
}
