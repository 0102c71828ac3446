import { GitCommit, GitIdentity, HostedRepository } from './GitHost';
import { TreeEntry } from './RepositoryReader';

/** A user or an organisation as the API shows it as owner. */
export function userShape(url: string, login: string, id = 1) {
  return {
    id,
    login,
    login_name: '',
    source_id: 0,
    full_name: '',
    email: `${login}@noreply.localhost`,
    avatar_url: '',
    html_url: `${url}/${login}`,
    language: '',
    is_admin: false,
    last_login: '0001-01-01T00:00:00Z',
    created: '0001-01-01T00:00:00Z',
    restricted: false,
    active: true,
    prohibit_login: false,
    location: '',
    website: '',
    description: '',
    visibility: 'public',
    followers_count: 0,
    following_count: 0,
    starred_repos_count: 0,
    username: login,
  };
}

/** An organisation as the API shows it. */
export function organisationShape(name: string, id = 1) {
  return {
    id,
    name,
    full_name: '',
    email: '',
    avatar_url: '',
    description: '',
    website: '',
    location: '',
    visibility: 'public',
    repo_admin_change_team_access: false,
    username: name,
  };
}

/** A repository as the API shows it. */
export function repositoryShape(
  url: string,
  repository: HostedRepository,
  empty: boolean,
) {
  const { owner, name } = repository;
  return {
    id: repository.id,
    owner: userShape(url, owner),
    name,
    full_name: `${owner}/${name}`,
    description: repository.description,
    empty,
    private: repository.private,
    fork: false,
    template: false,
    mirror: false,
    size: 0,
    language: '',
    html_url: `${url}/${owner}/${name}`,
    url: `${url}/api/v1/repos/${owner}/${name}`,
    link: '',
    clone_url: `${url}/${owner}/${name}.git`,
    original_url: '',
    website: '',
    stars_count: 0,
    forks_count: 0,
    watchers_count: 0,
    open_issues_count: 0,
    open_pr_counter: 0,
    release_counter: 0,
    default_branch: 'main',
    archived: false,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    archived_at: '1970-01-01T00:00:00Z',
    permissions: { admin: true, push: true, pull: true },
    internal: false,
  };
}

/** A commit as the API shows it. */
export function commitShape(repositoryUrl: string, commit: GitCommit) {
  const link = (sha: string) => `${repositoryUrl}/git/commits/${sha}`;
  const identity = (who: GitIdentity) => ({ ...who });
  return {
    url: link(commit.sha),
    sha: commit.sha,
    created: commit.committer.date,
    html_url: `${repositoryUrl.replace('/api/v1/repos', '')}/commit/${
      commit.sha
    }`,
    commit: {
      url: link(commit.sha),
      author: identity(commit.author),
      committer: identity(commit.committer),
      message: `${commit.message}\n`,
      tree: {
        url: `${repositoryUrl}/git/trees/${commit.tree}`,
        sha: commit.tree,
        created: commit.committer.date,
      },
    },
    parents: commit.parents.map(sha => ({
      url: link(sha),
      sha,
      created: '0001-01-01T00:00:00Z',
    })),
  };
}

/** A file or folder as the contents API shows it. */
export function contentsShape(options: {
  repositoryUrl: string;
  ref: string;
  entry: TreeEntry;
  lastCommit: GitCommit | undefined;
  content?: Buffer;
}) {
  const { repositoryUrl, ref, entry, lastCommit, content } = options;
  const web = repositoryUrl.replace('/api/v1/repos', '');
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const isFile = entry.type === 'file';
  const url = `${repositoryUrl}/contents/${path}?ref=${encodeURIComponent(
    ref,
  )}`;
  const html = `${web}/src/branch/${ref}/${path}`;
  const git = `${repositoryUrl}/git/${isFile ? 'blobs' : 'trees'}/${entry.sha}`;
  return {
    name: entry.name,
    path: entry.path,
    sha: entry.sha,
    last_commit_sha: lastCommit?.sha,
    last_committer_date: lastCommit?.committer.date,
    last_author_date: lastCommit?.author.date,
    type: entry.type,
    size: entry.size,
    encoding: content ? 'base64' : null,
    content: content ? content.toString('base64') : null,
    target: null,
    url,
    html_url: html,
    git_url: git,
    download_url: isFile ? `${web}/raw/branch/${ref}/${path}` : null,
    submodule_git_url: null,
    _links: { self: url, git, html },
  };
}
