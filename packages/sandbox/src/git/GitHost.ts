import { Router } from 'express';
import { RepositoryName } from './RepositoryName';

/** Whose API a Git host speaks. */
export type GitHostKind = 'gitea' | 'github' | 'gitlab';

/** Options of `startGitHost`. */
export interface GitHostOptions {
  /** @defaultValue 'gitea' */
  kind?: GitHostKind;
  /** Folder that the repositories live in. */
  home: string;
  /** @defaultValue 0, any free port */
  port?: number;
  /** Address of this machine to listen on. @defaultValue '127.0.0.1', as `localhost` */
  host?: string;
  /** @defaultValue 'backstage'; on GitHub and GitLab what Backstage pushes with */
  username?: string;
  /** @defaultValue a random one */
  password?: string;
  /** Organisations that exist from the start. @defaultValue `['platform']` */
  organisations?: string[];
  /** Lines that the pages show for the builds of a repository. */
  builds?(repository: RepositoryName): BuildSummary[];
}

/** One line about a build, shown on the page of its repository. */
export interface BuildSummary {
  number: number;
  sha: string;
  status: string;
  /** Path on this host of the page that shows the build. */
  path: string;
}

/** A branch or tag that a push moved. */
export interface PushEvent {
  repository: RepositoryName;
  /** Full name, e.g. `refs/heads/main`. */
  ref: string;
  /** Undefined when the push made the ref. */
  oldSha?: string;
  /** Undefined when the push deleted the ref. */
  newSha?: string;
}

/** A repository as the host keeps it. */
export interface HostedRepository extends RepositoryName {
  id: number;
  description: string;
  private: boolean;
  createdAt: string;
}

/** A commit, as far as pages and API show it. */
export interface GitCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: GitIdentity;
  committer: GitIdentity;
  message: string;
}

/** Who made a commit, and when. */
export interface GitIdentity {
  name: string;
  email: string;
  date: string;
}

/** A running Git host. */
export interface GitHost {
  /** Base URL without a slash at the end. */
  url: string;
  /** Base URL of its API, without a slash at the end. */
  apiUrl: string;
  username: string;
  password: string;
  /** Make an empty repository, and its organisation if need be. */
  createRepository(
    repository: RepositoryName,
    options?: { description?: string; private?: boolean },
  ): Promise<HostedRepository>;
  repositories(): Promise<HostedRepository[]>;
  /** The repository that a clone or web URL of this host names. */
  repositoryOf(url: string): RepositoryName | undefined;
  /** Commit that a branch, tag or SHA names; undefined when there is none. */
  resolve(
    repository: RepositoryName,
    revision: string,
  ): Promise<string | undefined>;
  /** Content of one file; undefined when it is missing. */
  readFile(
    repository: RepositoryName,
    revision: string,
    path: string,
  ): Promise<Buffer | undefined>;
  /** Paths of the files that differ between two commits. */
  changedPaths(
    repository: RepositoryName,
    from: string,
    to: string,
  ): Promise<string[]>;
  /** Write the files of a commit below a path of it into a folder. */
  checkout(
    repository: RepositoryName,
    sha: string,
    options: { directory: string; path?: string },
  ): Promise<void>;
  /**
   * Commit the files of a project, as they are now, to `platform/golden-path`.
   *
   * @returns the commit
   */
  seedFromDirectory(projectRoot: string): Promise<string>;
  /** Be told after each push; returns a function that ends this. */
  onPush(listener: (event: PushEvent) => void): () => void;
  /** Serve more pages below a path. */
  mount(path: string, router: Router): void;
  close(): Promise<void>;
}
