import { join } from 'node:path';
import { z } from 'zod';
import { Chart } from './Chart';
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
  const statefulSet = chart
    .objects({
      environment: 'prod',
      values: { redis: { mode: 'standalone' } },
    })
    .find(({ kind }) => kind === 'StatefulSet');
  const [{ env }] =
    environmentOf.parse(statefulSet).spec.template.spec.containers;
  const pod = await RedisPod.create({
    scripts: join(chart.folder, 'ops/charts/files/redis'),
    passwords,
    environment: {
      ...Object.fromEntries(env.map(({ name, value }) => [name, value ?? ''])),
      POD_NAME: 'visit-tracker-redis-0',
      POD_NAMESPACE: 'default',
      POD_IP: '127.0.0.1',
      NODE_NAME: 'node1',
    },
  });
  await pod.start();
  return pod;
}
