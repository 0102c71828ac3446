import { json, Response, Router } from 'express';
import { z } from 'zod';
import { HostedRepository } from './GitHost';
import { HostContext, hostCaller } from './HostContext';
import { repositoryRoute, sendArchive, sendBlob } from './repositoryRoute';

const newRepository = z.object({
  name: z.string(),
  description: z.string().optional(),
  private: z.boolean().optional(),
});

/**
 * The part of GitHub's API that `publish:github`, `repository:inspect` and Backstage's GitHub reader
 * use; it belongs below `/api/v3`, where GitHub Enterprise has it.
 */
export function createGithubRouter(context: HostContext): Router {
  const router = Router();
  const repository = repositoryRoute(
    context,
    ({ params }) => ({ owner: params.owner ?? '', name: params.name ?? '' }),
    response => answer(response, 404, 'Not Found'),
  );

  router.use(json({ limit: '1mb' }));
  router.use((request, response, next) => {
    if (hostCaller(context, request) === 'rejected') {
      answer(response, 401, 'Bad credentials');
      return;
    }
    next();
  });
  router.get('/users/:name', (request, response, next) => {
    const { name } = request.params;
    context.store
      .hasOrganisation(name)
      .then(known =>
        known
          ? response.json({ login: name, type: 'Organization' })
          : answer(response, 404, 'Not Found'),
      )
      .catch(next);
  });
  router.post('/orgs/:owner/repos', (request, response, next) => {
    const { owner } = request.params;
    createRepository(context, { owner, body: request.body }, response).catch(
      next,
    );
  });
  router.get(
    '/repos/:owner/:name',
    repository(async ({ repository: found }, _, response) => {
      response.json(shape(context, found));
    }),
  );
  router.get(
    '/repos/:owner/:name/commits/:ref(*)/status',
    repository(async ({ repository: found, reader }, request, response) => {
      const sha = await reader.resolve(request.params.ref ?? '');
      if (sha) {
        response.json({ sha, repository: shape(context, found) });
      } else {
        answer(response, 404, 'Not Found');
      }
    }),
  );
  router.get(
    '/repos/:owner/:name/contents/:path(*)',
    repository(async ({ reader }, request, response) => {
      const sent = await sendBlob(reader, response, {
        revision: String(request.query.ref ?? 'main'),
        path: request.params.path ?? '',
      });
      if (!sent) {
        answer(response, 404, 'Not Found');
      }
    }),
  );
  router.get(
    '/repos/:owner/:name/tarball/:ref(*)',
    repository(async ({ repository: found, reader }, request, response) => {
      const { owner, name } = found;
      const revision = request.params.ref ?? '';
      const topFolder = `${owner}-${name}-${revision.slice(0, 7)}`;
      if (!(await sendArchive(reader, response, { revision, topFolder }))) {
        answer(response, 404, 'Not Found');
      }
    }),
  );
  router.use((_, response) => answer(response, 404, 'Not Found'));
  return router;
}

async function createRepository(
  context: HostContext,
  { owner, body }: { owner: string; body: unknown },
  response: Response,
): Promise<void> {
  const { name, ...options } = newRepository.parse(body);
  if (await context.store.find({ owner, name })) {
    answer(response, 422, 'Repository creation failed.', [
      {
        resource: 'Repository',
        code: 'custom',
        field: 'name',
        message: 'name already exists on this account',
      },
    ]);
    return;
  }
  const made = await context.store.create({ owner, name }, options);
  response.status(201).json(shape(context, made));
}

function shape({ url }: HostContext, repository: HostedRepository) {
  const { id, owner, name, description } = repository;
  const fullName = `${owner}/${name}`;
  return {
    id,
    name,
    full_name: fullName,
    description,
    private: repository.private,
    default_branch: 'main',
    html_url: `${url}/${fullName}`,
    clone_url: `${url}/${fullName}.git`,
    archive_url: `${url}/api/v3/repos/${fullName}/{archive_format}{/ref}`,
  };
}

function answer(
  response: Response,
  status: number,
  message: string,
  errors?: object[],
): void {
  response.status(status).json({
    message,
    ...(errors && { errors }),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  });
}
