import { execFile, spawnSync } from 'child_process';
import { join } from 'path';
import { promisify } from 'util';
import { JsonObject } from '@backstage/types';

const run = promisify(execFile);

/** Never KUBECONFIG itself: that may be somebody's production. */
export const kubeconfig = process.env.SERVICE_HEALTH_TEST_KUBECONFIG;

/** Runs kubectl against the throwaway cluster. */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', [
    `--kubeconfig=${kubeconfig}`,
    ...args,
  ]);
  return stdout.trim();
}

/** Applies manifests to the throwaway cluster. */
export function apply(manifests: object[]): void {
  const { status, stderr } = spawnSync(
    'kubectl',
    [`--kubeconfig=${kubeconfig}`, 'apply', '-f', '-'],
    {
      input: manifests.map(one => JSON.stringify(one)).join('\n---\n'),
      encoding: 'utf8',
    },
  );
  if (status !== 0) {
    throw new Error(stderr);
  }
}

/** Makes the published account, and answers how to use it. */
export async function readRealCluster(): Promise<JsonObject> {
  const rbac = join(__dirname, '../../../../docs/service-health/rbac.yaml');
  await kubectl('apply', '-f', rbac);
  const url = await kubectl(
    ...['config', 'view', '--minify', '-o'],
    'jsonpath={.clusters[0].cluster.server}',
  );
  const token = await kubectl(
    ...['-n', 'backstage', 'create', 'token', 'backstage-service-health'],
  );
  const ca = await kubectl(
    ...['-n', 'backstage', 'get', 'configmap', 'kube-root-ca.crt', '-o'],
    'jsonpath={.data.ca\\.crt}',
  );
  return {
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: 'real',
            url,
            authProvider: 'serviceAccount',
            serviceAccountToken: token,
            caData: Buffer.from(ca).toString('base64'),
          },
        ],
      },
    ],
  };
}
