import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeployedService, EnvironmentName } from './DeployedService';
import { until } from './until';

/** How an autoscaler answered to load. */
export type ScalingResult = {
  from: number;
  to: number;
  /** Seconds from the start of the load until all `to` pods were ready. */
  upSeconds: number;
  /** Seconds from the end of the load until `from` pods were left. */
  downSeconds: number;
};

/** Applies the load of `ops/load/busybox.yaml`, some times over, until the autoscaler is at its maximum, and ends it. */
export async function scaleUpAndDown(
  service: DeployedService,
  environment: EnvironmentName,
  loads: number,
): Promise<ScalingResult> {
  const namespace = service.namespace(environment);
  const hpa = `hpa/${service.name}-app`;
  const from = Number(await namespace.field(hpa, '.spec.minReplicas'));
  const to = Number(await namespace.field(hpa, '.spec.maxReplicas'));
  const ready = async () =>
    Number(
      await namespace.field(
        `deployment/${service.name}-app`,
        '.status.readyReplicas',
      ),
    );
  await until(`${from} pods`, 900, async () => (await ready()) === from);

  const pods = Array.from(
    { length: loads },
    (_, index) => `${service.name}-load-${index}`,
  );
  const started = Date.now();
  const manifest = await readFile(
    join(service.folder, 'ops/load/busybox.yaml'),
    'utf8',
  );
  for (const pod of pods) {
    await namespace.kubectl(
      ['apply', '--filename', '-'],
      manifest.replace(/^ {2}name: .*-load$/m, `  name: ${pod}`),
    );
  }
  await until(`${to} pods ready`, 280, async () => (await ready()) === to);
  const full = Date.now();
  await namespace.kubectl(['delete', 'pod', ...pods, '--wait=false']);
  const calm = Date.now();
  await until(
    `${from} pods again`,
    1_500,
    async () => (await ready()) === from,
  );
  return {
    from,
    to,
    upSeconds: (full - started) / 1_000,
    downSeconds: (Date.now() - calm) / 1_000,
  };
}
