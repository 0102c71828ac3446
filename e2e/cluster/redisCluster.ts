import { DeployedService } from './DeployedService';

/** One node of the Redis Cluster as the others see it. */
export type RedisNode = {
  pod: string;
  role: 'primary' | 'replica';
  slots: number;
  isWell: boolean;
};

/** Asks the first Redis pod that answers for its view of the cluster. */
export async function readRedisNodes(
  service: DeployedService,
): Promise<RedisNode[]> {
  const namespace = service.namespace('prod');
  const pods = await namespace.names('pods', service.selector('redis'));
  for (const pod of pods) {
    const view = await namespace
      .kubectl([
        ...['exec', pod, '--container', 'redis', '--', 'sh', '-c'],
        '. /scripts/lib.sh; redis_here cluster nodes',
      ])
      .catch(() => '');
    if (view.includes('myself')) return parseNodes(view);
  }
  throw new Error('No Redis pod answers');
}

/** Whether six nodes are well, and three primaries share all slots with a replica each. */
export function isWhole(nodes: readonly RedisNode[]): boolean {
  const primaries = nodes.filter(({ role }) => role === 'primary');
  return (
    nodes.length === 6 &&
    nodes.every(({ isWell }) => isWell) &&
    primaries.length === 3 &&
    primaries.reduce((sum, { slots }) => sum + slots, 0) === 16_384
  );
}

function parseNodes(view: string): RedisNode[] {
  return view
    .replaceAll('\r', '')
    .split('\n')
    .map(line => line.split(' '))
    .filter(fields => fields.length >= 8)
    .map(([, address, flags, , , , , link, ...slots]) => ({
      pod: address.split(',')[1]?.split('.')[0] ?? '',
      role: flags.includes('master') ? 'primary' : 'replica',
      slots: slots.reduce((sum, range) => sum + size(range), 0),
      isWell: link === 'connected' && !/fail|handshake|noaddr/.test(flags),
    }));
}

function size(range: string): number {
  const [first, last = first] = range.split('-').map(Number);
  return range.startsWith('[') ? 0 : last - first + 1;
}
