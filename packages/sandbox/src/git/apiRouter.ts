import { json, NextFunction, Request, Response, Router } from 'express';
import { z } from 'zod';
import {
  commitShape,
  contentsShape,
  organisationShape,
  repositoryShape,
  userShape,
} from './apiShapes';
import {
  HostContext,
  hostCaller,
  OpenRepository,
  openRepository,
} from './HostContext';
import { ownerNameProblem, repositoryNameProblem } from './RepositoryName';

type Handler = (request: Request, response: Response) => Promise<void>;

const newRepository = z.object({
  name: z.string(),
  description: z.string().optional(),
  private: z.boolean().optional(),
});
const newOrganisation = z.object({ username: z.string() });

/** The part of Gitea's API that Backstage uses. */
export function createApiRouter(context: HostContext): Router {
  const router = Router();
  const handle = (handler: Handler) => wrap(handler);
  const open = (
    handler: (found: OpenRepository, ...rest: Parameters<Handler>) => unknown,
  ) => handle(withRepository(context, handler));

  router.use(json({ limit: '1mb' }));
  router.get('/version', (_, response) => {
    response.json({ version: '1.26.0+sandbox' });
  });
  router.use((request, response, next) => {
    if (hostCaller(context, request) === 'rejected') {
      problem(response, 401, 'user does not exist or password is wrong');
      return;
    }
    next();
  });
  router.get('/user', handle(getUser(context)));
  router.get('/orgs/:org', handle(getOrganisation(context)));
  router.post('/orgs', handle(postOrganisation(context)));
  router.get('/orgs/:org/repos', handle(listRepositories(context)));
  router.post('/orgs/:org/repos', handle(postRepository(context)));
  router.post('/user/repos', handle(postRepository(context)));
  router.get('/repos/:owner/:name', open(getRepository(context)));
  router.delete('/repos/:owner/:name', open(deleteRepository(context)));
  router.get(
    '/repos/:owner/:name/git/commits/:ref(*)',
    open(getCommit(context)),
  );
  router.get('/repos/:owner/:name/contents', open(getContents(context)));
  router.get(
    '/repos/:owner/:name/contents/:path(*)',
    open(getContents(context)),
  );
  router.get('/repos/:owner/:name/archive/:file(*)', open(getArchive));
  router.use((_, response) => notFound(response));
  return router;
}

function wrap(handler: Handler) {
  return (request: Request, response: Response, next: NextFunction) => {
    handler(request, response).catch(next);
  };
}

function withRepository(
  context: HostContext,
  handler: (found: OpenRepository, ...rest: Parameters<Handler>) => unknown,
): Handler {
  return async (request, response) => {
    const { owner = '', name = '' } = request.params;
    const caller = hostCaller(context, request);
    const found = await openRepository(context, { owner, name }, caller);
    if (!found) {
      notFound(response);
      return;
    }
    await handler(found, request, response);
  };
}

function problem(response: Response, status: number, message: string): void {
  response
    .status(status)
    .json({ message, url: 'https://docs.gitea.com/api/1.26/' });
}

function notFound(response: Response): void {
  response.status(404).json({
    errors: null,
    message: "The target couldn't be found.",
    url: 'https://docs.gitea.com/api/1.26/',
  });
}

function signedIn(
  context: HostContext,
  request: Request,
  response: Response,
): boolean {
  const allowed = hostCaller(context, request) === 'user';
  if (!allowed) {
    problem(response, 401, 'token is required');
  }
  return allowed;
}

function getUser(context: HostContext): Handler {
  return async (request, response) => {
    if (signedIn(context, request, response)) {
      response.json(userShape(context.url, context.username));
    }
  };
}

function getOrganisation(context: HostContext): Handler {
  return async (request, response) => {
    const name = request.params.org ?? '';
    if (await context.store.hasOrganisation(name)) {
      response.json(organisationShape(name));
    } else {
      notFound(response);
    }
  };
}

function postOrganisation(context: HostContext): Handler {
  return async (request, response) => {
    if (!signedIn(context, request, response)) {
      return;
    }
    const body = newOrganisation.safeParse(request.body);
    const wrong = body.success
      ? ownerNameProblem(body.data.username)
      : '[UserName]: Required';
    if (!body.success || wrong) {
      problem(response, 422, wrong ?? '');
    } else if (await context.store.hasOrganisation(body.data.username)) {
      problem(
        response,
        422,
        `user already exists [name: ${body.data.username}]`,
      );
    } else {
      await context.store.createOrganisation(body.data.username);
      response.status(201).json(organisationShape(body.data.username));
    }
  };
}

function listRepositories(context: HostContext): Handler {
  return async (request, response) => {
    const name = request.params.org ?? '';
    if (!(await context.store.hasOrganisation(name))) {
      notFound(response);
      return;
    }
    const caller = hostCaller(context, request);
    const all = await context.store.list(name);
    const visible = all.filter(each => !each.private || caller === 'user');
    response.json(
      visible.map(each => repositoryShape(context.url, each, false)),
    );
  };
}

function postRepository(context: HostContext): Handler {
  return async (request, response) => {
    if (!signedIn(context, request, response)) {
      return;
    }
    const owner = request.params.org ?? context.username;
    if (request.params.org && !(await context.store.hasOrganisation(owner))) {
      notFound(response);
      return;
    }
    const body = newRepository.safeParse(request.body);
    const wrong = body.success
      ? repositoryNameProblem(body.data.name)
      : '[Name]: Required';
    if (!body.success || wrong) {
      problem(response, 422, wrong ?? '');
      return;
    }
    const { name, ...options } = body.data;
    if (await context.store.find({ owner, name })) {
      problem(
        response,
        409,
        'The repository with the same name already exists.',
      );
      return;
    }
    const made = await context.store.create({ owner, name }, options);
    response.status(201).json(repositoryShape(context.url, made, true));
  };
}

function getRepository(context: HostContext) {
  return async (found: OpenRepository, _: Request, response: Response) => {
    const refs = await found.reader.refs();
    response.json(
      repositoryShape(context.url, found.repository, refs.size === 0),
    );
  };
}

function deleteRepository(context: HostContext) {
  return async (
    found: OpenRepository,
    request: Request,
    response: Response,
  ) => {
    if (signedIn(context, request, response)) {
      await context.store.remove(found.repository);
      response.status(204).end();
    }
  };
}

function apiUrl(context: HostContext, found: OpenRepository): string {
  const { owner, name } = found.repository;
  return `${context.url}/api/v1/repos/${owner}/${name}`;
}

function getCommit(context: HostContext) {
  return async (
    found: OpenRepository,
    request: Request,
    response: Response,
  ) => {
    const sha = await found.reader.resolve(request.params.ref ?? '');
    const [commit] = sha ? await found.reader.commits(sha, { limit: 1 }) : [];
    if (commit) {
      response.json(commitShape(apiUrl(context, found), commit));
    } else {
      notFound(response);
    }
  };
}

function getContents(context: HostContext) {
  return async (
    found: OpenRepository,
    request: Request,
    response: Response,
  ) => {
    const { reader } = found;
    const ref = z.string().min(1).catch('main').parse(request.query.ref);
    const path = (request.params.path ?? '').replace(/^\/+|\/+$/g, '');
    const sha = await reader.resolve(ref);
    const entry = sha && path ? await reader.entry(sha, path) : undefined;
    if (!sha || (path && !entry)) {
      notFound(response);
      return;
    }
    const shape = async (each: NonNullable<typeof entry>, content?: Buffer) => {
      const [lastCommit] = await reader.commits(sha, {
        limit: 1,
        path: each.path,
      });
      return contentsShape({
        repositoryUrl: apiUrl(context, found),
        ref,
        entry: each,
        lastCommit,
        content,
      });
    };
    if (entry && entry.type !== 'dir') {
      response.set('ETag', `"${entry.sha}"`);
      response.json(await shape(entry, await reader.blob(entry.sha)));
      return;
    }
    const entries = await reader.entries(sha, path);
    response.json(await Promise.all(entries.map(each => shape(each))));
  };
}

async function getArchive(
  found: OpenRepository,
  request: Request,
  response: Response,
): Promise<void> {
  const file = request.params.file ?? '';
  const sha = file.endsWith('.tar.gz')
    ? await found.reader.resolve(file.slice(0, -'.tar.gz'.length))
    : undefined;
  if (!sha) {
    notFound(response);
    return;
  }
  const { name } = found.repository;
  response.set('Content-Disposition', `attachment; filename="${name}.tar.gz"`);
  response.type('application/gzip');
  response.send(await found.reader.archive(sha, name));
}
