import { json, Request, Response, Router } from 'express';
import { z } from 'zod';
import { HostedRepository } from './GitHost';
import { HostContext, hostCaller } from './HostContext';
import { RepositoryName } from './RepositoryName';
import { repositoryRoute, sendArchive, sendBlob } from './repositoryRoute';

const newProject = z.object({
  namespace_id: z.coerce.number(),
  path: z.string(),
  visibility: z.enum(['private', 'internal', 'public']).optional(),
});

/**
 * The part of GitLab's API that `publish:gitlab`, `repository:inspect` and Backstage's GitLab reader
 * use; it belongs below `/api/v4`. Groups have one level.
 */
export function createGitlabRouter(context: HostContext): Router {
  const router = Router();
  const project = repositoryRoute(context, projectOf, notFound);

  router.use(json({ limit: '1mb' }));
  router.use((request, response, next) => {
    // A personal or group access token comes in a header of GitLab's own
    const token = request.get('private-token');
    if (token !== undefined) {
      request.headers.authorization = `Bearer ${token}`;
    }
    if (hostCaller(context, request) === 'rejected') {
      response.status(401).json({ message: '401 Unauthorized' });
      return;
    }
    next();
  });
  router.get('/user', (_, response) => {
    response.json({ id: 1, username: context.username });
  });
  router.get('/namespaces/:path', (request, response, next) => {
    const { path } = request.params;
    groupId(context, path)
      .then(id =>
        id > 0
          ? response.json({ id, kind: 'group', path, full_path: path })
          : notFound(response, 'Namespace'),
      )
      .catch(next);
  });
  router.get('/groups/:path/projects', (request, response, next) => {
    listProjects(context, request, response).catch(next);
  });
  router.post('/projects', (request, response, next) => {
    createProject(context, request.body, response).catch(next);
  });
  router.get(
    '/projects/:id',
    project(async ({ repository }, _, response) => {
      response.json(shape(context, repository));
    }),
  );
  router.get(
    '/projects/:id/repository/files/:path/raw',
    project(async ({ reader }, request, response) => {
      const sent = await sendBlob(reader, response, {
        revision: String(request.query.ref ?? 'main'),
        path: request.params.path ?? '',
      });
      if (!sent) {
        notFound(response, 'File');
      }
    }),
  );
  router.get(
    '/projects/:id/repository/commits',
    project(async ({ reader }, request, response) => {
      const sha = await reader.resolve(String(request.query.ref_name));
      const path =
        typeof request.query.path === 'string' ? request.query.path : undefined;
      const commits = sha ? await reader.commits(sha, { limit: 20, path }) : [];
      response.json(
        commits.map(commit => ({ id: commit.sha, message: commit.message })),
      );
    }),
  );
  router.get(
    '/projects/:id/repository/archive',
    project(async ({ repository, reader }, request, response) => {
      const revision = String(request.query.sha ?? 'main');
      const topFolder = `${repository.name}-${revision}`;
      if (!(await sendArchive(reader, response, { revision, topFolder }))) {
        notFound(response, 'File');
      }
    }),
  );
  router.use((_, response) => notFound(response));
  return router;
}

/** GitLab takes a project's full path, with its slashes escaped, for its id. */
function projectOf({ params }: Request): RepositoryName {
  const [owner = '', name = ''] = (params.id ?? '').split('/');
  return { owner, name };
}

/** The group's number, from 1; 0 where there is none. */
async function groupId(context: HostContext, path: string): Promise<number> {
  return (await context.store.organisations()).indexOf(path) + 1;
}

async function listProjects(
  context: HostContext,
  request: Request,
  response: Response,
): Promise<void> {
  const { path = '' } = request.params;
  const search = String(request.query.search ?? '');
  const all = (await groupId(context, path))
    ? await context.store.list(path)
    : [];
  response.set('X-Next-Page', '');
  response.json(
    all
      .filter(({ name }) => name.includes(search))
      .map(repository => shape(context, repository)),
  );
}

async function createProject(
  context: HostContext,
  body: unknown,
  response: Response,
): Promise<void> {
  const {
    namespace_id: group,
    path: name,
    visibility,
  } = newProject.parse(body);
  const owner = (await context.store.organisations())[group - 1];
  if (owner === undefined) {
    response.status(400).json({ message: { namespace: ['is not valid'] } });
    return;
  }
  if (await context.store.find({ owner, name })) {
    const taken = ['has already been taken'];
    response.status(400).json({ message: { name: taken, path: taken } });
    return;
  }
  const made = await context.store.create(
    { owner, name },
    { private: visibility !== 'public' },
  );
  response.status(201).json(shape(context, made));
}

function shape({ url }: HostContext, repository: HostedRepository) {
  const { id, owner, name, description } = repository;
  const fullName = `${owner}/${name}`;
  return {
    id,
    name,
    path: name,
    path_with_namespace: fullName,
    description,
    visibility: repository.private ? 'private' : 'public',
    default_branch: 'main',
    web_url: `${url}/${fullName}`,
    http_url_to_repo: `${url}/${fullName}.git`,
  };
}

function notFound(response: Response, what = 'Project'): void {
  response.status(404).json({ message: `404 ${what} Not Found` });
}
