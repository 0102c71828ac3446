import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { publishableHosts } from './publishableHosts';
import { RepositoryHostsProcessor } from './RepositoryHostsProcessor';

describe('catalogModuleRepositoryHosts', () => {
  function template(options: object): Entity {
    return {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name: 'visit-tracker' },
      spec: {
        parameters: [
          {
            properties: {
              repoUrl: { 'ui:field': 'RepoUrlPicker', ...options },
            },
          },
        ],
      },
    };
  }

  function process(
    entity: Entity,
    integrations: object,
    owners?: string[],
  ): Promise<Entity> {
    const hosts = publishableHosts(
      ScmIntegrations.fromConfig(new ConfigReader({ integrations })),
    );
    return new RepositoryHostsProcessor({ hosts, owners }).preProcessEntity(
      entity,
    );
  }

  const gitea = [{ host: 'git.example.org', username: 'a', password: 'b' }];

  it('offers only the hosts that the portal has credentials for', async () => {
    await expect(process(template({}), { gitea })).resolves.toEqual(
      template({ 'ui:options': { allowedHosts: ['git.example.org'] } }),
    );
  });

  it('offers the owners that the portal allows', async () => {
    await expect(process(template({}), { gitea }, ['acme'])).resolves.toEqual(
      template({
        'ui:options': {
          allowedHosts: ['git.example.org'],
          allowedOwners: ['acme'],
        },
      }),
    );
  });

  it('offers every publishable host when none has credentials', async () => {
    await expect(process(template({}), {})).resolves.toEqual(
      template({
        'ui:options': { allowedHosts: ['github.com', 'gitlab.com'] },
      }),
    );
  });

  it('leaves a list that the template brings alone', async () => {
    const own = template({
      'ui:options': { allowedHosts: ['github.com'], allowedOwners: ['acme'] },
    });

    await expect(process(own, { gitea })).resolves.toEqual(own);
  });

  it('leaves other kinds alone', async () => {
    const component: Entity = {
      ...template({}),
      kind: 'Component',
    };

    await expect(process(component, { gitea })).resolves.toBe(component);
  });
});
