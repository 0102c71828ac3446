import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import argocdActions from '@paved-path/backstage-plugin-scaffolder-backend-module-argocd';
import { ArgocdDouble, startArgocdDouble } from '@paved-path/sandbox';
import { parse } from 'yaml';

const id = 'scaffolder:get-application';
const actionsPath = '/.backstage/actions/v1/actions';

// The portal's scaffolder with the real actions registry, as MCP clients reach it
describe("the read-only twins of the Argo CD actions in the portal's backend", () => {
  let argocd: ArgocdDouble;
  let portal: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    argocd = await startArgocdDouble({ refreshIntervalMs: 50 });
    portal = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            argocd: {
              appLocatorMethods: [
                {
                  type: 'config',
                  instances: [
                    {
                      name: 'main',
                      url: argocd.url,
                      token: argocd.token,
                      allow: { projects: ['default'] },
                    },
                  ],
                },
              ],
            },
          },
        }),
        actionsRegistryServiceFactory,
        actionsServiceFactory,
        scaffolder,
        argocdActions,
      ],
    });
  }, 120_000);

  afterAll(async () => {
    await portal?.stop();
    await argocd?.close();
  });

  async function ask(path: string, body?: object) {
    const response = await fetch(
      `http://localhost:${portal.server.port()}/api/scaffolder${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: { 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
      },
    );
    return { status: response.status, body: await response.json() };
  }

  it('are listed as read-only, with schemas', async () => {
    const { body } = await ask(actionsPath);
    for (const name of ['list-instances', 'get-application']) {
      expect(body.actions).toContainEqual(
        expect.objectContaining({
          id: `scaffolder:${name}`,
          attributes: { readOnly: true, idempotent: true, destructive: false },
          schema: expect.objectContaining({ input: expect.any(Object) }),
        }),
      );
    }
  });

  it('the portal serves the actions of the scaffolder to MCP clients', async () => {
    const file = join(__dirname, '../../../app-config.yaml');
    const { backend } = parse(await readFile(file, 'utf8'));
    expect(backend.actions.pluginSources).toContain('scaffolder');
  });

  it('list-instances answers without any secret', async () => {
    const { body } = await ask(
      `${actionsPath}/${encodeURIComponent(
        'scaffolder:list-instances',
      )}/invoke`,
      {},
    );
    expect(body).toEqual({
      output: { instances: [{ name: 'main', url: argocd.url }] },
    });
  });

  it('get-application answers, and keeps to the projects that are allowed', async () => {
    await fetch(`${argocd.url}/api/v1/applications`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${argocd.token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        metadata: { name: 'visits' },
        spec: {
          source: { repoURL: 'https://git.example.com/a.git', path: 'a' },
          destination: { name: 'in-cluster', namespace: 'a' },
        },
      }),
    });
    const path = `${actionsPath}/${encodeURIComponent(id)}/invoke`;
    const seen = await ask(path, { name: 'visits' });
    expect(seen.body.output).toMatchObject({ health: expect.any(String) });
    const refused = await ask(path, { name: 'visits', project: 'payments' });
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('add it to allow.projects');
  });
});
