import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { describeRepository } from './describeRepository';

describe('describeRepository', () => {
  const integrations = ScmIntegrations.fromConfig(
    new ConfigReader({
      integrations: {
        github: [
          { host: 'github.com' },
          {
            host: 'ghe.example.org',
            apiBaseUrl: 'https://ghe.example.org/api/v3',
          },
        ],
        gitlab: [
          { host: 'gitlab.com' },
          {
            host: 'example.org',
            baseUrl: 'https://example.org/gitlab',
            apiBaseUrl: 'https://example.org/gitlab/api/v4',
          },
        ],
        gitea: [{ host: 'git.example.org' }],
        azure: [{ host: 'dev.azure.com' }],
      },
    }),
  );

  it.each([
    [
      'github.com?owner=acme&repo=visits',
      'https://github.com/acme/visits',
      'blob/main/',
      'actions',
    ],
    [
      'ghe.example.org?owner=acme&repo=visits',
      'https://ghe.example.org/acme/visits',
      'blob/main/',
      'actions',
    ],
    [
      'gitlab.com?owner=acme%2Fpayments&repo=visits',
      'https://gitlab.com/acme/payments/visits',
      '-/blob/main/',
      '-/pipelines',
    ],
    [
      'example.org?owner=acme&repo=visits',
      'https://example.org/gitlab/acme/visits',
      '-/blob/main/',
      '-/pipelines',
    ],
    [
      'git.example.org?owner=acme&repo=visits',
      'https://git.example.org/acme/visits',
      'src/branch/main/',
      'actions',
    ],
  ])('knows the addresses of %s', (repoUrl, webUrl, contents, runs) => {
    expect(describeRepository(repoUrl, integrations)).toMatchObject({
      name: 'visits',
      webUrl,
      cloneUrl: `${webUrl}.git`,
      contentsUrl: `${webUrl}/${contents}`,
      runsUrl: `${webUrl}/${runs}`,
    });
  });

  it('refuses a kind of host that it cannot publish to, and names those that it can', () => {
    expect(() =>
      describeRepository(
        'dev.azure.com?organization=acme&project=shop&owner=acme&repo=visits',
        integrations,
      ),
    ).toThrow(
      'Cannot publish to "dev.azure.com": its integration is of type "azure". Choose a host with a Gitea, GitHub or GitLab integration',
    );
  });

  it('asks for an owner where the host has no default', () => {
    expect(() =>
      describeRepository('git.example.org?repo=visits', integrations),
    ).toThrow(/it names no owner/);
  });
});
