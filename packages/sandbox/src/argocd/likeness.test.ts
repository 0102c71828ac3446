import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GitHost, startGitHost } from '../git';
import { InMemoryReconciler } from './InMemoryReconciler';
import { startArgocdDouble } from './startArgocdDouble';

/**
 * The same requests go to the double always, and to a real Argo CD when
 * ARGOCD_URL and ARGOCD_TOKEN are set. Status, text of errors, and the shape of
 * answers must agree: all that the double tells, the real one tells too, with
 * the same type. The real one reads its repositories from a Git host that this
 * suite starts, so it must reach this machine.
 */
const { ARGOCD_URL: realUrl, ARGOCD_TOKEN: realToken } = process.env;
const isReal = Boolean(realUrl && realToken);

interface Answer {
  status: number;
  type: string;
  body: unknown;
}

interface Target {
  url: string;
  token: string;
  repo: string;
  privateRepo: string;
  close(): Promise<void>;
}

interface Exchange {
  title: string;
  method?: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Repeat until this holds of the body. */
  until?: (body: any) => boolean;
  /** Status of the double's answer, known from a real one. */
  status: number;
  /** Its status depends on how far the controller is. */
  withoutStatus?: boolean;
}

const server = 'https://kubernetes.default.svc';
const suffix = randomBytes(3).toString('hex');
const project = `likeness-${suffix}`;
const other = `likeness-other-${suffix}`;
const app = `likeness-app-${suffix}`;
const namespace = `likeness-${suffix}`;

async function startDouble(): Promise<Target> {
  const repo = 'https://git.example.com/platform/likeness.git';
  const privateRepo = 'https://git.example.com/platform/private.git';
  const double = await startArgocdDouble({
    refreshIntervalMs: 50,
    reconciler: InMemoryReconciler.create({
      revisions: { main: '1'.repeat(40) },
      missingPaths: ['nope'],
      passwords: { [privateRepo]: 'right' },
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'likeness', namespace },
        },
      ],
    }),
  });
  return { ...double, repo, privateRepo, close: () => double.close() };
}

/** The address of this machine that lies towards Argo CD. */
async function ownAddress(): Promise<string> {
  const { hostname, port, protocol } = new URL(realUrl!);
  const socket = connect(
    Number(port || (protocol === 'https:' ? 443 : 80)),
    hostname,
  );
  await once(socket, 'connect');
  const { localAddress = '127.0.0.1' } = socket;
  socket.destroy();
  return localAddress.replace(/^::ffff:/, '');
}

async function push(host: GitHost, home: string, repo: string) {
  const folder = join(home, 'work', repo);
  await mkdir(join(folder, 'deploy'), { recursive: true });
  await writeFile(
    join(folder, 'deploy/a.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: likeness\n',
  );
  const git = (...args: string[]) =>
    promisify(execFile)('git', args, { cwd: folder });
  await git('init', '-q', '-b', 'main');
  await git('add', '--all');
  const author = ['-c', 'user.name=Ann', '-c', 'user.email=a@example.com'];
  await git(...author, 'commit', '-q', '-m', 'add');
  const login = `//${host.username}:${host.password}@`;
  const url = `${host.url}/platform/${repo}.git`;
  await git('push', '-q', url.replace('//', login), 'main');
}

async function startReal(): Promise<Target> {
  const address = await ownAddress();
  const home = await mkdtemp(join(tmpdir(), 'likeness-'));
  const host = await startGitHost({
    home: join(home, 'hosted'),
    host: address,
  });
  const names = [`likeness-${suffix}`, `likeness-private-${suffix}`];
  for (const [index, name] of names.entries()) {
    await host.createRepository(
      { owner: 'platform', name },
      { private: index === 1 },
    );
    await push(host, home, name);
  }
  const [repo = '', privateRepo = ''] = names.map(
    name => `${host.url}/platform/${name}.git`,
  );
  return {
    url: realUrl!,
    token: realToken!,
    repo,
    privateRepo,
    async close() {
      await host.close();
      await rm(home, { recursive: true });
    },
  };
}

function exchanges({ repo, privateRepo }: Target): Exchange[] {
  const applications = '/api/v1/applications';
  const scoped = `${applications}/${app}?project=${project}`;
  const application = (spec: object = {}, metadata: object = {}) => ({
    metadata: { name: app, ...metadata },
    spec: {
      project,
      source: { repoURL: repo, path: 'deploy', targetRevision: 'main' },
      destination: { server, namespace },
      ...spec,
    },
  });
  const source = { repoURL: repo, path: 'deploy', targetRevision: 'main' };
  const projectOf = (name: string, spec: object = {}) => ({
    project: {
      metadata: { name },
      spec: {
        sourceRepos: [repo, privateRepo],
        destinations: [{ server, namespace }],
        ...spec,
      },
    },
  });
  const encoded = encodeURIComponent(privateRepo);
  const sync = `${applications}/${app}/sync`;
  const windows = (title: string, list: object[]): Exchange => ({
    title,
    method: 'POST',
    path: '/api/v1/projects',
    status: 200,
    body: {
      ...projectOf(project, {
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
        syncWindows: list.map(window => ({ ...window, applications: [app] })),
      }),
      upsert: true,
    },
  });
  const post = (
    title: string,
    path: string,
    status: number,
    body: unknown,
  ) => ({
    title,
    method: 'POST',
    path,
    status,
    body,
  });
  return [
    { title: 'version', path: '/api/version', status: 200 },
    {
      title: 'no token',
      path: applications,
      headers: { Authorization: '' },
      status: 401,
    },
    {
      title: 'bad token',
      path: applications,
      headers: { Authorization: 'Bearer x' },
      status: 401,
    },
    {
      ...post('wrong password', '/api/v1/session', 401, {
        username: 'nobody',
        password: 'x',
      }),
    },
    {
      title: 'content type with charset',
      method: 'POST',
      path: applications,
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: {},
      status: 415,
    },
    {
      title: 'DELETE without content type',
      method: 'DELETE',
      path: scoped,
      headers: { 'Content-Type': '' },
      status: 415,
    },
    { title: 'unknown route', path: '/api/v1/nosuch', status: 404 },
    { title: 'user info', path: '/api/v1/session/userinfo', status: 200 },
    { title: 'clusters', path: '/api/v1/clusters', status: 200 },
    {
      title: 'can-i',
      path: `/api/v1/account/can-i/applications/create/${project}%2F*`,
      status: 200,
    },
    {
      title: 'can-i of a repository',
      path: `/api/v1/account/can-i/repositories/create/${encodeURIComponent(
        `${project}/${repo}`,
      )}`,
      status: 200,
    },
    {
      title: 'missing project',
      path: `/api/v1/projects/${project}`,
      status: 404,
    },
    post('application of a missing project', applications, 400, application()),
    post('new project', '/api/v1/projects', 200, projectOf(project)),
    post('equal project', '/api/v1/projects', 200, projectOf(project)),
    post(
      'different project',
      '/api/v1/projects',
      400,
      projectOf(project, { sourceRepos: [repo, privateRepo, 'x'] }),
    ),
    post('other project', '/api/v1/projects', 200, projectOf(other)),
    { title: 'project', path: `/api/v1/projects/${project}`, status: 200 },
    {
      title: 'project with an old resource version',
      method: 'PUT',
      path: `/api/v1/projects/${project}`,
      body: {
        project: {
          metadata: { name: project, resourceVersion: '1' },
          spec: projectOf(project).project.spec,
        },
      },
      status: 409,
    },
    {
      title: 'missing application, by project',
      path: scoped,
      status: 404,
    },
    {
      title: 'missing application, without project',
      path: `${applications}/${app}`,
      status: 403,
    },
    {
      title: 'DELETE of a missing application, by project',
      method: 'DELETE',
      path: scoped,
      status: 404,
    },
    {
      title: 'DELETE of a missing application, without project',
      method: 'DELETE',
      path: `${applications}/${app}`,
      status: 403,
    },
    post('bad body', applications, 400, undefined),
    post(
      'path that does not exist',
      applications,
      400,
      application({ source: { ...source, path: 'nope' } }),
    ),
    post(
      'branch that does not exist',
      applications,
      400,
      application({ source: { ...source, targetRevision: 'nobranch' } }),
    ),
    post(
      'repository that needs credentials',
      applications,
      400,
      application({ source: { ...source, repoURL: privateRepo } }),
    ),
    post(
      'repository that the project does not admit',
      applications,
      400,
      application({
        project: other,
        source: { ...source },
        destination: { server, namespace: 'elsewhere' },
      }),
    ),
    post(
      'unknown cluster name',
      applications,
      400,
      application({ destination: { name: 'mars', namespace } }),
    ),
    post(
      'unknown cluster server',
      applications,
      400,
      application({ destination: { server: 'https://mars', namespace } }),
    ),
    post(
      'both server and name',
      applications,
      400,
      application({ destination: { server, name: 'in-cluster', namespace } }),
    ),
    post(
      'source without path',
      applications,
      400,
      application({ source: { repoURL: repo } }),
    ),
    post(
      'name of upper case',
      applications,
      400,
      application({}, { name: 'Bad_Name' }),
    ),
    post('no name', applications, 500, application({}, { name: '' })),
    post('new application', applications, 200, application()),
    {
      ...post('equal application', applications, 200, application()),
      withoutStatus: true,
    },
    post(
      'different application',
      applications,
      400,
      application({ syncPolicy: { syncOptions: ['CreateNamespace=true'] } }),
    ),
    post(
      'name taken in another project',
      applications,
      400,
      application({ project: other }),
    ),
    {
      title: 'application through another project',
      path: `${applications}/${app}?project=${other}`,
      status: 404,
    },
    {
      title: 'application, compared',
      path: scoped,
      status: 200,
      until: body => body.status?.sync?.status === 'OutOfSync',
    },
    {
      title: 'application, refreshed',
      path: `${scoped}&refresh=normal`,
      status: 200,
    },
    {
      title: 'list by name',
      path: `${applications}?name=${app}`,
      status: 200,
    },
    {
      title: 'empty list',
      path: `${applications}?name=likeness-none`,
      status: 200,
    },
    {
      title: 'project in use',
      method: 'DELETE',
      path: `/api/v1/projects/${project}`,
      status: 400,
    },
    {
      title: 'terminate without operation',
      method: 'DELETE',
      path: `${applications}/${app}/operation?project=${project}`,
      status: 400,
    },
    {
      title: 'PUT that creates the namespace',
      method: 'PUT',
      path: `${applications}/${app}?project=${project}`,
      body: application({
        syncPolicy: { syncOptions: ['CreateNamespace=true'] },
      }),
      status: 200,
    },
    {
      ...post('sync', `${applications}/${app}/sync`, 200, { project }),
    },
    {
      title: 'sync that the project does not admit',
      path: scoped,
      status: 200,
      until: body =>
        ['Failed', 'Error'].includes(body.status?.operationState?.phase),
    },
    {
      title: 'project that admits namespaces',
      method: 'POST',
      path: '/api/v1/projects',
      body: {
        ...projectOf(project, {
          clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
        }),
        upsert: true,
      },
      status: 200,
    },
    {
      ...post('sync again', `${applications}/${app}/sync`, 200, { project }),
    },
    {
      title: 'synced and healthy',
      path: scoped,
      status: 200,
      until: body =>
        body.status?.operationState?.phase === 'Succeeded' &&
        body.status?.sync?.status === 'Synced' &&
        body.status?.health?.status === 'Healthy',
    },
    {
      title: 'managed resources of a kind',
      path: `${applications}/${app}/managed-resources?project=${project}&kind=ConfigMap`,
      status: 200,
      until: body => body.items?.length === 1,
    },
    {
      title: 'managed resources of a kind that there is none of',
      path: `${applications}/${app}/managed-resources?project=${project}&kind=StatefulSet`,
      status: 200,
    },
    {
      title: 'sync windows where there are none',
      path: `${applications}/${app}/syncwindows?project=${project}`,
      status: 200,
    },
    windows('windows: one that denies, one that allows at another time', [
      { kind: 'deny', schedule: '* * * * *', duration: '24h' },
      { kind: 'allow', schedule: '0 0 29 2 *', duration: '1m' },
    ]),
    {
      title: 'sync windows, active and assigned',
      path: `${applications}/${app}/syncwindows?project=${project}`,
      status: 200,
      until: body => body.canSync === false,
    },
    post('sync in a window that denies it', sync, 403, { project }),
    windows('windows: only one that allows, at another time', [
      { kind: 'allow', schedule: '0 0 29 2 *', duration: '1m' },
    ]),
    {
      title: 'sync windows, assigned but not active',
      path: `${applications}/${app}/syncwindows?project=${project}`,
      status: 200,
      until: body => !body.activeWindows,
    },
    post('sync outside the window that allows it', sync, 403, { project }),
    windows('windows: one that denies, but not by hand', [
      {
        kind: 'deny',
        schedule: '* * * * *',
        duration: '24h',
        manualSync: true,
      },
    ]),
    {
      title: 'sync windows that let people sync',
      path: `${applications}/${app}/syncwindows?project=${project}`,
      status: 200,
      until: body => body.canSync === true,
    },
    post('sync by hand in such a window', sync, 200, { project }),
    {
      title: 'synced in spite of the window',
      path: scoped,
      status: 200,
      until: body => body.status?.operationState?.phase === 'Succeeded',
    },
    windows('windows: none any more', []),
    post('repository with wrong credentials', '/api/v1/repositories', 500, {
      repo: privateRepo,
      type: 'git',
      username: 'x',
      password: 'wrong',
    }),
    post('repository of the project, not tried', '/api/v1/repositories', 200, {
      repo: privateRepo,
      type: 'git',
      project,
      username: 'x',
      password: 'wrong',
    }),
    post('different repository', '/api/v1/repositories', 400, {
      repo: privateRepo,
      type: 'git',
      project,
      username: 'x',
      password: 'other',
    }),
    {
      title: 'repository that does not open',
      path: `/api/v1/repositories/${encoded}?appProject=${project}&forceRefresh=true`,
      status: 200,
    },
    {
      title: 'missing repository',
      path: `/api/v1/repositories/${encodeURIComponent(
        'https://x.example/none.git',
      )}`,
      status: 403,
    },
    {
      title: 'DELETE repository',
      method: 'DELETE',
      path: `/api/v1/repositories/${encoded}?appProject=${project}`,
      status: 200,
    },
    {
      title: 'missing ApplicationSet',
      path: '/api/v1/applicationsets/likeness-none',
      status: 404,
    },
    {
      title: 'DELETE with a policy but without cascade',
      method: 'DELETE',
      path: `${scoped}&cascade=false&propagationPolicy=foreground`,
      status: 400,
    },
    { title: 'DELETE', method: 'DELETE', path: scoped, status: 200 },
    {
      title: 'gone',
      path: scoped,
      status: 404,
      until: body => body.code === 5,
    },
    {
      title: 'DELETE project',
      method: 'DELETE',
      path: `/api/v1/projects/${project}`,
      status: 200,
    },
    {
      title: 'DELETE other project',
      method: 'DELETE',
      path: `/api/v1/projects/${other}`,
      status: 200,
    },
    {
      title: 'DELETE default project',
      method: 'DELETE',
      path: '/api/v1/projects/default',
      status: 400,
    },
  ];
}

function bodyOf({ title, body }: Exchange): string | undefined {
  if (title === 'bad body') {
    return '{';
  }
  return body === undefined ? undefined : JSON.stringify(body);
}

async function send(target: Target, exchange: Exchange): Promise<Answer> {
  const headers: Record<string, string> = {
    Authorization: `Bearer ${target.token}`,
    'Content-Type': 'application/json',
    ...exchange.headers,
  };
  for (const key of Object.keys(headers)) {
    if (headers[key] === '') {
      delete headers[key];
    }
  }
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(`${target.url}${exchange.path}`, {
      method: exchange.method ?? 'GET',
      headers,
      body: bodyOf(exchange),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    const body = isJson ? JSON.parse(text) : text;
    if (!exchange.until || exchange.until(body) || attempt > 120) {
      const type = response.headers.get('content-type') ?? '';
      return { status: response.status, type, body };
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

/** What the double says that the real one does not, by path. */
function difference(ours: any, theirs: any, path = ''): string[] {
  if (ours === undefined || ours === null) {
    return [];
  }
  if (
    typeof ours !== typeof theirs ||
    Array.isArray(ours) !== Array.isArray(theirs)
  ) {
    return [`${path}: ${JSON.stringify(ours)} / ${JSON.stringify(theirs)}`];
  }
  if (Array.isArray(ours)) {
    return ours.length > 0 && theirs.length > 0
      ? difference(ours[0], theirs[0], `${path}[0]`)
      : [];
  }
  if (typeof ours === 'object') {
    return Object.keys(ours).flatMap(key =>
      difference(ours[key], theirs[key], `${path}.${key}`),
    );
  }
  return [];
}

/** Names that differ between the two, and what Argo CD's host adds. */
function normalised(body: any, target: Target): string {
  return String(body?.message ?? body)
    .replaceAll(target.privateRepo, 'PRIVATE')
    .replaceAll(target.repo, 'REPO')
    .replace(/authentication required:.*/s, 'authentication required')
    .replace(/difference in keys.*/s, 'difference in keys')
    .trim();
}

function summary({ status, type, body }: Answer, target: Target) {
  return {
    status,
    type: type.split(';')[0],
    text: status >= 400 ? normalised(body, target) : undefined,
  };
}

describe('likeness of the Argo CD double', () => {
  let double: Target;
  let real: Target | undefined;
  beforeAll(async () => {
    double = await startDouble();
    real = isReal ? await startReal() : undefined;
  }, 60_000);
  afterAll(async () => {
    await Promise.all([double.close(), real?.close()]);
  });

  const titles = exchanges({
    url: '',
    token: '',
    repo: '',
    privateRepo: '',
    close: async () => {},
  }).map(({ title }, index) => [title, index] as const);

  it.each(titles)(
    'answers as the real one: %s',
    async (_title, index) => {
      const exchange = exchanges(double)[index];
      const ours = await send(double, exchange);
      expect({ ours: ours.status, body: ours.body }).toEqual({
        ours: exchange.status,
        body: expect.anything(),
      });
      const theirs = real ? await send(real, exchanges(real)[index]) : ours;
      expect(summary(theirs, real ?? double)).toEqual(summary(ours, double));
      expect(
        difference(ours.body, theirs.body).filter(
          line => !exchange.withoutStatus || !line.startsWith('.status'),
        ),
      ).toEqual([]);
    },
    60_000,
  );
});
