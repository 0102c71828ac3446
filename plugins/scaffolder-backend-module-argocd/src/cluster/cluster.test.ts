import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { JsonObject } from '@backstage/types';
import {
  server,
  startActions,
  TestActions,
} from '../__testUtils__/startActions';
import {
  startRepository,
  TestRepository,
} from '../__testUtils__/startRepository';

const { ARGOCD_URL, ARGOCD_TOKEN, ARGOCD_FIGURES_FILE } = process.env;
const isConfigured = Boolean(ARGOCD_URL && ARGOCD_TOKEN);
const suffix = randomBytes(3).toString('hex');
const name = `proof-${suffix}`;

/** Skipped, by name, unless a real Argo CD that reaches this machine is in the environment. */
(isConfigured ? describe : describe.skip)(
  'on a real cluster (ARGOCD_URL, ARGOCD_TOKEN)',
  () => {
    let actions: TestActions;
    let open: TestRepository;
    let closed: TestRepository;
    const figures: string[] = [];

    const configMap = (data: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: proof\ndata:\n  ${data}\n`;

    beforeAll(async () => {
      const deploy = { 'deploy/a.yaml': configMap('a: b') };
      open = await startRepository(name, {
        ...deploy,
        'broken/a.yaml': configMap('a: [1]'),
      });
      closed = await startRepository(name, deploy, { private: true });
      actions = await startActions({
        instance: { url: ARGOCD_URL!, token: ARGOCD_TOKEN! },
      });
    }, 60_000);

    afterAll(async () => {
      await actions?.close();
      await open?.close();
      await closed?.close();
      const text = `${figures.join('\n')}\n`;
      if (ARGOCD_FIGURES_FILE) {
        await appendFile(ARGOCD_FIGURES_FILE, text);
      } else {
        process.stdout.write(text);
      }
    });

    function input(changes: JsonObject = {}): JsonObject {
      return {
        name,
        project: { name, mode: 'ensure' },
        sources: [
          { repoUrl: open.url, targetRevision: 'main', path: 'deploy' },
        ],
        destination: { server, namespace: name },
        sync: {
          createNamespace: true,
          managedNamespaceMetadata: {
            labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
          },
        },
        entityRef: `component:default/${name}`,
        wait: { timeoutSeconds: 90 },
        ...changes,
      };
    }

    async function get(path: string) {
      const response = await fetch(`${ARGOCD_URL}/api/v1${path}`, {
        headers: { Authorization: `Bearer ${ARGOCD_TOKEN}` },
      });
      return { status: response.status, body: await response.json() };
    }

    async function expectNothing(app: string, project: string) {
      const found = await get(`/applications/${app}?project=${project}`);
      expect(found.status).toBe(404);
      expect((await get(`/projects/${project}`)).status).toBe(404);
    }

    async function timed(title: string, task: () => Promise<unknown>) {
      const start = Date.now();
      await task();
      figures.push(`${title}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
    }

    it('registers, waits, is unchanged on a re-run', async () => {
      await timed('register until healthy', async () => {
        const { error, outputs } = await actions.run(
          'argocd:register',
          input(),
        );
        expect(error).toBeUndefined();
        expect(outputs).toMatchObject({
          result: 'created',
          syncStatus: 'Synced',
          healthStatus: 'Healthy',
        });
      });
      const { body } = await get(`/applications/${name}?project=${name}`);
      const created = Date.parse(body.metadata.creationTimestamp);
      const reconciled = Date.parse(body.status.reconciledAt);
      figures.push(
        `Argo CD's own time until healthy: ${
          (reconciled - created) / 1000
        } s (whole seconds)`,
      );
      await timed('re-run, unchanged', async () => {
        const { error, outputs } = await actions.run(
          'argocd:register',
          input(),
          {
            task: { id: 'task-2' },
          },
        );
        expect(error).toBeUndefined();
        expect(outputs.result).toBe('unchanged');
      });
      const waited = await actions.run('argocd:wait', { name, project: name });
      expect(waited.error).toBeUndefined();
    }, 120_000);

    it('adds a namespace to its project for a second environment', async () => {
      const { error } = await actions.run(
        'argocd:register',
        input({
          name: `${name}-prod`,
          destination: { server, namespace: `${name}-prod` },
        }),
      );
      expect(error).toBeUndefined();
    }, 120_000);

    it('unregisters, and leaves the project while it is used', async () => {
      for (const app of [`${name}-prod`, name]) {
        const { error, outputs } = await actions.run('argocd:unregister', {
          name: app,
          project: name,
          entityRef: `component:default/${name}`,
        });
        expect(error).toBeUndefined();
        expect(outputs.result).toBe('removed');
      }
      await expectNothing(name, name);
    }, 120_000);

    it('explains a wrong path, and leaves nothing', async () => {
      const { error } = await actions.run(
        'argocd:register',
        input({ sources: [{ repoUrl: open.url, path: 'nope' }] }),
      );
      expect(error?.message).toContain('nope: app path does not exist');
      await expectNothing(name, name);
    }, 60_000);

    it('reads a private repository with the right credentials only', async () => {
      const changes = {
        sources: [{ repoUrl: closed.url, path: 'deploy' }],
        repository: {
          type: 'https',
          username: closed.username,
          passwordSecret: 'key',
        },
      };
      const wrong = await actions.run('argocd:register', input(changes), {
        secrets: { key: 'certainly-wrong' },
      });
      expect(wrong.error?.message).toContain('correct the task secret');
      await expectNothing(name, name);
      const right = await actions.run('argocd:register', input(changes), {
        secrets: { key: closed.password },
      });
      expect(right.error).toBeUndefined();
      const { error } = await actions.run('argocd:unregister', {
        name,
        project: name,
        entityRef: `component:default/${name}`,
        repoUrl: closed.url,
      });
      expect(error).toBeUndefined();
      await expectNothing(name, name);
    }, 120_000);

    it('tells why a sync failed, and takes back what it made', async () => {
      const { error, lines } = await actions.run(
        'argocd:register',
        input({
          sources: [{ repoUrl: open.url, path: 'broken' }],
          sync: { createNamespace: true, retryLimit: 0 },
          wait: { timeoutSeconds: 60, degradedGraceSeconds: 5 },
        }),
      );
      expect(error?.message).toMatch(/ConfigMap|cannot unmarshal|data/);
      expect(lines).toContain(`Rolled back: application "${name}"`);
      await expectNothing(name, name);
    }, 120_000);

    it('takes back what it made when it is cancelled', async () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 700);
      const { error } = await actions.run(
        'argocd:register',
        input({ wait: { timeoutSeconds: 60, revision: 'f'.repeat(40) } }),
        { signal: controller.signal },
      );
      expect(error?.name).toBe('AbortError');
      await expectNothing(name, name);
    }, 120_000);

    it('registers an ApplicationSet, unchanged on a re-run, and removes it', async () => {
      const allowed = await startActions({
        instance: {
          url: ARGOCD_URL!,
          token: ARGOCD_TOKEN!,
          allow: { applicationSets: true },
        },
      });
      const set = input({
        applicationSet: {
          generators: [{ list: { elements: [{ name: 'x' }] } }],
        },
      });
      for (const result of ['created', 'unchanged']) {
        const { error, outputs } = await allowed.run('argocd:register', set);
        expect(error).toBeUndefined();
        expect(outputs.result).toBe(result);
      }
      const { error, outputs } = await allowed.run('argocd:unregister', {
        name,
        project: name,
        applicationSet: true,
        entityRef: `component:default/${name}`,
      });
      expect(error).toBeUndefined();
      expect(outputs.result).toBe('removed');
      await allowed.close();
      await expectNothing(`${name}-x`, name);
    }, 120_000);

    it('dry run online: reads only', async () => {
      const { error, lines } = await actions.run(
        'argocd:register',
        input({ dryRunMode: 'online' }),
        { isDryRun: true },
      );
      expect(error).toBeUndefined();
      expect(lines.join('\n')).toContain('Argo CD v');
    }, 30_000);
  },
);
