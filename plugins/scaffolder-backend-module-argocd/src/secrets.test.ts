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

const scenario = fc.record({
  secret: secretText,
  token: fc.base64String({ minLength: 24, maxLength: 48 }),
  repository: fc.constantFrom(...repositories),
  echo: fc.constantFrom(...Object.keys(echoes)),
  failing: fc.integer({ min: 1, max: 24 }),
  status: fc.constantFrom(200, 302, 400, 401, 403, 404, 409, 415, 429, 500),
  isJson: fc.boolean(),
});

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

describe('secrets', () => {
  it('show up nowhere, whatever they are and whatever a server says', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async planted => {
        const actions = await startActions({
          token: planted.token,
          reconciler: InMemoryReconciler.create({
            passwords:
              planted.repository.type === 'https'
                ? { [repoUrl]: planted.secret }
                : {},
          }),
        });
        let seen = 0;
        actions.double.intercept = (_request, response) => {
          seen += 1;
          if (seen < planted.failing) {
            return false;
          }
          const say = echoes[planted.echo];
          const message = `no: ${say(planted.secret)} ${say(planted.token)}`;
          const body = JSON.stringify({ message, error: message, code: 3 });
          response.writeHead(planted.status, {
            'Content-Type': planted.isJson ? 'application/json' : 'text/plain',
          });
          response.end(planted.isJson ? body : message);
          return true;
        };
        try {
          const result = await actions.run(
            'argocd:register',
            registerInput({
              repository: planted.repository,
              wait: { timeoutSeconds: 1 },
              onFailure: 'keep',
            }),
            { secrets: { key: planted.secret } },
          );
          const text = shown(result, actions);
          for (const part of [
            ...parts(planted.secret),
            ...parts(planted.token),
          ]) {
            expect(text).not.toContain(part);
          }
        } finally {
          await actions.close();
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 240_000);
});
