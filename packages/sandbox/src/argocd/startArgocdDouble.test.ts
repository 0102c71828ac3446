import { Application } from './Application';
import { ArgocdDouble, ArgocdDoubleOptions } from './ArgocdDouble';
import { InMemoryReconciler } from './InMemoryReconciler';
import { startArgocdDouble } from './startArgocdDouble';

const server = 'https://kubernetes.default.svc';
const repoURL = 'https://git.example.com/platform/visits.git';

let double: ArgocdDouble;

async function start(options: ArgocdDoubleOptions = {}) {
  double = await startArgocdDouble({ refreshIntervalMs: 20, ...options });
  return double;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${double.url}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${double.token}`,
      'Content-Type': 'application/json',
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith('{') ? JSON.parse(text) : text,
  };
}

function application(
  name: string,
  spec: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    metadata: { name },
    spec: {
      project: 'default',
      source: { repoURL, path: 'ops/charts', targetRevision: 'main' },
      destination: { server, namespace: 'visits' },
      syncPolicy: { automated: { selfHeal: true } },
      ...spec,
    },
  };
}

async function until(
  name: string,
  criterion: (application: Application) => boolean,
): Promise<Application> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = double
      .applications()
      .find(item => item.metadata.name === name);
    if (found && criterion(found)) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error(
    `Gave up: ${JSON.stringify(double.applications(), undefined, 1)}`,
  );
}

afterEach(async () => {
  await double?.close();
});

describe('startArgocdDouble()', () => {
  it('syncs a new Application through Progressing to Healthy', async () => {
    const reconciler = InMemoryReconciler.create({
      progressingMs: 100,
      images: ['ghcr.io/acme/visits:1'],
      externalURLs: ['http://localhost:7200'],
    });
    await start({ reconciler });
    const created = await call(
      'POST',
      '/api/v1/applications',
      application('a', {
        syncPolicy: {
          automated: {},
          syncOptions: ['CreateNamespace=true'],
          managedNamespaceMetadata: { labels: { team: 'a' } },
        },
      }),
    );
    expect(created.status).toBe(200);
    await until('a', item => item.status.health?.status === 'Progressing');
    const healthy = await until(
      'a',
      item =>
        item.status.health?.status === 'Healthy' &&
        item.status.sync?.status === 'Synced',
    );
    expect(healthy.status).toMatchObject({
      operationState: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
      },
      summary: {
        images: ['ghcr.io/acme/visits:1'],
        externalURLs: ['http://localhost:7200'],
      },
      sync: { revision: expect.stringMatching(/^[0-9a-f]{40}$/) },
    });
    expect(reconciler.applied.get('a')?.[0]).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'visits', labels: { team: 'a' } },
    });
  });

  it('follows a new commit', async () => {
    const revisions = { main: '1'.repeat(40) };
    const reconciler = InMemoryReconciler.create({ revisions });
    const synced: string[] = [];
    await start({ reconciler, onSync: (_, revision) => synced.push(revision) });
    await call('POST', '/api/v1/applications', application('a'));
    await until('a', item => item.status.sync?.status === 'Synced');
    revisions.main = '2'.repeat(40);
    await until(
      'a',
      item =>
        item.status.sync?.status === 'Synced' &&
        item.status.sync.revision === revisions.main,
    );
    expect(synced).toEqual(['1'.repeat(40), '2'.repeat(40)]);
  });

  it('tells a failed sync after its retries, and tries no more', async () => {
    const reconciler = InMemoryReconciler.create({
      syncError: 'namespaces "visits" not found',
    });
    const synced: string[] = [];
    await start({ reconciler, onSync: (_, revision) => synced.push(revision) });
    const retry = { limit: 1, backoff: { duration: '10ms', factor: 1 } };
    await call(
      'POST',
      '/api/v1/applications',
      application('a', { syncPolicy: { automated: {}, retry } }),
    );
    const failed = await until('a', item =>
      Boolean(
        item.status.operationState?.phase === 'Failed' &&
          item.status.conditions?.length,
      ),
    );
    expect(failed.status.operationState?.message).toBe(
      'one or more objects failed to apply, reason: namespaces "visits" not found (retried 1 times).',
    );
    await double.refresh();
    await double.refresh();
    expect(synced).toHaveLength(2);
    expect(double.applications()[0].status).toMatchObject({
      sync: { status: 'OutOfSync' },
      health: { status: 'Missing' },
      conditions: [{ type: 'SyncError' }],
    });
  });

  it('keeps an Application whose finalizer nobody acts on', async () => {
    await start();
    await call('POST', '/api/v1/applications', {
      ...application('a'),
      metadata: {
        name: 'a',
        finalizers: ['resources-finalizers.argocd.argoproj.io'],
      },
    });
    await until('a', item => item.status.sync?.status === 'Synced');
    const path = '/api/v1/applications/a?project=default';
    expect((await call('DELETE', path)).status).toBe(200);
    await double.refresh();
    await double.refresh();
    expect(double.applications()[0].metadata).toMatchObject({
      deletionTimestamp: expect.any(String),
      finalizers: ['resources-finalizers.argocd.argoproj.io'],
    });
  });

  it('deletes, then answers 404 with and 403 without the project', async () => {
    await start();
    await call('POST', '/api/v1/applications', application('a'));
    await call('DELETE', '/api/v1/applications/a?project=default');
    await double.refresh();
    const scoped = await call('GET', '/api/v1/applications/a?project=default');
    expect(scoped.status).toBe(404);
    expect(await call('GET', '/api/v1/applications/a')).toEqual({
      status: 403,
      body: {
        error: 'permission denied',
        code: 7,
        message: 'permission denied',
      },
    });
  });

  it('terminates an operation', async () => {
    await start({ reconciler: InMemoryReconciler.create({ applyMs: 60_000 }) });
    await call('POST', '/api/v1/applications', application('a'));
    await until('a', item => item.status.operationState?.phase === 'Running');
    const path = '/api/v1/applications/a/operation?project=default';
    expect((await call('DELETE', path)).status).toBe(200);
    await until('a', item => item.status.operationState?.phase === 'Failed');
    expect((await call('DELETE', path)).body.message).toBe(
      'Unable to terminate operation. No operation is in progress',
    );
  });

  it('restores a snapshot without syncing again', async () => {
    const reconciler = InMemoryReconciler.create();
    await start({ reconciler });
    await call('POST', '/api/v1/applications', application('a'));
    await until('a', item => item.status.sync?.status === 'Synced');
    const snapshot = double.snapshot();
    await double.close();
    const synced: string[] = [];
    await start({
      reconciler,
      snapshot,
      onSync: (_, revision) => synced.push(revision),
    });
    await double.refresh();
    expect(double.applications()[0].status.sync?.status).toBe('Synced');
    expect(synced).toEqual([]);
  });

  it('streams changes of one Application', async () => {
    await start();
    await call('POST', '/api/v1/applications', application('a'));
    const response = await fetch(
      `${double.url}/api/v1/stream/applications?name=a`,
      { headers: { Authorization: `Bearer ${double.token}` } },
    );
    const reader = response.body?.getReader();
    const first = await reader?.read();
    const [line] = new TextDecoder().decode(first?.value).split('\n');
    expect(JSON.parse(line)).toMatchObject({
      result: { type: 'ADDED', application: { metadata: { name: 'a' } } },
    });
    await reader?.cancel();
  });

  it('locks an account after five wrong passwords', async () => {
    await start({ accounts: { portal: { password: 'right' } } });
    const login = (password: string) =>
      call('POST', '/api/v1/session', { username: 'portal', password });
    expect((await login('right')).status).toBe(200);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await login('wrong');
    }
    expect(await login('right')).toMatchObject({
      status: 401,
      body: { message: 'Invalid username or password' },
    });
  });

  it('names the missing policy of an account', async () => {
    await start({
      accounts: {
        portal: { token: 'portal-token', policies: ['projects, get, *'] },
      },
    });
    const headers = { Authorization: 'Bearer portal-token' };
    const path = '/api/v1/applications';
    const answer = await call('POST', path, application('a'), headers);
    expect(answer.status).toBe(403);
    expect(answer.body.message).toMatch(
      /^permission denied: applications, create, default\/a, sub: portal, iat: /,
    );
    const question = '/api/v1/account/can-i/applications/create/default%2Fa';
    expect((await call('GET', question, undefined, headers)).body).toEqual({
      value: 'no',
    });
  });

  it('serves a page for people that says it is simulated', async () => {
    await start({ basePath: '/argo' });
    await call('POST', '/api/v1/applications', application('a'));
    const page = await call('GET', '/applications/argocd/a');
    expect(page.body).toContain('Simulated Argo CD');
    const list = await call('GET', '/');
    expect(list.body).toContain('/argo/applications/argocd/a');
  });
});
