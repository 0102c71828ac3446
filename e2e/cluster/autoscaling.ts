import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeployedService, EnvironmentName } from './DeployedService';
import { Drill } from './Drill';
import { until } from './until';

/** The load of the exercise drives an autoscaler to its maximum, and ends; the pods go again by themselves. */
export function autoscaled(
  service: DeployedService,
  environment: EnvironmentName,
  options: {
    /** How many times over `ops/load/busybox.yaml` runs. */
    loads: number;
    /** Told when the last pod was ready. */
    onFull: (pods: { from: number; to: number }, seconds: number) => void;
  },
): Drill {
  const namespace = service.namespace(environment);
  const autoscaler = `hpa/${service.name}-app`;
  const pods = Array.from(
    { length: options.loads },
    (_, index) => `${service.name}-load-${index}`,
  );
  const limit = async (which: 'minReplicas' | 'maxReplicas') =>
    Number(await namespace.field(autoscaler, `.spec.${which}`));
  const ready = async () =>
    Number(
      await namespace.field(
        `deployment/${service.name}-app`,
        '.status.readyReplicas',
      ),
    );
  return {
    title: 'The autoscaler to its maximum and back',
    environment,
    command: `kubectl --namespace ${namespace.name} apply --filename ops/load/busybox.yaml # ${options.loads} times, under ${options.loads} names`,
    act: async () => {
      const [from, to] = [
        await limit('minReplicas'),
        await limit('maxReplicas'),
      ];
      const manifest = await readFile(
        join(service.folder, 'ops/load/busybox.yaml'),
        'utf8',
      );
      const started = Date.now();
      for (const pod of pods) {
        const named = manifest.replace(
          /^ {2}name: .*-load$/m,
          `  name: ${pod}`,
        );
        await namespace.kubectl(['apply', '--filename', '-'], named);
      }
      await until(`${to} pods`, 290, async () => (await ready()) === to);
      options.onFull({ from, to }, (Date.now() - started) / 1_000);
      await namespace.kubectl(['delete', 'pod', ...pods, '--wait=false']);
    },
    recovery: 'the fewest pods again',
    recovered: async () => (await ready()) === (await limit('minReplicas')),
    patience: 1_500,
    // Faster ones keep more than the fewest pods busy
    visitorPauseMs: 4_000,
  };
}
