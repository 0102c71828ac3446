import { execFile, spawnSync } from 'child_process';
import { promisify } from 'util';
import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import { component, startHealth } from './__testUtils__/startHealth';
import { faults } from './__testUtils__/clusterFaults';

const run = promisify(execFile);
// Never KUBECONFIG itself: that may be somebody's production.
const kubeconfig = process.env.SERVICE_HEALTH_TEST_KUBECONFIG;
const describeCluster = kubeconfig === undefined ? describe.skip : describe;

async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', [`--kubeconfig=${kubeconfig}`, ...args]);
  return stdout.trim();
}

function apply(manifests: object[]): void {
  const { status, stderr } = spawnSync(
    'kubectl',
    [`--kubeconfig=${kubeconfig}`, 'apply', '-f', '-'],
    { input: manifests.map(one => JSON.stringify(one)).join('\n---\n'), encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(stderr);
  }
}

describeCluster('serviceHealthPlugin on a real cluster (SERVICE_HEALTH_TEST_KUBECONFIG)', () => {
  let health: Awaited<ReturnType<typeof startHealth>>;
  const startedAt = new Map<string, number>();

  beforeAll(async () => {
    await kubectl('apply', '-f', `${__dirname}/../../../docs/service-health/rbac.yaml`);
    const url = await kubectl('config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}');
    const token = await kubectl('-n', 'backstage', 'create', 'token', 'backstage-service-health');
    const ca = await kubectl('-n', 'backstage', 'get', 'configmap', 'kube-root-ca.crt', '-o', 'jsonpath={.data.ca\\.crt}');
    health = await startHealth({
      config: {
        kubernetes: {
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
        },
      },
      entities: faults.map(({ name, namespace }) =>
        component(name, { 'service-health/environments': `prod=${namespace}` }),
      ),
    });
    for (const { name, manifests } of faults) {
      apply(manifests);
      startedAt.set(name, Date.now());
    }
  }, 120_000);

  afterAll(async () => {
    const namespaces = [...new Set(faults.map(({ namespace }) => namespace))];
    await kubectl('delete', 'namespace', '--wait=false', ...namespaces);
  }, 60_000);

  it.each(faults)(
    'says "$code" for $name',
    async ({ name, code, level }) => {
      const all = (one: ServiceHealth) =>
        one.environments.flatMap(({ sections }) => sections.flatMap(({ findings }) => findings));
      const found = await health.until(
        `component:default/${name}`,
        one => one.level === level &&
          (code === '' || all(one).some(finding => finding.code === code && finding.explainedBy === undefined)),
        600_000,
      );
      const seconds = Math.round((Date.now() - (startedAt.get(name) ?? 0)) / 1000);
      process.stdout.write(`${name}\t${seconds} s\t${found.level}\t${found.headline}\t${found.nextStep?.text}\n`);
      expect(found.environments[0].rootFinding ?? '').toContain(code);
    },
    620_000,
  );
});
