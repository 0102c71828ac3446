/** Owner and name of a repository on the Git host. */
export interface RepositoryName {
  owner: string;
  name: string;
}

const allowed = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;
// First path segments that the host itself answers on.
const reserved = new Set(['api', 'ci', 'assets', 'healthz']);

/** What is wrong with the name of a repository, or undefined. */
export function repositoryNameProblem(name: string): string | undefined {
  if (!allowed.test(name) || name.includes('..')) {
    return `"${name}" is not a valid repository name: use letters, digits, "-", "_" and ".", starting with a letter or digit`;
  }
  return /\.(git|wiki|lock)$/i.test(name)
    ? `"${name}" is not a valid repository name: it must not end in ".git", ".wiki" or ".lock"`
    : undefined;
}

/** What is wrong with the name of an organisation, or undefined. */
export function ownerNameProblem(owner: string): string | undefined {
  return reserved.has(owner.toLowerCase())
    ? `"${owner}" is a reserved name: choose another`
    : repositoryNameProblem(owner)?.replace('repository', 'organisation');
}
