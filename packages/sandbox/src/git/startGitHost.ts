import { randomBytes } from 'node:crypto';
import express, { NextFunction, Request, Response, Router } from 'express';
import { listen } from '../http/listen';
import { createApiRouter } from './apiRouter';
import { createGithubRouter } from './githubRouter';
import { createGitlabRouter } from './gitlabRouter';
import { GitHost, GitHostKind, GitHostOptions, PushEvent } from './GitHost';
import { HostContext } from './HostContext';
import { RepositoryName } from './RepositoryName';
import { RepositoryReader } from './RepositoryReader';
import { RepositoryStore } from './RepositoryStore';
import { seedFromDirectory } from './seedFromDirectory';
import { createSmartHttp, smartHttpPath } from './smartHttp';
import { createWebRouter } from './webRouter';

/** The repository that holds the golden path itself. */
const seedName = { owner: 'platform', name: 'golden-path' };

/** Where each kind has its API, and the user name that Backstage pushes with. */
const kinds = {
  gitea: {
    apiPath: '/api/v1',
    createApi: createApiRouter,
    username: 'backstage',
  },
  github: {
    apiPath: '/api/v3',
    createApi: createGithubRouter,
    username: 'x-access-token',
  },
  gitlab: {
    apiPath: '/api/v4',
    createApi: createGitlabRouter,
    username: 'oauth2',
  },
} as const;

/**
 * Start a Git host that speaks the part of Gitea that Backstage and git use, or as much of GitHub or
 * GitLab as it takes to publish to them; those two have no pages for people.
 */
export async function startGitHost(options: GitHostOptions): Promise<GitHost> {
  const { kind = 'gitea', organisations = ['platform'] } = options;
  const store = await RepositoryStore.create(options.home, organisations);
  const context: HostContext = {
    store,
    username: options.username ?? kinds[kind].username,
    password: options.password ?? randomBytes(16).toString('hex'),
    url: '',
    builds: options.builds ?? (() => []),
  };
  const listeners = new Set<(event: PushEvent) => void>();
  const extra = Router();
  const app = createApp(context, {
    kind,
    extra,
    onPush: event => listeners.forEach(listener => listener(event)),
  });
  const server = await listen(app, {
    port: options.port ?? 0,
    host: options.host,
    what: 'Git host',
  });
  context.url = `http://${options.host ?? 'localhost'}:${server.port}`;
  const reader = (repository: RepositoryName) =>
    RepositoryReader.create(store.directory(repository));
  return {
    url: context.url,
    apiUrl: context.url + kinds[kind].apiPath,
    username: context.username,
    password: context.password,
    createRepository: async (repository, settings) => {
      await store.createOrganisation(repository.owner);
      return store.create(repository, settings);
    },
    repositories: () => store.list(),
    repositoryOf: url => repositoryOf(context.url, url),
    resolve: async (repository, revision) =>
      (await store.find(repository))
        ? reader(repository).resolve(revision)
        : undefined,
    readFile: async (repository, revision, path) => {
      const sha = await reader(repository).resolve(revision);
      const entry = sha ? await reader(repository).entry(sha, path) : undefined;
      return entry?.type === 'file'
        ? reader(repository).blob(entry.sha)
        : undefined;
    },
    changedPaths: (repository, from, to) =>
      reader(repository).changedPaths(from, to),
    checkout: (repository, sha, target) =>
      reader(repository).checkout(sha, target),
    seedFromDirectory: async projectRoot => {
      const found = await store.find(seedName);
      const description = 'The golden path: its template and its parts';
      await (found ?? store.create(seedName, { description }));
      return seedFromDirectory(store.directory(seedName), projectRoot);
    },
    onPush: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    mount: (path, router) => extra.use(path, router),
    close: () => server.close(),
  };
}

function createApp(
  context: HostContext,
  options: {
    kind: GitHostKind;
    extra: Router;
    onPush: (event: PushEvent) => void;
  },
) {
  const { kind, extra, onPush } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const smartHttp = createSmartHttp(context, onPush);
  app.all(smartHttpPath, (request, response, next) => {
    smartHttp(request, response).catch(next);
  });
  app.use(kinds[kind].apiPath, kinds[kind].createApi(context));
  app.use(extra);
  if (kind === 'gitea') {
    app.use(createWebRouter(context));
  }
  app.use(
    (error: unknown, _: Request, response: Response, next: NextFunction) => {
      if (response.headersSent) {
        next(error);
        return;
      }
      response.status(statusOf(error)).json({ message: String(error) });
    },
  );
  return app;
}

/** Status of an error that a body parser or router threw. */
function statusOf(error: unknown): number {
  const status =
    error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : 500;
}

function repositoryOf(base: string, url: string): RepositoryName | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const own = new URL(base);
  const local = ['localhost', '127.0.0.1', '[::1]'];
  if (!parsed || !local.includes(parsed.hostname) || parsed.port !== own.port) {
    return undefined;
  }
  const [owner, name] = parsed.pathname.split('/').filter(Boolean);
  return owner && name
    ? { owner, name: name.replace(/\.git$/, '') }
    : undefined;
}
