import { DeployedService } from './DeployedService';
import { Drill } from './Drill';
import { isWhole, readRedisNodes } from './redisCluster';

/** Whether the six Redis pods are ready, in one whole cluster. */
export async function isRedisWell(service: DeployedService): Promise<boolean> {
  const ready = await service
    .namespace('prod')
    .field(`statefulset/${service.name}-redis`, '.status.readyReplicas');
  return ready === '6' && isWhole(await readRedisNodes(service));
}

/** A primary of the Redis Cluster is deleted: politely, or so that it cannot hand over. */
export function primaryDeleted(
  service: DeployedService,
  options: { force: boolean },
): Drill {
  const namespace = service.namespace('prod');
  const force = options.force ? ['--grace-period', '0', '--force'] : [];
  let before = '';
  let pod = '';
  return {
    title: options.force
      ? 'A Redis primary killed without notice'
      : 'A Redis primary deleted',
    environment: 'prod',
    command: `kubectl --namespace ${
      namespace.name
    } delete pod PRIMARY --wait=false ${force.join(' ')}`.trim(),
    act: async () => {
      const nodes = await readRedisNodes(service);
      pod = nodes.find(({ role }) => role === 'primary')?.pod ?? '';
      before = await namespace.field(`pod/${pod}`, '.metadata.uid');
      await namespace.kubectl(['delete', 'pod', pod, '--wait=false', ...force]);
    },
    recovery: 'a new pod in its place, three primaries with a replica each',
    recovered: async () =>
      (await namespace.field(`pod/${pod}`, '.metadata.uid')) !== before &&
      isRedisWell(service),
    patience: 300,
  };
}

/** Every Redis pod is deleted at once, and comes back under another address. */
export function allRedisDeleted(service: DeployedService): Drill {
  const namespace = service.namespace('prod');
  let before: string[] = [];
  const uids = async () =>
    (
      await namespace.kubectl([
        ...['get', 'pods', '--selector', service.selector('redis')],
        ...['--output', 'jsonpath={.items[*].metadata.uid}'],
      ])
    ).split(' ');
  return {
    title: 'All six Redis pods deleted at once',
    environment: 'prod',
    command: `kubectl --namespace ${
      namespace.name
    } delete pods --wait=false --selector ${service.selector('redis')}`,
    act: async () => {
      before = await uids();
      await namespace.kubectl([
        ...['delete', 'pods', '--wait=false'],
        ...['--selector', service.selector('redis')],
      ]);
    },
    recovery: 'six new pods, three primaries with a replica each',
    recovered: async () =>
      !(await uids()).some(uid => before.includes(uid)) && isRedisWell(service),
    patience: 400,
  };
}
