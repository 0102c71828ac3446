import { join } from 'node:path';
import { z } from 'zod';
import { Chart } from './Chart';
import { freePort } from './freePort';
import { RedisPod } from './RedisPod';

const environmentOf = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.array(
          z.object({
            env: z.array(
              z.object({ name: z.string(), value: z.string().optional() }),
            ),
          }),
        ),
      }),
    }),
  }),
});

/** Starts one Redis with passwords as the chart's prod does, with the environment that its StatefulSet sets. */
export async function startRedisPod(
  chart: Chart,
  passwords: Record<string, string>,
): Promise<RedisPod> {
  const pod = await RedisPod.create({
    scripts: join(chart.folder, 'ops/charts/files/redis'),
    port: await freePort(),
    passwords,
    environment: {
      ...redisEnvironment(chart, { mode: 'standalone' }),
      POD_NAME: 'visit-tracker-redis-0',
      POD_NAMESPACE: 'default',
      POD_IP: '127.0.0.1',
      NODE_NAME: 'node1',
    },
  });
  await pod.start();
  return pod;
}

/** The environment of prod's Redis containers, but for what differs by pod. */
export function redisEnvironment(
  chart: Chart,
  redis: object,
): Record<string, string> {
  const statefulSet = chart
    .objects({ environment: 'prod', values: { redis } })
    .find(({ kind }) => kind === 'StatefulSet');
  const [{ env }] =
    environmentOf.parse(statefulSet).spec.template.spec.containers;
  return Object.fromEntries(env.map(({ name, value }) => [name, value ?? '']));
}
