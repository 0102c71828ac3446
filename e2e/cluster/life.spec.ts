import { join } from 'node:path';
import { expect, Page, test } from '@playwright/test';
import { podKilled, rollingRestart } from './appDrills';
import { ArgoCd } from './ArgoCd';
import { badImage, followGitAgain, rollback } from './argocdDrills';
import { autoscaled } from './autoscaling';
import { buildImage } from './buildImage';
import { cloneCreated, createInPortal } from './createInPortal';
import { readClusterEnvironment } from './ClusterEnvironment';
import { DeployedService, EnvironmentName } from './DeployedService';
import { Drill, DrillResult, runDrill } from './Drill';
import { GitHost } from './GitHost';
import { readLeftovers } from './leftovers';
import { nodeLost, secretRotated } from './platformDrills';
import { Proof } from './Proof';
import { readVersions } from './readVersions';
import { allRedisDeleted, isRedisWell, primaryDeleted } from './redisDrills';
import { retireInPortal } from './retireInPortal';
import { run } from './run';
import { until } from './until';
import { Verdicts } from './Verdicts';

test.describe.configure({ mode: 'serial' });

const started = new Date();
const cluster = readClusterEnvironment();
const argocd = new ArgoCd(cluster);
const git = new GitHost(cluster);
const proof = new Proof(join(__dirname, '../../docs/proof'));
const name =
  process.env.CLUSTER_TEST_NAME ?? `visits-${started.getTime().toString(36)}`;
let service: DeployedService;
let page: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1280, height: 800 },
  });
  page = await context.newPage();
});

test.afterAll(() => page.close());

async function screenshot(file: string) {
  await page.screenshot({ path: join(proof.folder, `${file}.png`) });
}

/** Runs a drill, closes the books, and keeps the result whatever it is. */
async function tried(drill: Drill): Promise<DrillResult> {
  const verdicts = await Verdicts.open(page, name, drill.environment);
  const result = await runDrill(service, drill, verdicts);
  proof.addDrill(result);
  await proof.write(started);
  const { acknowledged, counted, unresolved } = result.report;
  expect(unresolved).toBe(0);
  expect(counted).toBe(acknowledged);
  return result;
}

async function settled(environment: EnvironmentName, commit: string) {
  await until(`${environment} to run ${commit}`, 600, () =>
    argocd.isSettled(service.application(environment), commit),
  );
}

test('Create makes the repository and registers dev and prod', async () => {
  const asked = Date.now();
  await createInPortal(page, name);
  await expect(
    page.getByText(/Waiting for the first build/).first(),
  ).toBeVisible({ timeout: 5 * 60_000 });
  proof.addFact('From Create to waiting for CI', seconds(asked), 'the form');
  await screenshot('created');
  service = await cloneCreated(git, name);
});

test('the image is built, its tag committed, and both environments become healthy', async () => {
  await service.makeSecret('prod');
  service.tag = await run('git', ['rev-parse', 'HEAD'], {
    cwd: service.folder,
  });
  const built = Date.now();
  await buildImage(cluster, {
    folder: service.folder,
    image: service.image,
    version: service.tag,
  });
  proof.addFact(
    'The image built and pushed',
    seconds(built),
    'docker build --target runner .',
  );
  const committed = Date.now();
  await service.setTag('dev', service.tag);
  await service.setTag('prod', service.tag);
  const commit = await git.push(
    service.folder,
    service.repository,
    'ci: deploy',
  );
  for (const environment of ['dev', 'prod'] as const) {
    await settled(environment, commit);
    proof.addFact(
      `${environment}: from the commit of the tag to Synced and Healthy`,
      seconds(committed),
      `argocd app wait ${service.application(environment)} --sync --health`,
    );
  }
  await until('six Redis pods in one cluster', 120, () => isRedisWell(service));
  proof.versions = await readVersions(service, { argocd, git });
});

test('the task is done, the namespaces enforce "restricted", and the entity page is healthy', async () => {
  await expect(
    page.getByRole('button', { name: 'Open in the catalog' }),
  ).toBeVisible({ timeout: 5 * 60_000 });
  await screenshot('task-done');
  for (const environment of ['dev', 'prod'] as const) {
    const namespace = service.namespace(environment).name;
    expect(
      await run('kubectl', [
        ...['get', 'namespace', namespace, '--output'],
        'jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}',
      ]),
    ).toBe('restricted');
    await Verdicts.open(page, name, environment);
    await expect(page.locator('[data-size="hero"]')).toHaveAttribute(
      'data-level',
      'healthy',
      { timeout: 3 * 60_000 },
    );
    await screenshot(`healthy-${environment}`);
  }
});

for (const environment of ['dev', 'prod'] as const) {
  test(`${environment}: the chart's own tests pass`, async () => {
    const namespace = service.namespace(environment);
    const file = await service.chartTests(environment);
    await namespace.kubectl(['apply', '--filename', file]);
    for (const which of ['health', 'visits', 'networkpolicy']) {
      const pod = `pod/${name}-test-${which}`;
      const phase = await until(`${pod} to end`, 120, async () => {
        const now = await namespace.field(pod, '.status.phase');
        return ['Succeeded', 'Failed'].includes(now) && now;
      });
      const log = await namespace.kubectl(['logs', pod]);
      expect(phase, log).toBe('Succeeded');
    }
    await namespace.kubectl(['delete', '--filename', file]);
  });
}

test('dev: the busybox of the exercise reaches the service from another namespace, prod does not let it', async () => {
  const ask = (environment: EnvironmentName) =>
    run('kubectl', [
      ...['--namespace', 'default', 'run', `${name}-ask-${environment}`],
      ...['--rm', '--attach', '--quiet', '--restart=Never', '--image=busybox'],
      ...['--', '/bin/sh', '-c'],
      // A command alone would be process 1, which no signal ends
      `timeout 10 wget -q -O- http://${name}-app-svc.${
        service.namespace(environment).name
      }.svc || exit 1`,
    ]);

  expect(await ask('dev')).toContain('<html');
  await expect(ask('prod')).rejects.toThrow(/code/);
});

for (const environment of ['dev', 'prod'] as const) {
  test(`${environment}: a rolling restart loses no request`, async () => {
    const { report } = await tried(rollingRestart(service, environment));

    expect(report.failures).toEqual({});
  });

  test(`${environment}: a pod is killed`, async () => {
    await tried(podKilled(service, environment));
  });
}

test('prod: a Redis primary is deleted', async () => {
  await tried(primaryDeleted(service, { force: false }));
});

test('prod: a Redis primary is killed without notice', async () => {
  await tried(primaryDeleted(service, { force: true }));
});

test('prod: all six Redis pods are deleted', async () => {
  await tried(allRedisDeleted(service));
});

test('prod: a bad image is rolled out, and rolled back through Argo CD', async () => {
  const { report } = await tried(badImage(service, { argocd, git }));
  expect(report.failures).toEqual({});

  await tried(rollback(service, { argocd }));
  const commit = await followGitAgain(service, { argocd, git });
  await settled('prod', commit);
});

for (const who of ['redis', 'operator'] as const) {
  test(`prod: the password of ${who} is rotated`, async () => {
    await tried(secretRotated(service, who));
  });
}

test('prod: a node loses power and gets it back', async () => {
  test.skip(
    !cluster.stopNodeCommand || !cluster.startNodeCommand,
    'NODE_STOP_COMMAND and NODE_START_COMMAND are not set: shell commands that switch the node $NODE off and on',
  );
  const nodes = await run('kubectl', [
    ...['get', 'nodes', '--output', 'jsonpath={.items[*].metadata.name}'],
  ]);
  const [other, , lost = ''] = nodes.split(' ');
  await tried(nodeLost(service, cluster, { lost, other }));
});

// One after the other: together they want more than a small cluster's cores
for (const [environment, loads] of [
  ['dev', 2],
  ['prod', 8],
] as const) {
  test(`${environment}: the load of the exercise scales it to its maximum, and back`, async () => {
    await tried(
      autoscaled(service, environment, {
        loads,
        onFull: ({ from, to }, after) =>
          proof.addFact(
            `${environment}: from ${from} to ${to} pods under load`,
            `${after.toFixed(0)} s`,
            'kubectl apply --filename ops/load/busybox.yaml',
          ),
      }),
    );
  });
}

test('offboarding leaves volumes, namespaces and what people made, and says how they are deleted', async () => {
  const [owner] = service.repository.split('/');
  const commands = await retireInPortal(page, git, { owner, name });
  const claims = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `persistentvolumeclaim/data-${name}-redis-${index}`,
    );

  expect(await readLeftovers(service, 'dev')).toEqual(claims(1));
  expect(await readLeftovers(service, 'prod')).toEqual([
    ...claims(6),
    `secret/${name}-redis-auth`,
  ]);
  for (const command of commands) await run('sh', ['-c', command]);
  for (const environment of ['dev', 'prod'] as const) {
    const namespace = service.namespace(environment).name;
    await expect(
      run('kubectl', ['get', 'namespace', namespace]),
    ).rejects.toThrow('not found');
  }
  proof.addFact(
    'Offboarding: what is left in prod',
    'six volumes, one Secret, the namespace',
    commands.join('; '),
  );
  await proof.write(started);
});

function seconds(since: number): string {
  return `${((Date.now() - since) / 1_000).toFixed(0)} s`;
}
