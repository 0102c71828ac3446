import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { InMemoryReconciler } from '@paved-path/sandbox';
import fc from 'fast-check';
import {
  ActionResult,
  registerInput,
  repoUrl,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const repositories: JsonObject[] = [
  { type: 'https', username: 'bot', passwordSecret: 'key' },
  { type: 'ssh', privateKeySecret: 'key' },
  {
    type: 'githubApp',
    appId: 17,
    installationId: 23,
    privateKeySecret: 'key',
  },
];

/** Ways in which a server may repeat a secret. */
const echoes: Record<string, (secret: string) => string> = {
  plain: secret => secret,
  trimmed: secret => secret.trim(),
  quoted: secret => JSON.stringify(secret),
  path: secret => encodeURIComponent(Buffer.from(secret).toString()),
  form: secret => String(new URLSearchParams({ password: secret })),
  base64: secret => Buffer.from(secret).toString('base64'),
  url: secret =>
    `https://bot:${encodeURIComponent(
      Buffer.from(secret).toString(),
    )}@git.example.com`,
  bearer: secret => `Authorization: Bearer ${secret}`,
  basic: secret =>
    `Authorization: Basic ${Buffer.from(`bot:${secret}`).toString('base64')}`,
};

/** Long enough that it cannot stand in a text by chance. */
const secretText = fc
  .oneof(
    fc.string({ minLength: 12, maxLength: 40, unit: 'grapheme' }),
    fc.string({ minLength: 12, maxLength: 40, unit: 'binary' }),
    fc
      .array(fc.base64String({ minLength: 40, maxLength: 64 }), {
        minLength: 2,
        maxLength: 6,
      })
      .map(
        lines =>
          `-----BEGIN PRIVATE KEY-----\n${lines.join(
            '\n',
          )}\n-----END PRIVATE KEY-----\n`,
      ),
  )
  .filter(text => text.trim().length >= 12);

/** What is done while the server turns on it. */
const flows = [
  'register, kept',
  'register, rolled back',
  'wait',
  'unregister',
  'manifest',
  'get-application',
  'list-instances',
] as const;

/** Where the portal has its own credentials from. */
const logins = ['token', 'token file', 'password'] as const;

const scenario = fc.record({
  secret: secretText,
  token: fc.base64String({ minLength: 24, maxLength: 48 }),
  password: secretText,
  login: fc.constantFrom(...logins),
  repository: fc.constantFrom(...repositories),
  echo: fc.constantFrom(...Object.keys(echoes)),
  failing: fc.integer({ min: 1, max: 40 }),
  status: fc.constantFrom(200, 302, 400, 401, 403, 404, 409, 415, 429, 500),
  isJson: fc.boolean(),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** Everything of a run that people or other programs can see. */
function shown(result: ActionResult, actions: TestActions): string {
  return [
    ...result.lines,
    ...result.checkpoints,
    JSON.stringify(result.outputs),
    ...chain(result.error),
    ...actions.double.requests.map(({ path }) => path),
  ].join('\n');
}

function chain(error: unknown): string[] {
  return error instanceof Error
    ? [
        error.message,
        error.stack ?? '',
        JSON.stringify(error),
        ...chain(error.cause),
      ]
    : [];
}

/** What of a secret must not be seen: itself, and each line of a key. */
function parts(secret: string): string[] {
  const whole = secret.trim();
  const lines = whole
    .split('\n')
    .filter(line => line.length >= 40 && !line.startsWith('---'));
  return [
    whole,
    JSON.stringify(whole).slice(1, -1),
    encodeURIComponent(Buffer.from(whole).toString()),
    ...lines,
  ];
}

/** Start with everything planted; some work goes before the flow. */
async function start(planted: Scenario, flow: string, tokenFile: string) {
  const { login, token, password, repository, secret } = planted;
  const actions = await startActions({
    token,
    accounts: { portal: { password } },
    instance: {
      timeout: { seconds: 2 },
      ...(login === 'password' && {
        token: null,
        username: 'portal',
        password,
      }),
      ...(login === 'token file' && { token: null, tokenFile }),
    },
    reconciler: InMemoryReconciler.create({
      passwords: repository.type === 'https' ? { [repoUrl]: secret } : {},
      finalHealth: flow === 'register, rolled back' ? 'Degraded' : 'Healthy',
    }),
  });
  if (!flow.startsWith('register')) {
    await actions.run('argocd:register', registration(planted, 'keep'), {
      secrets: { key: secret },
    });
  }
  return actions;
}

function registration({ repository }: Scenario, onFailure: string) {
  return registerInput({
    repository,
    wait: { timeoutSeconds: 1, degradedGraceSeconds: 0 },
    onFailure,
  });
}

function follow(
  actions: TestActions,
  planted: Scenario,
  flow: (typeof flows)[number],
  workspacePath: string,
): Promise<ActionResult> {
  const context = { secrets: { key: planted.secret }, workspacePath };
  const key = { name: 'visits-dev', project: 'visits' };
  switch (flow) {
    case 'register, kept':
    case 'register, rolled back':
      return actions.run(
        'argocd:register',
        registration(planted, flow.endsWith('kept') ? 'keep' : 'rollback'),
        context,
      );
    case 'wait':
      return actions.run('argocd:wait', { ...key, timeoutSeconds: 1 }, context);
    case 'unregister':
      return actions.run(
        'argocd:unregister',
        {
          ...key,
          repoUrl,
          entityRef: 'component:default/visits',
          timeoutSeconds: 2,
        },
        context,
      );
    case 'manifest': {
      const { name, project, sources, destination } = registerInput();
      return actions.run(
        'argocd:manifest',
        { name, project, sources, destination } as JsonObject,
        context,
      );
    }
    default:
      return actions.invoke(flow, flow === 'get-application' ? key : {});
  }
}

/** Let the server repeat, from some request on, all that it was told. */
function turn({ double }: TestActions, planted: Scenario): void {
  const say = echoes[planted.echo];
  let seen = 0;
  double.intercept = ({ headers }, response) => {
    seen += 1;
    if (seen < planted.failing) {
      return false;
    }
    const bearer = headers.authorization?.replace('Bearer ', '') ?? '';
    const all = [planted.secret, planted.token, planted.password, bearer];
    const message = `no: ${all.map(say).join(' ')}`;
    const body = JSON.stringify({ message, error: message, code: 3 });
    response.writeHead(planted.status, {
      'Content-Type': planted.isJson ? 'application/json' : 'text/plain',
    });
    response.end(planted.isJson ? body : message);
    return true;
  };
}

/** What this flow knows, and must not show. */
function known(actions: TestActions, planted: Scenario, flow: string) {
  const sessions = actions.double.requests.map(
    ({ headers }) => headers.authorization?.replace('Bearer ', '') ?? '',
  );
  return [
    ...new Set(sessions.filter(token => token.length > 8)),
    ...(planted.login === 'password' ? [planted.password] : [planted.token]),
    // The read-only actions have no task, and so none of its secrets
    ...(['get-application', 'list-instances'].includes(flow)
      ? []
      : [planted.secret]),
  ];
}

describe('secrets', () => {
  const workspace = createMockDirectory();

  it.each(flows)(
    'show up nowhere, whatever they are and whatever a server says: %s',
    async flow => {
      await fc.assert(
        fc.asyncProperty(scenario, async planted => {
          workspace.setContent({ token: planted.token });
          const actions = await start(
            planted,
            flow,
            workspace.resolve('token'),
          );
          turn(actions, planted);
          try {
            const result = await follow(
              actions,
              planted,
              flow,
              workspace.resolve('work'),
            );
            const files = workspace.content({ path: 'work' });
            const text = shown(result, actions) + JSON.stringify(files);
            for (const secret of known(actions, planted, flow)) {
              for (const part of parts(secret)) {
                expect(text).not.toContain(part);
              }
            }
          } finally {
            await actions.close();
          }
        }),
        { numRuns: 30, endOnFailure: true },
      );
    },
    240_000,
  );
});
