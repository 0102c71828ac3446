import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { runGit } from './git/runGit';
import { Sandbox, startSandbox } from './startSandbox';

const server = `
const net = require('net');
require('http').createServer((request, response) => {
  const redis = net.connect(process.env.REDIS_PORT, process.env.REDIS_HOST);
  redis.on('error', () => { response.statusCode = 503; response.end('no redis'); });
  redis.on('data', data => { redis.destroy(); response.end(String(data).slice(1).trim()); });
  redis.write(request.url === '/' ? 'INCR visits\\r\\n' : 'PING\\r\\n');
}).listen(process.env.PORT, process.env.HOSTNAME);
`;
const build = `
const fs = require('fs');
fs.mkdirSync('.next/standalone', { recursive: true });
fs.copyFileSync('server.cjs', '.next/standalone/server.js');
`;
const files = {
  'package.json':
    '{"name":"visits","version":"0.0.0","scripts":{"build":"node build.cjs"}}',
  'package-lock.json':
    '{"name":"visits","version":"0.0.0","lockfileVersion":3,"packages":{"":{"name":"visits","version":"0.0.0"}}}',
  'build.cjs': build,
  'server.cjs': server,
  'ops/charts/Chart.yaml': 'name: visits\n',
  'ops/charts/values.yaml':
    "imageTag: ''\nimage: { repository: ghcr.io/platform/visits, digest: '' }\napp: { resources: { requests: { cpu: 50m } } }\n",
  'ops/charts/env/dev/values.yaml': "environment: dev\nimageTag: ''\n",
};
const target = { namespace: 'shop', name: 'visits' };

describe('startSandbox', () => {
  let folder: string;
  let sandbox: Sandbox;
  let log: string[];
  let gitPort = 0;

  async function start(): Promise<Sandbox> {
    return startSandbox(
      {
        projectRoot: join(folder, 'project'),
        home: join(folder, 'home'),
        gitPort,
        argocdPort: 0,
        kubernetesPort: 0,
        controlPort: 0,
        firstAppPort: 17_500,
        firstRedisPort: 17_550,
      },
      line => log.push(line),
    );
  }

  beforeAll(async () => {
    log = [];
    // Without helm, so that this is the same everywhere.
    process.env.HELM_BIN = '/nowhere/helm';
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    await mkdir(join(folder, 'project'));
    await writeFile(join(folder, 'project/README.md'), '# Golden path\n');
    sandbox = await start();
    // Applications name the Git host's address, so it stays after a restart.
    gitPort = Number(new URL(sandbox.git.url).port);
  }, 60_000);

  afterAll(async () => {
    await sandbox.close();
    delete process.env.HELM_BIN;
    await rm(folder, { recursive: true, force: true });
  });

  async function push(): Promise<string> {
    const { git } = sandbox;
    await git.createRepository({ owner: 'platform', name: 'visits' });
    const work = join(folder, 'work');
    await runGit(['init', '-q', '-b', 'main', work]);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(work, path)), { recursive: true });
      await writeFile(join(work, path), text);
    }
    const author = ['-c', 'user.name=Ann', '-c', 'user.email=a@example.com'];
    const remote = new URL(`${git.url}/platform/visits.git`);
    remote.username = git.username;
    remote.password = git.password;
    await runGit(['add', '--all', '.'], { cwd: work });
    await runGit([...author, 'commit', '-q', '-m', 'first'], { cwd: work });
    await runGit(['push', '-q', remote.href, 'main'], { cwd: work });
    return (await runGit(['rev-parse', 'HEAD'], { cwd: work }))
      .toString()
      .trim();
  }

  async function register(): Promise<void> {
    const { argocd, git } = sandbox;
    const response = await fetch(`${argocd.url}/api/v1/applications`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${argocd.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        metadata: {
          name: 'visits-dev',
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
        },
        spec: {
          project: 'default',
          source: {
            repoURL: `${git.url}/platform/visits.git`,
            targetRevision: 'main',
            path: 'ops/charts',
            helm: {
              releaseName: 'visits',
              valueFiles: ['env/dev/values.yaml'],
            },
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: 'shop',
          },
          syncPolicy: {
            automated: { selfHeal: true },
            syncOptions: ['CreateNamespace=true'],
          },
        },
      }),
    });
    expect(response.status).toBe(200);
  }

  async function until(
    what: string,
    holds: () => boolean | Promise<boolean>,
  ): Promise<void> {
    const deadline = Date.now() + 40_000;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new Error(`Waited in vain for ${what}: ${log.join('\n')}`);
      }
      await sleep(100);
    }
  }

  function application() {
    return sandbox.argocd.applications()[0]?.status;
  }

  async function visit(): Promise<string> {
    const [url = 'http://127.0.0.1:1'] =
      application()?.summary?.externalURLs ?? [];
    return fetch(url).then(
      response => response.text(),
      error => String(error),
    );
  }

  async function scenario(method: 'POST' | 'DELETE', path: string) {
    const url = `${sandbox.controlUrl}/api/scenarios${path}`;
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json' },
      body: method === 'POST' ? JSON.stringify(target) : undefined,
    });
    expect(response.status).toBe(200);
  }

  it('takes a push to a service that counts, and shows its faults', async () => {
    const sha = await push();
    await register();
    await until('the rollout', async () => {
      const status = application();
      const image = `ghcr.io/platform/visits:${sha}`;
      return (
        status?.health?.status === 'Healthy' &&
        (status.summary?.images ?? []).includes(image)
      );
    });
    expect(await visit()).toBe('1');
    expect(await visit()).toBe('2');
    const [deployment] = sandbox.kubernetes.list('Deployment', 'shop');
    expect(deployment?.metadata.annotations).toMatchObject({
      'link.argocd.argoproj.io/external-link': 'http://localhost:17500',
    });
    const list = join(folder, 'home/redis-instances.yaml');
    expect(parse(await readFile(list, 'utf8'))).toMatchObject([
      { port: 17_550, mode: 'standalone', match: target },
    ]);

    await scenario('POST', '/redis-down');
    await until('Redis to be down', async () => (await visit()) === 'no redis');
    await until('a crash of the pod', () =>
      sandbox.kubernetes
        .list('Pod', 'shop')
        .some(
          ({ status }) =>
            status?.containerStatuses?.[0]?.state.waiting?.reason ===
            'CrashLoopBackOff',
        ),
    );
    await scenario('DELETE', '');
    await until('Redis to be back', async () => (await visit()) === '3');
  }, 120_000);

  it('comes back after a restart, without a build', async () => {
    await sandbox.close();
    log = [];
    sandbox = await start();
    await until('the service', async () => (await visit()) === '4');
    expect(log.filter(line => line.includes('Build'))).toEqual([]);
  }, 60_000);

  it('cannot pull an image that was not built here', async () => {
    const [deployment] = sandbox.kubernetes.list('Deployment', 'shop');
    sandbox.kubernetes.apply({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...deployment?.metadata, name: 'other-app' },
      spec: {
        selector: { matchLabels: { other: 'yes' } },
        template: {
          metadata: {
            labels: { ...deployment?.metadata.labels, other: 'yes' },
          },
          spec: { containers: [{ name: 'app', image: 'ghcr.io/a/b:nope' }] },
        },
      },
    });
    await until('the back-off', () =>
      sandbox.kubernetes
        .list('Pod', 'shop')
        .some(
          ({ status }) =>
            status?.containerStatuses?.[0]?.state.waiting?.reason ===
            'ImagePullBackOff',
        ),
    );
    expect(
      sandbox.kubernetes.get('Deployment', 'other-app', 'shop'),
    ).toBeDefined();
    sandbox.kubernetes.remove({
      kind: 'Deployment',
      name: 'other-app',
      namespace: 'shop',
    });
  }, 60_000);

  it.each([
    [{ origin: 'http://evil.example' }],
    [{ 'content-type': 'text/plain' }],
  ])('refuses a change from elsewhere: %j', async headers => {
    const url = `${sandbox.controlUrl}/api/scenarios/api-hung`;
    const all = { 'content-type': 'application/json', ...headers };
    const response = await fetch(url, { method: 'POST', headers: all });
    expect(response.status).toBe(403);
    const state = await fetch(`${sandbox.controlUrl}/api/state`);
    expect(await state.json()).toMatchObject({ active: [] });
  });

  it('names a scenario and a service that it does not know', async () => {
    const post = async (name: string, body: unknown) => {
      const url = `${sandbox.controlUrl}/api/scenarios/${name}`;
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await (await fetch(url, init)).json();
      return answer.message;
    };
    expect(await post('no-such', target)).toContain(
      'Cannot apply scenario "no-such": choose one of crash-loop',
    );
    expect(
      await post('redis-down', { namespace: 'shop', name: 'gone' }),
    ).toContain('service "shop/gone" has no Redis here');
  });

  it('removes what an Application made when that is deleted', async () => {
    const { argocd } = sandbox;
    const url = `${argocd.url}/api/v1/applications/visits-dev?cascade=true`;
    const headers = {
      authorization: `Bearer ${argocd.token}`,
      'content-type': 'application/json',
    };
    const response = await fetch(url, { method: 'DELETE', headers });
    expect(response.status).toBe(200);
    await until('the deletion', () => argocd.applications().length === 0);
    await until(
      'the pods to be gone',
      () => sandbox.kubernetes.list('Pod', 'shop').length === 0,
    );
    const list = join(folder, 'home/redis-instances.yaml');
    expect(parse(await readFile(list, 'utf8'))).toEqual([]);
  }, 60_000);
});
