import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalog from '@backstage/plugin-catalog-backend';
import templateModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import gitea from '@backstage/plugin-scaffolder-backend-module-gitea';
import github from '@backstage/plugin-scaffolder-backend-module-github';
import gitlab from '@backstage/plugin-scaffolder-backend-module-gitlab';
import argocdActions from '@paved-path/backstage-plugin-scaffolder-backend-module-argocd';
import repositoryActions from '@paved-path/backstage-plugin-scaffolder-backend-module-repository';
import { readTemplate, validateAnswers } from '@paved-path/generate';
import {
  ArgocdDouble,
  GitHost,
  InMemoryReconciler,
  startArgocdDouble,
  startGitHost,
} from '@paved-path/sandbox';

const execute = promisify(execFile);
const projectRoot = join(__dirname, '../../..');

/** How long a template takes through a portal on a busy machine, in milliseconds. */
const patience = 120_000;

// The portal's plugins, the real publish actions among them, and the real template
describe.each([
  {
    kind: 'gitea' as const,
    integration: { username: 'backstage', password: 'secret' },
    page: 'src/branch/main',
    runs: 'actions',
  },
  {
    kind: 'github' as const,
    integration: { token: 'secret' },
    page: 'blob/main',
    runs: 'actions',
  },
  {
    kind: 'gitlab' as const,
    integration: { token: 'secret' },
    page: '-/blob/main',
    runs: '-/pipelines',
  },
])('the template on $kind', ({ kind, integration, page, runs }) => {
  let home: string;
  let host: GitHost;
  let argocd: ArgocdDouble;
  let portal: Awaited<ReturnType<typeof startTestBackend>>;
  let finished: { outcome: string; log: string };

  // GitHub's pages are always behind TLS: what the template says of them is https
  const webUrl = () =>
    kind === 'github' ? host.url.replace('http:', 'https:') : host.url;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), `template-${kind}-`));
    host = await startGitHost({
      kind,
      home: join(home, 'repositories'),
      password: 'secret',
    });
    await host.seedFromDirectory(projectRoot);
    argocd = await startArgocdDouble({
      refreshIntervalMs: 50,
      reconciler: InMemoryReconciler.create({
        images: ['ghcr.io/platform/visits:1'],
      }),
    });
    portal = await startPortal();
    finished = await runTemplate();
  }, patience);

  afterAll(async () => {
    await portal?.stop();
    await argocd?.close();
    await host?.close();
    await rm(home, { recursive: true, force: true });
  });

  function startPortal() {
    const { host: name } = new URL(host.url);
    const data = {
      integrations: {
        [kind]: [
          {
            host: name,
            ...integration,
            // The hosts' own defaults are https; the doubles have no certificate
            ...(kind !== 'github' && { baseUrl: host.url }),
            ...(kind !== 'gitea' && { apiBaseUrl: host.apiUrl }),
          },
        ],
      },
      catalog: {
        rules: [
          { allow: ['Template', 'Component', 'Resource', 'API', 'Location'] },
        ],
        locations: [
          {
            type: 'url',
            target: `${webUrl()}/platform/golden-path/${page}/template/template.yaml`,
          },
        ],
      },
      argocd: {
        appLocatorMethods: [
          {
            type: 'config',
            instances: [{ name: 'main', url: argocd.url, token: argocd.token }],
          },
        ],
      },
    };
    return startTestBackend({
      features: [
        mockServices.rootConfig.factory({ data }),
        catalog,
        templateModel,
        scaffolder,
        gitea,
        github,
        gitlab,
        argocdActions,
        repositoryActions,
      ],
    });
  }

  function api(path: string, init?: RequestInit) {
    return fetch(`http://localhost:${portal.server.port()}/api${path}`, {
      ...init,
      headers: { 'content-type': 'application/json' },
    });
  }

  async function entity(ref: string) {
    // The catalog reads in the background and tells nobody when it is done
    const deadline = Date.now() + patience / 4;
    for (;;) {
      const response = await api(`/catalog/entities/by-name/${ref}`);
      if (response.ok || Date.now() > deadline) {
        return response.json();
      }
      await setTimeout(200);
    }
  }

  // The form sends its defaults along; a client of the API or of MCP leaves them to the template's steps
  async function answersOf(required: object) {
    return kind === 'gitea'
      ? required
      : validateAnswers(await readTemplate(), { ...required });
  }

  async function runTemplate() {
    await entity('template/default/visit-tracker');
    const response = await api('/scaffolder/v2/tasks', {
      method: 'POST',
      body: JSON.stringify({
        templateRef: 'template:default/visit-tracker',
        // As the form sends them: with its defaults
        values: await answersOf({
          name: 'visits',
          owner: 'group:default/team-a',
          repoUrl: `${new URL(host.url).host}?owner=platform&repo=visits`,
        }),
      }),
    });
    const { id } = await response.json();
    // The stream stays open when a task may be retried
    const events = await api(`/scaffolder/v2/tasks/${id}/eventstream`);
    let log = '';
    for await (const chunk of events.body!.pipeThrough(
      new TextDecoderStream(),
    )) {
      log += chunk;
      if (/^event: completion$/m.test(log) && log.endsWith('\n\n')) {
        break;
      }
    }
    const task = await (await api(`/scaffolder/v2/tasks/${id}`)).json();
    return { outcome: task.status, log: log.slice(-2_000) };
  }

  it('runs to its end', () => {
    expect(finished).toEqual({
      outcome: 'completed',
      log: expect.stringContaining('event: completion'),
    });
  });

  it('pushes a repository that can be cloned', async () => {
    const clone = join(home, 'clone');
    const remote = new URL(`${host.url}/platform/visits.git`);
    remote.username = host.username;
    remote.password = host.password;
    await execute('git', ['clone', '--quiet', remote.href, clone]);
    const log = await execute('git', ['log', '--format=%s'], { cwd: clone });
    const marker = await readFile(
      join(clone, '.backstage/template.json'),
      'utf8',
    );

    expect(JSON.parse(marker)).toMatchObject({
      answers: { name: 'visits' },
    });
    expect(log.stdout).toBe('feat: start from the visit-tracker template\n');
  });

  it('registers what the repository says of itself, with links that lead to this host', async () => {
    const { metadata } = await entity('component/default/visits');

    expect(metadata.annotations).toMatchObject({
      'backstage.io/managed-by-origin-location': `url:${webUrl()}/platform/visits/${page}/catalog-info.yaml`,
      'service-health/ci': `${webUrl()}/platform/visits/${runs}`,
    });
  });

  it('tells Argo CD the address to clone from', () => {
    expect(argocd.applications()).toMatchObject([
      {
        metadata: { name: 'visits-dev' },
        spec: {
          source: {
            repoURL: `${webUrl()}/platform/visits.git`,
            path: 'ops/charts',
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: 'sre-challenge',
          },
        },
      },
    ]);
  });
});
