import { createServer } from 'node:net';
import { answer, Intercept } from './__testUtils__/answer';
import {
  registerInput,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const postApp = 'POST /api/v1/applications';
const postProject = 'POST /api/v1/projects';

describe('argocd:register explains', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it.each<[string, Intercept, RegExp]>([
    [
      'an expired token',
      answer('', 401, 'invalid session: token expired'),
      /token is invalid or has expired/,
    ],
    [
      'a missing right',
      answer(
        postApp,
        403,
        'permission denied: applications, create, visits/visits-dev, sub: portal, iat: x',
      ),
      /"p, portal, applications, create, visits\/visits-dev, allow"/,
    ],
    [
      'a missing right on no object in particular',
      answer(
        postApp,
        403,
        'permission denied: clusters, update, , sub: portal, iat: x',
      ),
      /"p, portal, clusters, update, \*, allow"/,
    ],
    [
      'a bare 403',
      answer(postApp, 403, 'permission denied'),
      /missing or forbidden/,
    ],
    [
      'a sync window',
      answer(postApp, 403, 'cannot sync: blocked by sync window'),
      /sync window.*no lack of rights/,
    ],
    [
      'a locked account',
      answer('', 401, 'Invalid username or password'),
      /locked after five failures within 300 s/,
    ],
    [
      'a project that does not admit the namespace of the Application',
      answer(
        postApp,
        400,
        'app is not allowed in project "visits", or the project does not exist',
      ),
      /have sourceNamespaces extended/,
    ],
    [
      'a project that refuses the repository',
      answer(
        postApp,
        400,
        "application spec for a is invalid: InvalidSpecError: application repo https://x is not permitted in project 'visits'",
      ),
      /add https:\/\/x to its sourceRepos/,
    ],
    [
      'a project that refuses the destination',
      answer(
        postApp,
        400,
        "application destination server 'S' and namespace 'N' do not match any of the allowed destinations in project 'visits'",
      ),
      /add \{server: S, namespace: N\}/,
    ],
    [
      'an unknown cluster name',
      answer(postApp, 400, 'there are no clusters with this name: mars'),
      /knows no cluster named "mars"/,
    ],
    [
      'an unknown cluster server',
      answer(
        postApp,
        400,
        'error getting cluster by server "https://m": rpc error: desc = cluster "https://m" not found',
      ),
      /no cluster at https:\/\/m/,
    ],
    [
      'a missing path',
      answer(
        postApp,
        400,
        'Unable to generate manifests in a: a: app path does not exist',
      ),
      /check path and targetRevision/,
    ],
    [
      'a missing branch',
      answer(postApp, 400, "unable to resolve 'dev' to a commit SHA"),
      /no branch, tag or commit "dev"/,
    ],
    [
      'manifests that do not render',
      answer(
        postApp,
        400,
        'Unable to generate manifests in a: helm template failed',
      ),
      /do not render/,
    ],
    [
      'a repository that cannot be read',
      answer(
        postApp,
        400,
        'InvalidSpecError: repository not accessible: repository not found',
      ),
      /cannot read the repository/,
    ],
    [
      'missing credentials',
      answer(
        postApp,
        400,
        'repositories not accessible: authentication required: Unauthorized',
      ),
      /credentials for the repository are wrong or missing/,
    ],
    [
      'an application that is deleting',
      answer(postApp, 400, 'application is deleting'),
      /being deleted/,
    ],
    [
      'a conflict',
      answer(postApp, 409, 'the object has been modified'),
      /changed it at the same time/,
    ],
    [
      'an internal error',
      answer(postApp, 500, 'boom'),
      /look at the log of argocd-server/,
    ],
    ['an unknown refusal', answer(postApp, 400, 'odd'), /Argo CD said: odd/],
    [
      '415 of a proxy',
      answer(postApp, 415, '', { raw: 'Invalid content type' }),
      /application\/json/,
    ],
    [
      '404 of a wrong root path',
      answer('', 404, '', { raw: 'Not Found' }),
      /not that of an Argo CD API/,
    ],
    [
      'an HTML page with 200',
      answer('', 200, '', { raw: '<!doctype html><p>Hi' }),
      /root path/,
    ],
    [
      'an HTML page with 500',
      answer(postApp, 500, '', { raw: '<html>oops' }),
      /something in front of Argo CD/,
    ],
    [
      'a redirect to a sign-in',
      answer('', 302, '', {
        headers: { Location: 'https://login.example.com/x?token=1' },
      }),
      /redirects to login\.example\.com\. Set the instance's url/,
    ],
    [
      'an answer of another form',
      answer('GET /api/v1/projects', 200, 'hello'),
      /another form than Argo CD's/,
    ],
    [
      'a half body',
      (request, response) => {
        if (request.method !== 'POST') return false;
        response.writeHead(200, {
          'Content-Type': 'application/json',
          'Content-Length': '100',
        });
        response.write('{"metadata"');
        setTimeout(() => response.destroy(), 10);
        return true;
      },
      /run the task again/,
    ],
    [
      'a dropped connection',
      request => {
        request.socket.destroy();
        return true;
      },
      /network|Argo CD runs/,
    ],
    [
      '429 for long',
      answer(postProject, 429, 'slow down', {
        headers: { 'Retry-After': '120' },
      }),
      /too many requests/,
    ],
    [
      'a project with another spec',
      answer(
        postProject,
        400,
        'existing project spec is different; use upsert flag',
      ),
      /someone else made it/,
    ],
    [
      'an invalid spec',
      answer(postApp, 400, 'InvalidSpecError: x'),
      /correct the input/,
    ],
    [
      'an operation that is under way',
      answer(postApp, 400, 'another operation is already in progress'),
      /wait for it, or terminate it/,
    ],
    [
      'a proxy that answers with JSON of its own',
      answer('', 404, '', {
        raw: '{"code":"no_route"}',
        headers: { 'Content-Type': 'application/json' },
      }),
      /not that of an Argo CD API/,
    ],
    ['503 for long', answer(postProject, 503, 'unavailable'), /unavailable/],
  ])(
    '%s',
    async (_title, intercept, expected) => {
      actions = await startActions();
      actions.double.intercept = intercept;
      const { error } = await actions.run('argocd:register', registerInput());
      expect(error?.message).toMatch(expected);
      expect(error?.message).not.toMatch(/\.$/);
      actions.double.intercept = undefined;
      expect(actions.double.applications()).toEqual([]);
    },
    20_000,
  );

  it('a silent server, after the time-out of the instance', async () => {
    actions = await startActions({
      instance: { timeout: { milliseconds: 200 } },
    });
    actions.double.intercept = () => true;
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/no answer within 0\.2 s.*longer timeout/);
  });

  it('a slow server, after the time-out of the instance', async () => {
    actions = await startActions({
      instance: { timeout: { milliseconds: 200 } },
    });
    actions.double.intercept = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      // The start of an answer whose end never comes
      response.write('{"value":');
      return true;
    };
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/no answer within 0\.2 s.*longer timeout/);
  });

  it('a host name that does not exist', async () => {
    actions = await startActions({
      instance: { url: 'http://argocd.invalid' },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(
      /Check the host name in the instance's url: http:\/\/argocd\.invalid/,
    );
  });

  it('a port where nothing listens', async () => {
    const probe = createServer().listen(0);
    const address = probe.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await new Promise(resolve => probe.close(resolve));
    actions = await startActions({
      instance: { url: `http://127.0.0.1:${port}` },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/Check that Argo CD runs and listens at/);
  });
});
