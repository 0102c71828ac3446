import { InMemoryReconciler } from '@paved-path/sandbox';
import {
  registerInput,
  repoUrl,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const input = registerInput({
  repository: { type: 'https', username: 'bot', passwordSecret: 'key' },
});
const right = { secrets: { key: 'right-password' } };
const wrong = { secrets: { key: 'wrong-password' } };

describe('argocd:register and credentials of a repository', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  async function start() {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({
        passwords: { [repoUrl]: 'right-password' },
      }),
    });
  }

  it('wrong ones are explained without showing them, and taken back', async () => {
    await start();
    const { error } = await actions.run('argocd:register', input, wrong);
    expect(error?.message).toMatch(
      /Cannot read repository .*wrong or missing: correct the task secret.*Argo CD said: .*authentication required/,
    );
    expect(error?.message).not.toContain('wrong-password');
    expect(actions.double.snapshot().repositories).toEqual([]);
  });

  it('ones that work are never replaced by ones that do not', async () => {
    await start();
    await actions.run('argocd:register', input, right);
    const { error, lines } = await actions.run('argocd:register', input, wrong);
    expect(error).toBeUndefined();
    expect(lines).toContain(`Found credentials that open ${repoUrl}`);
    expect(actions.double.snapshot().repositories).toMatchObject([
      { password: 'right-password' },
    ]);
  });

  it('ones that no longer work are replaced', async () => {
    await start();
    await actions.run('argocd:register', input, right);
    const snapshot = actions.double.snapshot();
    snapshot.repositories[0].password = 'expired';
    actions.double.restore(snapshot);
    const { error } = await actions.run('argocd:register', input, right);
    expect(error).toBeUndefined();
    expect(actions.double.snapshot().repositories).toMatchObject([
      { password: 'right-password' },
    ]);
  });

  it('ones that another Application uses by now survive a rollback', async () => {
    await start();
    let other: Promise<unknown> | undefined;
    actions.double.intercept = ({ method, url }) => {
      // Another task registers a second environment meanwhile
      if (method === 'POST' && url?.startsWith('/api/v1/applications')) {
        actions.double.intercept = undefined;
        other = actions.run(
          'argocd:register',
          { ...input, name: 'visits-prod' },
          { ...right, task: { id: 'task-2' } },
        );
        return other.then(() => false);
      }
      return false;
    };
    const { error, lines } = await actions.run(
      'argocd:register',
      { ...input, wait: { timeoutSeconds: 1, revision: 'f'.repeat(40) } },
      right,
    );
    expect(error).toBeDefined();
    await other;
    expect(actions.double.snapshot().repositories).toHaveLength(1);
    expect(
      actions.double.applications().map(({ metadata }) => metadata.name),
    ).toEqual(['visits-prod']);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Rolled back: application "visits-dev"',
        `Kept the credentials for ${repoUrl}: other applications use them`,
        'Kept project visits: an application uses it',
      ]),
    );
  });

  it('global ones of others are left alone, and refused when they do not open it', async () => {
    await start();
    const global = { ...input, repositoryScope: 'global' };
    await actions.run('argocd:register', global, right);
    const snapshot = actions.double.snapshot();
    snapshot.repositories[0].password = 'expired';
    actions.double.restore(snapshot);
    const { error } = await actions.run(
      'argocd:register',
      { ...global, name: 'visits-prod' },
      right,
    );
    expect(error?.message).toContain('wrong or missing');
    expect(actions.double.snapshot().repositories).toMatchObject([
      { password: 'expired' },
    ]);
  });

  it.each([
    [
      'ssh',
      { type: 'ssh', privateKeySecret: 'key' },
      { sshPrivateKey: 'right-password' },
    ],
    [
      'a GitHub App',
      {
        type: 'githubApp',
        appId: 17,
        installationId: 23,
        privateKeySecret: 'key',
        enterpriseBaseUrl: 'https://github.example.com/api/v3',
      },
      {
        githubAppID: 17,
        githubAppInstallationID: 23,
        githubAppPrivateKey: 'right-password',
        githubAppEnterpriseBaseUrl: 'https://github.example.com/api/v3',
      },
    ],
  ])(
    '%s: exactly these fields are sent, under the project',
    async (_title, repository, fields) => {
      actions = await startActions();
      const { error } = await actions.run(
        'argocd:register',
        registerInput({ repository }),
        right,
      );
      expect(error).toBeUndefined();
      const post = actions.double.requests.find(
        ({ method, path }) =>
          method === 'POST' && path.startsWith('/api/v1/repositories'),
      );
      expect(post?.path).toBe('/api/v1/repositories');
      expect(JSON.parse(post?.body ?? '')).toEqual({
        repo: repoUrl,
        type: 'git',
        project: 'visits',
        ...fields,
      });
    },
  );

  it.each([
    [
      'an unknown host key',
      'knownhosts: key is unknown',
      /argocd-ssh-known-hosts-cm/,
    ],
    ['no private key', 'ssh: no key found', /BEGIN and END lines/],
    [
      'a deploy key that is not admitted',
      'ssh: handshake failed: ssh: unable to authenticate',
      /as a deploy key/,
    ],
    [
      'a GitHub App that is not admitted',
      'could not refresh installation id 23: could not get access_tokens',
      /check appId, installationId/,
    ],
    [
      'an unknown certificate authority',
      'failed to list refs: x509: certificate signed by unknown authority',
      /argocd-tls-certs-cm/,
    ],
    [
      'an unknown host',
      'failed to list refs: dial tcp: lookup git.example.com: no such host',
      /as seen from the cluster/,
    ],
  ])('%s has a remedy of its own', async (_title, text, expected) => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({
        inaccessible: { [repoUrl]: text },
      }),
    });
    const { error } = await actions.run('argocd:register', input, right);
    expect(error?.message).toMatch(expected);
    expect(error?.message).toContain(text);
  });
});
