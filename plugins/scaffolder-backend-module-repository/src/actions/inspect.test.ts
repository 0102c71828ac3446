import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { initRepoAndPush } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { GitHost, startGitHost } from '@paved-path/sandbox';
import { RepositoryClient } from '../hosts/RepositoryClient';
import { createInspectAction } from './inspect';

describe('repository:inspect', () => {
  const answers = { name: 'visits', environments: ['dev'] };
  let home: string;
  let host: GitHost;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'inspect-'));
    host = await startGitHost({ home: join(home, 'repositories') });
  });

  afterAll(async () => {
    await host.close();
    await rm(home, { recursive: true, force: true });
  });

  function hostName(): string {
    return new URL(host.url).host;
  }

  async function inspect(
    input: { repoUrl?: string; name?: string },
    context: { taskId?: string; user?: string; password?: string } = {},
  ) {
    const config = new ConfigReader({
      integrations: {
        gitea: [
          {
            host: hostName(),
            baseUrl: host.url,
            username: host.username,
            password: context.password ?? host.password,
          },
        ],
      },
      backend: { reading: { allow: [{ host: hostName() }] } },
    });
    const integrations = ScmIntegrations.fromConfig(config);
    const reader = UrlReaders.default({
      config,
      logger: mockServices.logger.mock(),
    });
    const action = createInspectAction({
      integrations,
      repositories: RepositoryClient.create({ integrations, reader }),
    });
    const outputs: Record<string, unknown> = {};
    await action.handler({
      ...createMockActionContext({
        input: {
          repoUrl: `${hostName()}?owner=platform&repo=visits`,
          answers,
          ...input,
        },
        task: { id: context.taskId ?? 'task-2' },
        user: { ref: context.user ?? 'user:default/bob' },
      }),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    });
    return outputs;
  }

  async function publish(name: string, marker: object) {
    const dir = join(home, name);
    await mkdir(join(dir, '.backstage'), { recursive: true });
    await writeFile(
      join(dir, '.backstage/template.json'),
      JSON.stringify(marker),
    );
    await host.createRepository({ owner: 'platform', name });
    await initRepoAndPush({
      dir,
      remoteUrl: `${host.url}/platform/${name}.git`,
      auth: { username: host.username, password: host.password },
      logger: mockServices.logger.mock(),
      defaultBranch: 'main',
    });
  }

  it('says where a free repository will be and which action publishes it', async () => {
    await expect(inspect({ name: 'visits' })).resolves.toEqual({
      publish: 'gitea',
      adopted: false,
      host: hostName(),
      owner: 'platform',
      repository: 'visits',
      webUrl: `${host.url}/platform/visits`,
      cloneUrl: `${host.url}/platform/visits.git`,
      runsUrl: `${host.url}/platform/visits/actions`,
      catalogInfoUrl: `${host.url}/platform/visits/src/branch/main/catalog-info.yaml`,
    });
  });

  it('adopts what the same task made before', async () => {
    await publish('same-task', { taskId: 'task-1', answers: {} });
    const repoUrl = `${hostName()}?owner=platform&repo=same-task`;

    await expect(
      inspect({ repoUrl }, { taskId: 'task-1' }),
    ).resolves.toMatchObject({ publish: 'none', adopted: true });
  });

  it('adopts what the same person made with the same answers, and nothing else', async () => {
    await publish('same-person', {
      taskId: 'task-1',
      createdBy: 'user:default/bob',
      answers,
    });
    const repoUrl = `${hostName()}?owner=platform&repo=same-person`;

    await expect(inspect({ repoUrl })).resolves.toMatchObject({
      adopted: true,
    });
    await expect(
      inspect({ repoUrl }, { user: 'user:default/eve' }),
    ).rejects.toThrow(
      `Cannot create repository "platform/same-person" on "${hostName()}": it exists and was not made by this task`,
    );
  });

  it('refuses a name that breaks the rule, quoting both, before it asks the host', async () => {
    await expect(
      inspect({ name: 'My_App', repoUrl: 'git.invalid?owner=a&repo=b' }),
    ).rejects.toThrow(
      'Cannot use the name "My_App": a name starts with a letter',
    );
  });

  it('refuses a host without an integration', async () => {
    await expect(
      inspect({ repoUrl: 'git.invalid?owner=a&repo=b' }),
    ).rejects.toThrow(/git\.invalid/);
  });

  it('does not take wrong credentials for a free repository', async () => {
    await expect(inspect({}, { password: 'wrong' })).rejects.toThrow(/401/);
  });
});
