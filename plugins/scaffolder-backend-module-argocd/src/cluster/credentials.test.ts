import { execFile } from 'node:child_process';
import { createVerify, generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { GitHost, startGitHost } from '@paved-path/sandbox';
import {
  server,
  startActions,
  TestActions,
} from '../__testUtils__/startActions';

const {
  ARGOCD_URL,
  ARGOCD_TOKEN,
  SSH_REPOSITORY = '',
  SSH_KEY_FILE = '',
  ARGOCD_APP_NAMESPACE = '',
} = process.env;
const hasArgocd = Boolean(ARGOCD_URL && ARGOCD_TOKEN);
const describeIf = (holds: boolean) => (holds ? describe : describe.skip);
const name = `proof-${randomBytes(3).toString('hex')}`;

function start(): Promise<TestActions> {
  return startActions({
    instance: { url: ARGOCD_URL!, token: ARGOCD_TOKEN! },
  });
}

function input(changes: JsonObject): JsonObject {
  return {
    name,
    project: { name, mode: 'ensure' },
    destination: { server, namespace: name },
    sync: { createNamespace: true },
    entityRef: `component:default/${name}`,
    wait: { timeoutSeconds: 120 },
    ...changes,
  };
}

async function expectNothing() {
  for (const path of [
    `applications/${name}?project=${name}`,
    `projects/${name}`,
  ]) {
    const { status } = await fetch(`${ARGOCD_URL}/api/v1/${path}`, {
      headers: { Authorization: `Bearer ${ARGOCD_TOKEN}` },
    });
    expect([path, status]).toEqual([path, 404]);
  }
}

async function unregister(actions: TestActions, changes: JsonObject) {
  const { error } = await actions.run('argocd:unregister', {
    name,
    project: name,
    entityRef: `component:default/${name}`,
    ...changes,
  });
  expect(error).toBeUndefined();
  await expectNothing();
}

/** SSH_REPOSITORY is an ssh:// URL with ./deploy, SSH_KEY_FILE opens it. */
describeIf(hasArgocd && Boolean(SSH_REPOSITORY && SSH_KEY_FILE))(
  'SSH with a real Argo CD (ARGOCD_URL, ARGOCD_TOKEN, SSH_REPOSITORY, SSH_KEY_FILE)',
  () => {
    let actions: TestActions;
    beforeAll(async () => {
      actions = await start();
    });
    afterAll(() => actions.close());

    const ssh = (repoUrl = SSH_REPOSITORY) =>
      input({
        sources: [{ repoUrl, path: 'deploy' }],
        repository: { type: 'ssh', privateKeySecret: 'key' },
      });

    it('the right deploy key opens it', async () => {
      const { error, outputs } = await actions.run('argocd:register', ssh(), {
        secrets: { key: readFileSync(SSH_KEY_FILE, 'utf8') },
      });
      expect(error).toBeUndefined();
      expect(outputs.healthStatus).toBe('Healthy');
      await unregister(actions, { repoUrl: SSH_REPOSITORY });
    }, 180_000);

    it.each([
      [
        'a key that is not admitted',
        () =>
          generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(
            { type: 'pkcs1', format: 'pem' },
          ),
        SSH_REPOSITORY,
        /as a deploy key/,
      ],
      [
        'no key at all',
        () => 'certainly-no-key',
        SSH_REPOSITORY,
        /BEGIN and END lines/,
      ],
      [
        'a server that Argo CD does not know',
        () => readFileSync(SSH_KEY_FILE, 'utf8'),
        SSH_REPOSITORY.replace('127.0.0.1', 'localhost'),
        /argocd-ssh-known-hosts-cm/,
      ],
    ])(
      '%s is told as that, and leaves nothing',
      async (_title, createKey, repoUrl, expected) => {
        const key = createKey().toString();
        const { error } = await actions.run('argocd:register', ssh(repoUrl), {
          secrets: { key },
        });
        expect(error?.message).toMatch(expected);
        expect(error?.message).not.toContain(key.split('\n')[1] ?? key);
        await expectNothing();
      },
      60_000,
    );
  },
);

/** A GitHub that lends tokens to one App; Argo CD must reach this machine. */
describeIf(hasArgocd)(
  'GitHub App with a real Argo CD (ARGOCD_URL, ARGOCD_TOKEN)',
  () => {
    const directory = createMockDirectory();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
    });
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    let actions: TestActions;
    let host: GitHost;
    let api: Server;
    let repoUrl: string;
    let baseUrl: string;

    beforeAll(async () => {
      actions = await start();
      host = await startGitHost({
        kind: 'github',
        home: directory.resolve('hosted'),
      });
      await host.createRepository(
        { owner: 'platform', name },
        { private: true },
      );
      repoUrl = `${host.url}/platform/${name}.git`;
      await push();
      api = createServer((request, response) => {
        const isLent =
          request.url === '/app/installations/23/access_tokens' &&
          isSigned(request.headers.authorization ?? '');
        response.writeHead(isLent ? 201 : 401, {
          'Content-Type': 'application/json',
        });
        response.end(
          JSON.stringify(
            isLent
              ? { token: host.password, expires_at: '2099-01-01T00:00:00Z' }
              : {
                  message: 'A JSON web token could not be decoded',
                },
          ),
        );
      }).listen(0, '127.0.0.1');
      await once(api, 'listening');
      const address = api.address();
      baseUrl = `http://127.0.0.1:${
        typeof address === 'object' && address ? address.port : 0
      }`;
    }, 60_000);

    afterAll(async () => {
      api.close();
      await host.close();
      await actions.close();
    });

    async function push() {
      directory.addContent({
        'work/deploy/a.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: proof\n',
      });
      const git = (...args: string[]) =>
        promisify(execFile)('git', args, { cwd: directory.resolve('work') });
      await git('init', '-q', '-b', 'main');
      await git('add', '--all');
      const author = ['-c', 'user.name=Ann', '-c', 'user.email=a@example.com'];
      await git(...author, 'commit', '-q', '-m', 'add');
      const login = `//${host.username}:${host.password}@`;
      await git('push', '-q', repoUrl.replace('//', login), 'main');
    }

    /** Whether the App signed, as GitHub checks it. */
    function isSigned(authorization: string): boolean {
      const [head, body, signature] = authorization
        .replace(/^Bearer /, '')
        .split('.');
      return createVerify('RSA-SHA256')
        .update(`${head}.${body}`)
        .verify(publicKey, signature ?? '', 'base64url');
    }

    const app = () =>
      input({
        sources: [{ repoUrl, path: 'deploy' }],
        repository: {
          type: 'githubApp',
          appId: 17,
          installationId: 23,
          privateKeySecret: 'key',
          enterpriseBaseUrl: baseUrl,
        },
      });

    it('the right key lends a token that opens the repository', async () => {
      const { error, outputs } = await actions.run('argocd:register', app(), {
        secrets: { key: pem },
      });
      expect(error).toBeUndefined();
      expect(outputs.healthStatus).toBe('Healthy');
      await unregister(actions, { repoUrl });
    }, 180_000);

    it('another key is told as that, and leaves nothing', async () => {
      const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const { error } = await actions.run('argocd:register', app(), {
        secrets: {
          key: other.privateKey
            .export({ type: 'pkcs1', format: 'pem' })
            .toString(),
        },
      });
      expect(error?.message).toMatch(/GitHub does not admit the App/);
      await expectNothing();
    }, 60_000);

    /** A namespace that Argo CD's application.namespaces admits. */
    describeIf(Boolean(ARGOCD_APP_NAMESPACE))(
      'Application in a namespace of its own (ARGOCD_APP_NAMESPACE)',
      () => {
        it('is refused until the project admits the namespace, then healthy, updated, and removed', async () => {
          const inNamespace = (changes: JsonObject = {}) => ({
            ...app(),
            appNamespace: ARGOCD_APP_NAMESPACE,
            ...changes,
          });
          const refused = await actions.run('argocd:register', inNamespace(), {
            secrets: { key: pem },
          });
          expect(refused.error?.message).toContain(
            'have sourceNamespaces extended',
          );
          await expectNothing();
          const send = (method: string, path: string, body?: object) =>
            fetch(`${ARGOCD_URL}/api/v1/${path}`, {
              method,
              headers: {
                Authorization: `Bearer ${ARGOCD_TOKEN}`,
                'Content-Type': 'application/json',
              },
              body: body && JSON.stringify(body),
            });
          await send('POST', 'projects', {
            project: {
              metadata: { name },
              spec: {
                sourceRepos: ['*'],
                destinations: [{ server: '*', namespace: '*' }],
                clusterResourceWhitelist: [{ group: '*', kind: '*' }],
                sourceNamespaces: [ARGOCD_APP_NAMESPACE],
              },
            },
          });
          for (const [changes, result] of [
            [{}, 'created'],
            [{}, 'unchanged'],
            [{ labels: { stage: 'two' } }, 'updated'],
          ] as const) {
            const { error, outputs } = await actions.run(
              'argocd:register',
              inNamespace(changes),
              { secrets: { key: pem } },
            );
            expect(error).toBeUndefined();
            expect(outputs).toMatchObject({
              result,
              applicationNamespace: ARGOCD_APP_NAMESPACE,
              healthStatus: 'Healthy',
            });
          }
          const waited = await actions.run('argocd:wait', {
            name,
            project: name,
            appNamespace: ARGOCD_APP_NAMESPACE,
          });
          expect(waited.error).toBeUndefined();
          const { error, outputs } = await actions.run('argocd:unregister', {
            name,
            project: name,
            appNamespace: ARGOCD_APP_NAMESPACE,
            entityRef: `component:default/${name}`,
            repoUrl,
          });
          expect(error).toBeUndefined();
          expect(outputs.result).toBe('removed');
          await send('DELETE', `projects/${name}`);
          await expectNothing();
        }, 240_000);
      },
    );
  },
);
