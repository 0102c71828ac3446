import { ClusterEnvironment } from './ClusterEnvironment';
import { isRolledOut } from './appDrills';
import { DeployedService } from './DeployedService';
import { Drill } from './Drill';
import { isRedisWell } from './redisDrills';
import { run } from './run';
import { until } from './until';

/** The app's password, and then that of the Redis nodes themselves, is changed while visitors count. */
export function secretRotated(
  service: DeployedService,
  who: 'redis' | 'operator',
): Drill {
  const namespace = service.namespace('prod').name;
  return {
    title:
      who === 'redis'
        ? "The app's password rotated"
        : "The Redis nodes' own password rotated",
    environment: 'prod',
    command: `ops/scripts/rotate-secret.sh ${namespace} ${who}`,
    act: async () => {
      await service.script('ops/scripts/rotate-secret.sh', namespace, who);
    },
    recovery: 'the script has ended, all pods ready',
    recovered: async () =>
      (await isRolledOut(service, 'prod')) && isRedisWell(service),
    patience: 600,
  };
}

/** A node that loses its power, and gets it back when the cluster has noticed. */
export function nodeLost(
  service: DeployedService,
  environment: ClusterEnvironment,
  nodes: { lost: string; other: string },
): Drill {
  const { stopNodeCommand = '', startNodeCommand = '' } = environment;
  const { lost } = nodes;
  const power = (command: string) =>
    run('sh', ['-ec', command], { env: { ...process.env, NODE: lost } });
  return {
    title: 'A node without power for a minute',
    environment: 'prod',
    command:
      'NODE=<node> sh -c "$NODE_STOP_COMMAND"; sleep 60; NODE=<node> sh -c "$NODE_START_COMMAND"',
    act: async () => {
      await power(stopNodeCommand);
      await until(
        `${lost} to be noticed`,
        120,
        async () => !(await isReady(lost)),
      );
      await new Promise(resolve => setTimeout(resolve, 60_000));
      await power(startNodeCommand);
    },
    recovery: 'the node is Ready, all pods of the app and of Redis too',
    recovered: async () =>
      (await isReady(lost)) &&
      (await isRolledOut(service, 'prod')) &&
      isRedisWell(service),
    patience: 400,
    visitorsOn: nodes.other,
  };
}

async function isReady(node: string): Promise<boolean> {
  const path = 'jsonpath={.status.conditions[?(@.type=="Ready")].status}';
  return (
    (await run('kubectl', ['get', 'node', node, '--output', path])) === 'True'
  );
}
