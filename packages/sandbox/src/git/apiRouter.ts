import { json, NextFunction, Request, Response, Router } from 'express';
import { z } from 'zod';
import { organisationShape, repositoryShape, userShape } from './apiShapes';
import {
  answerNoOrganisation,
  answerNotFound,
  answerProblem,
} from './answerProblem';
import {
  HostContext,
  hostCaller,
  OpenRepository,
  openRepository,
} from './HostContext';
import { getArchive, getCommit, getContents } from './repositoryHandlers';
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
      answerProblem(response, 401, 'user does not exist or password is wrong');
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
  router.use((_, response) => answerNotFound(response));
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
      answerNotFound(response);
      return;
    }
    await handler(found, request, response);
  };
}

function signedIn(
  context: HostContext,
  request: Request,
  response: Response,
): boolean {
  const allowed = hostCaller(context, request) === 'user';
  if (!allowed) {
    answerProblem(response, 401, 'token is required');
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
      answerNoOrganisation(response, name);
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
      answerProblem(response, 422, wrong ?? '');
    } else if (await context.store.hasOrganisation(body.data.username)) {
      answerProblem(
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
      answerNoOrganisation(response, name);
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
      answerNoOrganisation(response, owner);
      return;
    }
    const body = newRepository.safeParse(request.body);
    const wrong = body.success
      ? repositoryNameProblem(body.data.name)
      : '[Name]: Required';
    if (!body.success || wrong) {
      answerProblem(response, 422, wrong ?? '');
      return;
    }
    const { name, ...options } = body.data;
    if (await context.store.find({ owner, name })) {
      answerProblem(
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
