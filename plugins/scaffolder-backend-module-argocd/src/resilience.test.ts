import { InMemoryReconciler } from '@paved-path/sandbox';
import {
  registerInput,
  repoUrl,
  startActions,
  TestActions,
} from './__testUtils__/startActions';

const privateInput = registerInput({
  repository: { type: 'https', username: 'bot', passwordSecret: 'repoToken' },
});
const secrets = { repoToken: 'planted-5ecret/+=&' };

async function start() {
  return startActions({
    reconciler: InMemoryReconciler.create({
      passwords: { [repoUrl]: secrets.repoToken },
    }),
  });
}

/** How many requests a whole registration makes until it waits. */
async function countRequests(): Promise<number> {
  const actions = await start();
  await actions.run('argocd:register', privateInput, { secrets });
  const count = actions.double.requests.length;
  await actions.close();
  return count;
}

describe('argocd:register, disturbed', () => {
  let actions: TestActions;
  afterEach(() => actions?.close());

  it('converges when it is killed after any call and run again', async () => {
    const count = await countRequests();
    expect(count).toBeGreaterThan(8);
    for (let last = 1; last <= count; last += 1) {
      actions = await start();
      const foreign = actions.double.snapshot().projects[0];
      const controller = new AbortController();
      let seen = 0;
      actions.double.intercept = () => {
        seen += 1;
        // As a killed process: what was sent counts, nothing follows.
        return seen > last;
      };
      const killed = actions.run(
        'argocd:register',
        { ...privateInput, onFailure: 'keep' },
        { secrets, signal: controller.signal },
      );
      while (seen <= last) {
        const ended = await Promise.race([
          killed.then(() => true),
          new Promise<false>(resolve => setTimeout(() => resolve(false), 5)),
        ]);
        if (ended) {
          break;
        }
      }
      controller.abort();
      await killed;
      actions.double.intercept = undefined;
      const again = await actions.run('argocd:register', privateInput, {
        secrets,
      });
      expect([last, again.error]).toEqual([last, undefined]);
      const snapshot = actions.double.snapshot();
      expect(snapshot.applications).toHaveLength(1);
      expect(snapshot.projects).toHaveLength(2);
      expect(snapshot.projects[0]).toEqual(foreign);
      expect(snapshot.repositories).toHaveLength(1);
      await actions.close();
    }
  }, 120_000);

  it('leaves nothing behind when it is cancelled at any call', async () => {
    const count = await countRequests();
    for (let last = 1; last < count; last += 1) {
      actions = await start();
      const controller = new AbortController();
      let seen = 0;
      actions.double.intercept = () => {
        seen += 1;
        if (seen === last) {
          controller.abort();
        }
        return false;
      };
      const started = Date.now();
      const { error } = await actions.run('argocd:register', privateInput, {
        secrets,
        signal: controller.signal,
      });
      expect([last, error?.name]).toEqual([last, 'AbortError']);
      expect(Date.now() - started).toBeLessThan(10_000);
      await new Promise(resolve => setTimeout(resolve, 50));
      const snapshot = actions.double.snapshot();
      expect([last, snapshot.applications.length]).toEqual([last, 0]);
      expect([last, snapshot.projects.length]).toEqual([last, 1]);
      expect([last, snapshot.repositories.length]).toEqual([last, 0]);
      await actions.close();
    }
  }, 120_000);

  it('shows no secret, whatever fails', async () => {
    const count = await countRequests();
    const forms = [
      secrets.repoToken,
      encodeURIComponent(secrets.repoToken),
      Buffer.from(secrets.repoToken).toString('base64'),
    ];
    for (let failing = 1; failing <= count; failing += 1) {
      actions = await start();
      const { token } = actions.double;
      let seen = 0;
      actions.double.intercept = (_request, response) => {
        seen += 1;
        if (seen !== failing) {
          return false;
        }
        response.writeHead(400, { 'Content-Type': 'application/json' });
        const echo = `bad ${forms.join(' ')} https://bot:${
          secrets.repoToken
        }@git.example.com Bearer ${token}`;
        response.end(JSON.stringify({ message: echo, error: echo, code: 3 }));
        return true;
      };
      const result = await actions.run('argocd:register', privateInput, {
        secrets,
      });
      const shown = [
        ...result.lines,
        ...result.checkpoints,
        JSON.stringify(result.outputs),
        ...chain(result.error),
        ...actions.double.requests.map(({ path }) => path),
      ].join('\n');
      for (const form of [...forms, token]) {
        expect([failing, shown.includes(form)]).toEqual([failing, false]);
      }
      await actions.close();
    }
  }, 120_000);
});

function chain(error: unknown): string[] {
  return error instanceof Error
    ? [error.message, error.stack ?? '', ...chain(error.cause)]
    : [];
}
