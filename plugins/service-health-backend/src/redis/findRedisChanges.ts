import {
  RedisChange,
  RedisNodeSample,
  RedisSample,
} from '@paved-path/backstage-plugin-service-health-common';

/** Which nodes restarted or changed their role since they answered last. */
export function findRedisChanges(
  before: RedisSample[],
  { at, nodes }: RedisSample,
): RedisChange[] {
  return nodes.flatMap(node => {
    const earlier = lastAnswerOf(node, before)?.info;
    const { info } = node;
    if (!earlier || !info) {
      return [];
    }
    const changes: RedisChange[] = [];
    if (earlier.runId !== info.runId) {
      changes.push({ at, node: node.node, kind: 'restarted' });
    }
    if (earlier.role !== info.role) {
      const kind = info.role === 'primary' ? 'becamePrimary' : 'becameReplica';
      changes.push({ at, node: node.node, kind });
    }
    return changes;
  });
}

function lastAnswerOf(
  { address }: RedisNodeSample,
  samples: RedisSample[],
): RedisNodeSample | undefined {
  return samples
    .flatMap(({ nodes }) => nodes)
    .findLast(one => one.address === address && one.info !== undefined);
}
