import { createServer } from 'node:net';
import { JsonObject } from '@backstage/types';
import { IncomingMessage, ServerResponse } from 'node:http';
import { InMemoryReconciler } from '@paved-path/sandbox';
import {
  registerInput,
  repoUrl,
  server,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

type Intercept = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

/** Answer the first requests that match, then let the double answer. */
function answer(
  match: string,
  status: number,
  message: string,
  options: {
    times?: number;
    headers?: Record<string, string>;
    raw?: string;
  } = {},
): Intercept {
  let left = options.times ?? Infinity;
  return (request, response) => {
    if (!`${request.method} ${request.url}`.includes(match) || left <= 0) {
      return false;
    }
    left -= 1;
    response.writeHead(status, {
      'Content-Type': options.raw ? 'text/html' : 'application/json',
      ...options.headers,
    });
    response.end(
      options.raw ?? JSON.stringify({ error: message, code: 2, message }),
    );
    return true;
  };
}

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
      'a project that refuses the repository',
      answer(
        postApp,
        400,
        "application spec for a is invalid: InvalidSpecError: application repo https://x is not permitted in project 'visits'",
      ),
      /add https:\/\/x to sourceRepos/,
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

  it.each<[string, Intercept]>([
    ['503 once', answer('', 503, 'x', { times: 1 })],
    ['502 twice', answer(postApp, 502, '', { times: 2, raw: '<html>' })],
    ['504 once', answer('GET /api/v1/projects', 504, 'x', { times: 1 })],
    [
      '429 with Retry-After',
      answer(postApp, 429, 'x', { times: 1, headers: { 'Retry-After': '1' } }),
    ],
    [
      'an informer that lags',
      answer(
        postApp,
        400,
        'app is not allowed in project "visits", or the project does not exist',
        { times: 2 },
      ),
    ],
    ['can-i that is not there', answer('can-i', 404, 'not found')],
    [
      'a dropped connection once',
      (() => {
        let dropped = false;
        return (request: IncomingMessage) => {
          if (dropped) return false;
          dropped = true;
          request.socket.destroy();
          return true;
        };
      })(),
    ],
  ])(
    'nothing where it can go on: %s',
    async (_title, intercept) => {
      actions = await startActions();
      actions.double.intercept = intercept;
      const { error } = await actions.run('argocd:register', registerInput());
      expect(error).toBeUndefined();
    },
    20_000,
  );

  it.each<[string, JsonObject, RegExp]>([
    [
      'a bad name',
      { name: 'Bad_Name' },
      /name "Bad_Name": must hold only lower-case/,
    ],
    ['a long name', { name: 'a'.repeat(64) }, /name/],
    [
      'credentials in the URL',
      { sources: [{ repoUrl: 'https://u:p@x/y', path: 'a' }] },
      /must not hold credentials/,
    ],
    [
      'a path upwards',
      { sources: [{ repoUrl, path: '../a' }] },
      /without "\.\."/,
    ],
    ['no path', { sources: [{ repoUrl }] }, /needs one of path, chart and ref/],
    [
      'path and chart',
      { sources: [{ repoUrl, path: 'a', chart: 'b' }] },
      /cannot have both/,
    ],
    ['an unknown key', { typo: 1 }, /typo/],
    [
      'server and name',
      { destination: { server, name: 'x', namespace: 'y' } },
      /destination/,
    ],
    [
      'no such secret',
      { repository: { type: 'https', passwordSecret: 'none' } },
      /task secret with the key "none"/,
    ],
    ['no such instance', { instance: 'mars' }, /choose one of "main"/],
    [
      'an ApplicationSet that is not allowed',
      { applicationSet: { generators: [{ list: {} }] } },
      /allow\.applicationSets/,
    ],
    [
      'a project that must exist',
      { project: { name: 'nope' } },
      /Cannot find project "nope"/,
    ],
  ])('input: %s', async (_title, changes, expected) => {
    actions = await startActions();
    const { error } = await actions.run(
      'argocd:register',
      registerInput(changes),
    );
    expect(error?.message).toMatch(expected);
    expect(actions.double.applications()).toEqual([]);
  });

  it('a silent server, after the time-out of the instance', async () => {
    actions = await startActions({
      instance: { timeout: { milliseconds: 200 } },
    });
    actions.double.intercept = () => true;
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/no answer within 0\.2 s.*longer timeout/);
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

  it('wrong credentials for a repository, without the credentials', async () => {
    actions = await startActions({
      reconciler: InMemoryReconciler.create({
        passwords: { [repoUrl]: 'right' },
      }),
    });
    const { error } = await actions.run(
      'argocd:register',
      registerInput({ repository: { type: 'https', passwordSecret: 'key' } }),
      { secrets: { key: 'wrong-password' } },
    );
    expect(error?.message).toMatch(/do not open it; correct the task secret/);
    expect(error?.message).not.toContain('wrong-password');
    expect(actions.double.snapshot().repositories).toEqual([]);
  });

  it('an allow-list of the configuration', async () => {
    actions = await startActions({
      instance: {
        allow: {
          projects: ['team-*'],
          repositoryPrefixes: ['https://git.example.com/'],
        },
      },
    });
    const { error } = await actions.run('argocd:register', registerInput());
    expect(error?.message).toMatch(/add it to allow\.projects/);
    expect(actions.double.requests).toEqual([]);
  });
});
