import { exec } from 'child_process';
import { promisify } from 'util';
import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import Redis from 'ioredis';
import { app, namespace } from './__testUtils__/clusterFaults';
import {
  apply,
  kubeconfig,
  kubectl,
  readRealCluster,
} from './__testUtils__/realCluster';
import { component, startHealth } from './__testUtils__/startHealth';

const describeCluster = kubeconfig === undefined ? describe.skip : describe;
/** Commands that cut and restore the power of a node; `{node}` is its name. */
const stopNode = process.env.SERVICE_HEALTH_TEST_STOP_NODE;
const startNode = process.env.SERVICE_HEALTH_TEST_START_NODE;
const hasPower = stopNode !== undefined && startNode !== undefined;

const space = 'health-redis';
const password = 'throwaway';
const runShell = promisify(exec);

jest.setTimeout(400_000);

function redisManifests(): object[] {
  const labels = {
    'app.kubernetes.io/name': 'cart',
    'app.kubernetes.io/component': 'redis',
    'backstage.io/kubernetes-id': 'cart',
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cart-redis', namespace: space },
      spec: {
        type: 'NodePort',
        selector: labels,
        ports: [{ port: 6379 }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'cart-redis', namespace: space, labels },
      spec: {
        serviceName: 'cart-redis',
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            terminationGracePeriodSeconds: 1,
            containers: [
              {
                name: 'redis',
                image: 'docker.io/library/redis:7.0',
                command: [
                  ...['redis-server', '--requirepass', password, '--save', ''],
                  ...['--maxmemory', '8mb', '--protected-mode', 'no'],
                  ...['--maxmemory-policy', 'noeviction'],
                ],
                readinessProbe: {
                  tcpSocket: { port: 6379 },
                  periodSeconds: 2,
                },
              },
            ],
          },
        },
      },
    },
  ];
}

/** Two pods on two nodes, so that one node can go. */
function spreadApp(): object {
  return app('power', {
    namespace: space,
    replicas: 2,
    pod: {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'power' } },
        },
      ],
    },
  });
}

describeCluster(
  'serviceHealthPlugin with Redis on a real cluster (SERVICE_HEALTH_TEST_KUBECONFIG)',
  () => {
    let backend: Awaited<ReturnType<typeof startHealth>>;
    let address: { host: string; port: number };

    const instance = (name: string, secret: string) => ({
      name,
      ...address,
      password: secret,
      match: { name },
    });

    beforeAll(async () => {
      apply([
        namespace(space),
        app('cart', { namespace: space, replicas: 2 }),
        app('wrong-password', { namespace: space }),
        spreadApp(),
        ...redisManifests(),
      ]);
      const port = await kubectl(
        ...['-n', space, 'get', 'service', 'cart-redis', '-o'],
        'jsonpath={.spec.ports[0].nodePort}',
      );
      const host = await kubectl(
        ...['get', 'nodes', '-o'],
        'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}',
      );
      address = { host, port: Number(port) };
      for (const name of ['statefulset/cart-redis', 'deployment/power']) {
        await kubectl('-n', space, 'rollout', 'status', name);
      }
      backend = await startHealth({
        config: {
          kubernetes: await readRealCluster(),
          serviceHealth: {
            redis: {
              instances: [
                instance('cart', password),
                instance('wrong-password', 'not-this-one'),
              ],
            },
          },
        },
        entities: ['cart', 'wrong-password', 'power'].map(name =>
          component(name, { 'service-health/environments': `prod=${space}` }),
        ),
      });
    }, 300_000);

    afterAll(async () => {
      await kubectl('delete', 'namespace', '--wait=false', space);
    });

    /** How long it takes until this is the verdict, and what it says. */
    async function follow(
      name: string,
      test: (health: ServiceHealth) => boolean,
    ): Promise<ServiceHealth> {
      const started = Date.now();
      const health = await backend.until(
        `component:default/${name}`,
        test,
        300_000,
      );
      const { level, headline, nextStep } = health;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stdout.write(
        `${[name, `${seconds} s`, level, headline, nextStep?.text].join(
          ' | ',
        )}\n`,
      );
      return health;
    }

    const rooted =
      (level: string, ...codes: string[]) =>
      (health: ServiceHealth) =>
        health.level === level &&
        codes.some(code =>
          health.environments[0].rootFinding?.startsWith(code),
        );

    it('says unknown, and not down, when the portal has a wrong password', async () => {
      const health = await follow(
        'wrong-password',
        rooted('unknown', 'redis.notReachable'),
      );

      expect(health.headline).toBe(
        'The portal cannot ask Redis: the login is refused',
      );
    });

    it('says that Redis is full', async () => {
      await follow('cart', one => one.level === 'healthy');
      const client = new Redis({ ...address, password });
      const value = 'x'.repeat(100_000);
      try {
        for (let index = 0; index < 200; index += 1) {
          await client.set(`fill-${index}`, value);
        }
      } catch {
        // It is full.
      }
      client.disconnect();

      const health = await follow(
        'cart',
        rooted('degraded', 'redis.oom', 'redis.errorOOM'),
      );
      expect(health.headline).toContain('memory is full');
    });

    it('says that Redis is down when its primary is killed, and that it is back', async () => {
      await kubectl(
        ...['-n', space, 'delete', 'pod', 'cart-redis-0'],
        ...['--grace-period=0', '--force', '--wait=false'],
      );
      const down = await follow('cart', one => one.level === 'down');
      expect(down.nextStep?.text).toBe('Look at whether its pods run.');
      const back = await follow('cart', one => one.level === 'healthy');
      expect(back.headline).toContain('Redis answers');
    });

    // eslint-disable-next-line jest/no-disabled-tests -- needs commands for the power
    (hasPower ? it : it.skip)(
      'names the node that lost its power',
      async () => {
        await follow('power', one => one.level === 'healthy');
        const node = await kubectl(
          ...['-n', space, 'get', 'pods', '-l', 'app.kubernetes.io/name=power'],
          ...['-o', 'jsonpath={.items[-1:].spec.nodeName}'],
        );
        await runShell(`${stopNode}`.replaceAll('{node}', node));
        try {
          const health = await follow(
            'power',
            rooted('degraded', 'cluster.nodeNotReady'),
          );
          // eslint-disable-next-line jest/no-standalone-expect -- within the test above
          expect(health.headline).toContain(node);
        } finally {
          await runShell(`${startNode}`.replaceAll('{node}', node));
        }
        await follow('power', one => one.level === 'healthy');
      },
    );
  },
);
