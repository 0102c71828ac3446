/**
 * The Git hosts that Backstage has a publish action for and that this module knows.
 *
 * @public
 */
export type RepositoryHostType = 'gitea' | 'github' | 'gitlab';

/**
 * Where a repository is, or will be.
 *
 * @public
 */
export interface Repository {
  /** The kind of Git host, taken from the portal's integration for the host. */
  type: RepositoryHostType;
  /** Host name with port, for example `git.example.org`. */
  host: string;
  /** Organisation, group path or user, for example `platform`. */
  owner: string;
  /** Name of the repository, for example `visit-tracker`. */
  name: string;
  /** The page a person opens, without a trailing slash. */
  webUrl: string;
  /** What `git clone` takes; never with credentials. */
  cloneUrl: string;
  /** Prefix of the URLs of files on the default branch `main`, with a trailing slash. */
  contentsUrl: string;
  /** The page that lists the runs of the repository's CI. */
  runsUrl: string;
}
