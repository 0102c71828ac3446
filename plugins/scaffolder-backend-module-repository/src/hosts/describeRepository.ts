import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import { Repository, RepositoryHostType } from './Repository';

const contentsPath: Record<RepositoryHostType, string> = {
  gitea: 'src/branch/main/',
  github: 'blob/main/',
  gitlab: '-/blob/main/',
};

const runsPath: Record<RepositoryHostType, string> = {
  gitea: 'actions',
  github: 'actions',
  gitlab: '-/pipelines',
};

/**
 * Turns the value of a `RepoUrlPicker` into the addresses of the repository it stands for. Nothing
 * is sent.
 *
 * @param repoUrl - for example `git.example.org?owner=platform&repo=visit-tracker`
 * @param integrations - the portal's integrations; they say what kind of host it is
 * @throws InputError when the host has no integration, or one that is not Gitea, GitHub or GitLab
 *
 * @public
 */
export function describeRepository(
  repoUrl: string,
  integrations: ScmIntegrations,
): Repository {
  const { host, owner, repo } = parseRepoUrl(repoUrl, integrations);
  const integration = integrations.byHost(host);
  if (!owner) {
    throw new InputError(
      `Cannot publish to "${repoUrl}": it names no owner. Choose the organisation, group or user that will own the repository`,
    );
  }
  const type = integration?.type;
  if (type !== 'gitea' && type !== 'github' && type !== 'gitlab') {
    throw new InputError(
      `Cannot publish to "${host}": its integration is of type "${type}". Choose a host with a Gitea, GitHub or GitLab integration`,
    );
  }
  const webUrl = `${baseUrl(type, host, integrations)}/${owner}/${repo}`;
  return {
    type,
    host,
    owner,
    name: repo,
    webUrl,
    cloneUrl: `${webUrl}.git`,
    contentsUrl: `${webUrl}/${contentsPath[type]}`,
    runsUrl: `${webUrl}/${runsPath[type]}`,
  };
}

/** Only Gitea and GitLab can be served under another scheme or a path. */
function baseUrl(
  type: RepositoryHostType,
  host: string,
  integrations: ScmIntegrations,
): string {
  const configured =
    type === 'github'
      ? undefined
      : integrations[type].byHost(host)?.config.baseUrl;
  return (configured ?? `https://${host}`).replace(/\/+$/, '');
}
