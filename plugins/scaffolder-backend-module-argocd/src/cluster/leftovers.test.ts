import { exec } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { JsonObject } from '@backstage/types';
import {
  server,
  startActions,
  TestActions,
} from '../__testUtils__/startActions';
import { Gate, startGate } from '../__testUtils__/startGate';
import {
  startRepository,
  TestRepository,
} from '../__testUtils__/startRepository';

const {
  ARGOCD_URL,
  ARGOCD_TOKEN,
  ARGOCD_ADMIN_PASSWORD,
  ARGOCD_CLI,
  KUBECONFIG,
} = process.env;
const hasArgocd = Boolean(ARGOCD_URL && ARGOCD_TOKEN);
const hasTools = Boolean(
  hasArgocd && ARGOCD_ADMIN_PASSWORD && ARGOCD_CLI && KUBECONFIG,
);
const describeIf = (holds: boolean) => (holds ? describe : describe.skip);
const repositoryName = `proof-${randomBytes(3).toString('hex')}`;
/** A new one for each test, so that none meets what another left. */
let name: string;
let token = '';

async function call(method: string, path: string, body?: JsonObject) {
  const response = await fetch(`${ARGOCD_URL}/api/v1/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Type a command that the log of a task holds. */
async function type(command: string): Promise<void> {
  const { host, protocol } = new URL(ARGOCD_URL!);
  const plain = protocol === 'http:' ? '--plaintext --grpc-web' : '--grpc-web';
  await promisify(exec)(
    command.replace(/^\s*argocd/, `${ARGOCD_CLI} ${plain}`),
    {
      env: {
        ...process.env,
        ARGOCD_SERVER: host,
        ARGOCD_AUTH_TOKEN: token,
      },
    },
  );
}

const statefulSet = (role: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis }
spec:
  serviceName: redis
  selector: { matchLabels: { app: redis, tier: data } }
  template:
    metadata: { labels: { app: redis, tier: data } }
    spec: { containers: [{ name: a, image: example.invalid/none:1 }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${role} }
`;

let repository: TestRepository;
let gate: Gate;
let actions: TestActions;

function takeName() {
  name = `proof-${randomBytes(3).toString('hex')}`;
}

/** Other kinds in a project take rights on all its clusters: an administrator has them. */
async function logIn() {
  const { body } = await call('POST', 'session', {
    username: 'admin',
    password: ARGOCD_ADMIN_PASSWORD!,
  });
  token = body.token;
}

async function start() {
  token ||= ARGOCD_TOKEN!;
  repository = await startRepository(repositoryName, {
    'one/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: proof\n',
    'two/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: two\n',
    'data/a.yaml': statefulSet(repositoryName),
  });
  gate = await startGate(ARGOCD_URL!);
  actions = await startActions({
    instance: {
      url: gate.url,
      token,
      allow: { applicationSets: true },
    },
  });
}

async function stop() {
  token = '';
  await actions?.close();
  gate?.close();
  await repository?.close();
}

function input(changes: JsonObject = {}): JsonObject {
  return {
    name,
    project: { name, mode: 'ensure' },
    sources: [{ repoUrl: repository.url, path: 'one' }],
    destination: { server, namespace: name },
    sync: { createNamespace: true },
    entityRef: `component:default/${name}`,
    wait: { timeoutSeconds: 90 },
    ...changes,
  };
}

const failing = { wait: { timeoutSeconds: 1, revision: 'f'.repeat(40) } };

/** Register, change so that it fails and cannot be taken back, then type what the log says. */
async function restore(
  path: string,
  changes: { before: JsonObject; after: JsonObject; method: string },
) {
  const { error } = await actions.run('argocd:register', input(changes.before));
  expect(error).toBeUndefined();
  const before = await call('GET', path);
  let seen = 0;
  gate.refuses = (method, url) => {
    const isWrite =
      method === changes.method && url.includes(path.split('?')[0] ?? path);
    seen += isWrite ? 1 : 0;
    return isWrite && seen > 1;
  };
  const { lines } = await actions.run(
    'argocd:register',
    input({ ...changes.after, ...failing }),
    { task: { id: 'task-2' } },
  );
  gate.refuses = () => false;
  const changed = await call('GET', path);
  expect(changed.body.spec).not.toEqual(before.body.spec);
  const commands = lines.slice(
    lines.findIndex(line => line.startsWith('Left over:')) + 1,
  );
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) await type(command);
  const { body } = await call('GET', path);
  return [before.body, body].map(({ spec, metadata }) => ({
    spec,
    labels: metadata.labels,
  }));
}

async function unregister(changes: JsonObject = {}) {
  const { error, outputs } = await actions.run('argocd:unregister', {
    name,
    project: name,
    entityRef: `component:default/${name}`,
    ...changes,
  });
  expect(error).toBeUndefined();
  return outputs.leftovers as { what: string; command: string }[];
}

describeIf(hasTools)(
  'commands that are printed, typed (ARGOCD_URL, ARGOCD_ADMIN_PASSWORD, ARGOCD_CLI, KUBECONFIG)',
  () => {
    beforeAll(async () => {
      await logIn();
      await start();
    }, 60_000);
    beforeEach(takeName);
    afterAll(stop);

    it('a changed Application is as it was', async () => {
      const path = `applications/${name}?project=${name}`;
      const [before, restored] = await restore(path, {
        before: { labels: { team: 'a' } },
        after: {
          labels: { team: 'b', fresh: 'yes' },
          sources: [{ repoUrl: repository.url, path: 'two' }],
        },
        method: 'PUT',
      });
      expect(restored).toEqual(before);
      await unregister();
    }, 180_000);

    it('a project has the entries that it had', async () => {
      const [before, restored] = await restore(`projects/${name}`, {
        // Without a namespace nothing can be synced
        before: { sync: { createNamespace: false }, wait: { for: 'none' } },
        after: {
          name: `${name}-far`,
          destination: { name: 'in-cluster', namespace: `${name}-far` },
        },
        method: 'PUT',
      });
      expect(restored).toEqual(before);
      await unregister();
    }, 180_000);

    it('an ApplicationSet is as it was', async () => {
      const set = {
        applicationSet: {
          generators: [{ list: { elements: [{ name: 'x' }] } }],
        },
      };
      let writes = 0;
      const path = `applicationsets/${name}`;
      await actions.run('argocd:register', input(set));
      const before = await call('GET', path);
      gate.refuses = (method, url) => {
        writes += method === 'POST' && url.includes('upsert=true') ? 1 : 0;
        return method === 'POST' && url.includes('upsert=true') && writes > 1;
      };
      const { lines } = await actions.run(
        'argocd:register',
        input({ ...set, ...failing, sync: { prune: true } }),
      );
      gate.refuses = () => false;
      expect((await call('GET', path)).body.spec).not.toEqual(before.body.spec);
      await type(lines.at(-1) ?? '');
      expect((await call('GET', path)).body.spec).toEqual(before.body.spec);
      await unregister({ applicationSet: true });
    }, 180_000);

    it('volume claims, objects of every scope and the namespace are gone', async () => {
      const kubectl = async (command: string) =>
        (await promisify(exec)(`kubectl ${command}`)).stdout.trim();
      // No image: the pods never run, but their volumes are claimed
      await actions.run(
        'argocd:register',
        input({
          project: { name: 'default' },
          sources: [{ repoUrl: repository.url, path: 'data' }],
          wait: { for: 'synced', timeoutSeconds: 90 },
        }),
      );
      const leftovers = await unregister({
        project: 'default',
        cascade: false,
      });
      const [namespace, ...others] = [...leftovers].reverse();
      expect(namespace?.what).toBe(`namespace ${name}`);
      expect(others.map(({ what }) => what).sort()).toEqual([
        `ClusterRole ${repositoryName}`,
        'StatefulSet redis',
        'volume claims of StatefulSet redis',
      ]);
      for (const { command } of others.reverse()) await type(command);
      expect(await kubectl(`-n ${name} get pvc,statefulset -o name`)).toBe('');
      expect(
        await kubectl(`get clusterrole ${repositoryName} --ignore-not-found`),
      ).toBe('');
      await type(namespace?.command ?? '');
      expect(await kubectl(`get ns ${name} --ignore-not-found`)).toBe('');
    }, 180_000);
  },
);

describeIf(hasArgocd)(
  'sync windows of a real Argo CD (ARGOCD_URL, ARGOCD_TOKEN)',
  () => {
    beforeAll(start, 60_000);
    beforeEach(takeName);
    afterAll(stop);

    it.each([
      ['a sync by hand', { sync: { automated: false, createNamespace: true } }],
      ['an automated sync', {}],
    ])(
      '%s is held back: registered all the same, healthy when it is over',
      async (_title, changes) => {
        const project = (syncWindows: JsonObject[]) =>
          call('POST', 'projects', {
            upsert: true,
            project: {
              metadata: { name },
              spec: {
                sourceRepos: ['*'],
                destinations: [{ server: '*', namespace: '*' }],
                clusterResourceWhitelist: [{ group: '*', kind: '*' }],
                syncWindows,
              },
            },
          });
        await project([
          {
            kind: 'deny',
            schedule: '* * * * *',
            duration: '24h',
            applications: [name],
            timeZone: 'UTC',
            description: 'release freeze',
          },
        ]);
        const held = await actions.run('argocd:register', input(changes));
        expect(held.error).toBeUndefined();
        expect(held.outputs.syncWindows).toEqual([
          'deny "* * * * *" for 24h (UTC, release freeze)',
        ]);
        const refused = await actions.run(
          'argocd:register',
          input({ ...changes, onSyncWindow: 'fail' }),
        );
        expect(refused.error?.name).toBe('SyncWindowError');
        await project([]);
        const after = await actions.run('argocd:register', input(changes));
        expect(after.error).toBeUndefined();
        expect(after.outputs).toMatchObject({
          result: 'unchanged',
          healthStatus: 'Healthy',
          syncWindows: [],
        });
        await unregister({ removeProject: false });
        await call('DELETE', `projects/${name}`);
      },
      180_000,
    );
  },
);
