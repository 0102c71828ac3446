import { NextFunction, Request, Response, Router } from 'express';
import { html } from '../web/html';
import { page } from '../web/page';
import {
  HostContext,
  hostCaller,
  OpenRepository,
  openRepository,
} from './HostContext';
import {
  commitPage,
  emptyPage,
  filePage,
  folderPage,
  homePage,
} from './webPages';

/** The pages that people, and `publish:gitea`, look at. */
export function createWebRouter(context: HostContext): Router {
  const router = Router();
  router.get('/', (_, response, next) => {
    showHome(context, response).catch(next);
  });
  const repository = '/:owner/:name';
  router.get(repository, (request, response) => {
    const { owner = '', name = '' } = request.params;
    const clean = [owner, name.replace(/\.git$/, '')].map(encodeURIComponent);
    response.redirect(303, `/${clean.join('/')}/src/branch/main/`);
  });
  router.get(
    [`${repository}/src/branch/:ref`, `${repository}/src/branch/:ref/:path(*)`],
    withRepository(context, showPath(context)),
  );
  router.get(
    `${repository}/src/commit/:ref/:path(*)`,
    withRepository(context, showPath(context)),
  );
  router.get(
    `${repository}/raw/branch/:ref/:path(*)`,
    withRepository(context, sendRaw),
  );
  router.get(`${repository}/commit/:ref`, withRepository(context, showCommit));
  router.use((_, response) => missing(response));
  return router;
}

type Show = (
  found: OpenRepository,
  request: Request,
  response: Response,
) => Promise<void>;

function withRepository(context: HostContext, show: Show) {
  return (request: Request, response: Response, next: NextFunction) => {
    const { owner = '', name = '' } = request.params;
    openRepository(context, { owner, name }, hostCaller(context, request))
      .then(found =>
        found ? show(found, request, response) : missing(response),
      )
      .catch(next);
  };
}

async function showHome(
  context: HostContext,
  response: Response,
): Promise<void> {
  const all = await context.store.list();
  response.send(homePage(all.filter(each => !each.private)));
}

function showPath(context: HostContext): Show {
  return async ({ repository, reader }, request, response) => {
    const { ref = 'main', path: asked = '' } = request.params;
    const path = asked.replace(/^\/+|\/+$/g, '');
    const sha = await reader.resolve(ref);
    if (!sha && (await reader.refs()).size === 0) {
      response.send(emptyPage(repository, context.url));
      return;
    }
    const entry = sha && path ? await reader.entry(sha, path) : undefined;
    if (!sha || (path && !entry)) {
      missing(response);
      return;
    }
    if (entry && entry.type !== 'dir') {
      const content = await reader.blob(entry.sha);
      response.send(filePage({ repository, ref, path, content }));
      return;
    }
    if (!request.path.endsWith('/')) {
      response.redirect(303, `${request.path}/`);
      return;
    }
    const readme = path ? undefined : await reader.entry(sha, 'README.md');
    response.send(
      folderPage({
        repository,
        ref,
        path,
        cloneUrl: `${context.url}/${repository.owner}/${repository.name}.git`,
        entries: await reader.entries(sha, path),
        commits: await reader.commits(sha, { limit: 10 }),
        builds: context.builds(repository),
        readme: readme ? await reader.blob(readme.sha) : undefined,
      }),
    );
  };
}

async function sendRaw(
  { reader }: OpenRepository,
  request: Request,
  response: Response,
): Promise<void> {
  const { ref = '', path = '' } = request.params;
  const sha = await reader.resolve(ref);
  const entry = sha ? await reader.entry(sha, path) : undefined;
  if (!entry || entry.type !== 'file') {
    missing(response);
    return;
  }
  // Never as HTML: a repository's file must not run on this host's origin.
  response.set('X-Content-Type-Options', 'nosniff');
  response.set('Content-Security-Policy', "default-src 'none'; sandbox");
  response.type('text/plain');
  response.send(await reader.blob(entry.sha));
}

async function showCommit(
  { repository, reader }: OpenRepository,
  request: Request,
  response: Response,
): Promise<void> {
  const sha = await reader.resolve(request.params.ref ?? '');
  const [commit] = sha ? await reader.commits(sha, { limit: 1 }) : [];
  if (!commit) {
    missing(response);
    return;
  }
  const [parent] = commit.parents;
  const changed = parent
    ? await reader.changedPaths(parent, commit.sha)
    : undefined;
  response.send(commitPage({ repository, commit, changed }));
}

function missing(response: Response): void {
  response.status(404).send(
    page({
      title: 'Not found',
      body: html`<h1>Not found</h1>
        <p>There is no such page or repository here.</p>`,
    }),
  );
}
