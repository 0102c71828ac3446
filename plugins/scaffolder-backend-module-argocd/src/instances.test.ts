import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  registerInput,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const accounts = {
  portal: { password: 'portal-word', token: 'portal-token' },
};
const login = { token: null, username: 'portal', password: 'portal-word' };

function bearers({ double }: TestActions): string[] {
  return [
    ...new Set(
      double.requests
        .filter(({ path }) => !path.startsWith('/api/v1/session'))
        .map(({ headers }) => headers.authorization ?? 'none'),
    ),
  ];
}

describe('instances of Argo CD', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('below a root path', async () => {
    actions = await startActions({ basePath: '/tools/argo-cd' });
    const { error, outputs } = await actions.run(
      'argocd:register',
      registerInput(),
    );
    expect(error).toBeUndefined();
    expect(outputs.applicationUrl).toMatch(
      /\/tools\/argo-cd\/applications\/argocd\/visits-dev$/,
    );
  });

  it('with a page for people at another address', async () => {
    actions = await startActions({
      instance: { frontendUrl: 'https://argocd.example.com/' },
    });
    const { outputs } = await actions.run('argocd:register', registerInput());
    expect(outputs.applicationUrl).toBe(
      'https://argocd.example.com/applications/argocd/visits-dev',
    );
  });

  it('with user and password: one login for all tasks', async () => {
    actions = await startActions({ accounts, instance: login });
    const results = await Promise.all(
      ['a', 'b', 'c'].map(name =>
        actions.run(
          'argocd:register',
          registerInput({ name, project: { name, mode: 'ensure' } }),
        ),
      ),
    );
    expect(results.map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(
      actions.double.requests.filter(({ method, path }) =>
        `${method} ${path}`.startsWith('POST /api/v1/session'),
      ),
    ).toHaveLength(1);
  });

  it('with the user and password of all instances', async () => {
    actions = await startActions({
      accounts,
      instance: { token: null },
      defaults: { username: 'portal', password: 'portal-word' },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error).toBeUndefined();
  });

  it('a session that ended is opened again, once', async () => {
    actions = await startActions({ accounts, instance: login });
    await actions.run('argocd:register', registerInput());
    actions.double.endSessions();
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error).toBeUndefined();
  });

  it('a task that is cancelled during the login does not cancel that of others', async () => {
    actions = await startActions({ accounts, instance: login });
    const controller = new AbortController();
    actions.double.intercept = ({ url }) => {
      if (url === '/api/v1/session') {
        controller.abort();
      }
      return false;
    };
    const [cancelled, other] = await Promise.all([
      actions.run('argocd:register', registerInput(), {
        signal: controller.signal,
      }),
      actions.run('argocd:register', registerInput({ name: 'b' })),
    ]);
    expect(cancelled.error?.name).toBe('AbortError');
    expect(other.error).toBeUndefined();
  });

  it('with a token file that rotates', async () => {
    const directory = createMockDirectory({ content: { token: 'first' } });
    actions = await startActions({
      accounts: {
        one: { password: 'x1', token: 'first' },
        two: { password: 'x2', token: 'second' },
      },
      instance: { token: null, tokenFile: directory.resolve('token') },
    });
    await actions.run('argocd:register', registerInput());
    directory.setContent({ token: 'second\n' });
    await actions.run('argocd:register', registerInput());
    expect(bearers(actions)).toEqual(['Bearer first', 'Bearer second']);
  });

  it('a token wins over user and password', async () => {
    actions = await startActions({
      defaults: { username: 'portal', password: 'wrong' },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error).toBeUndefined();
  });

  it.each([
    ['the same name twice', { more: [{ name: 'main', url: 'http://a' }] }],
    ['no http URL', { instance: { url: 'argocd.example.com' } }],
    ['credentials in the URL', { instance: { url: 'https://u:p@a.example' } }],
  ])('%s is refused when the backend starts', async (_title, options) => {
    await expect(startActions(options)).rejects.toThrow(
      /two instances are named "main"|must begin with http|not in the URL/,
    );
  });
});
