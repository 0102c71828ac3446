import { Request, Router } from 'express';
import { isDeepStrictEqual } from 'node:util';
import { ArgocdState } from '../ArgocdState';
import { Caller } from '../Authorizer';
import { parseBody, repositoryBody } from '../bodies';
import { differenceMessage } from '../differenceMessage';
import { GrpcError } from '../GrpcError';
import { Repository } from '../Repository';
import { comparedForm, storedForm } from '../storedForm';
import { asCaller, query, RouteContext } from './RouteContext';

/** `/api/v1/repositories` and `/api/v1/repocreds`. */
export function registerRepositoryRoutes(
  router: Router,
  context: RouteContext,
): void {
  const { state } = context;
  router.get(
    '/api/v1/repositories',
    asCaller(context, () => ({
      metadata: {},
      items: [...state.repositories.values()].map(shown),
    })),
  );
  router.post(
    '/api/v1/repositories',
    asCaller(context, (request, caller) => create(context, request, caller)),
  );
  router.get(
    '/api/v1/repositories/:repo',
    asCaller(context, async (request, caller) => {
      const repository = find(context, request, caller, 'get');
      return {
        ...shown(repository),
        ...(repository.project ? { project: repository.project } : {}),
        connectionState: await connectionState(context, repository),
      };
    }),
  );
  router.delete(
    '/api/v1/repositories/:repo',
    asCaller(context, (request, caller) => {
      const repository = find(context, request, caller, 'delete');
      state.repositories.delete(keyOf(repository));
      state.changed();
      return {};
    }),
  );
  router.post(
    '/api/v1/repocreds',
    asCaller(context, (request, caller) => {
      const template = parseBody(repositoryBody, request.body);
      context.authorizer.enforce(
        caller,
        'repositories',
        'create',
        template.repo,
      );
      state.repositoryCredentials.set(keyOf(template), template);
      state.changed();
      return { repo: template.repo };
    }),
  );
}

function keyOf(repository: Repository): string {
  return ArgocdState.repositoryKey(repository.repo, repository.project);
}

function objectOf(repo: string, project = ''): string {
  return project ? `${project}/${repo}` : repo;
}

/** Nothing secret is ever told. */
function shown(repository: Repository) {
  return {
    repo: repository.repo,
    connectionState: { status: '', message: '', attemptedAt: null },
    ...(repository.type ? { type: repository.type } : {}),
    ...(repository.name ? { name: repository.name } : {}),
  };
}

function find(
  context: RouteContext,
  request: Request,
  caller: Caller,
  action: string,
): Repository {
  const { repo } = request.params;
  const project = query(request, 'appProject');
  context.authorizer.enforce(
    caller,
    'repositories',
    action,
    objectOf(repo, project),
  );
  const found = context.state.repositories.get(
    ArgocdState.repositoryKey(repo, project),
  );
  if (!found) {
    throw new GrpcError('PermissionDenied', 'permission denied');
  }
  return found;
}

async function connectionState(context: RouteContext, repository: Repository) {
  const attemptedAt = context.state.timestamp();
  try {
    await testConnection(context, repository);
    return { status: 'Successful', message: '', attemptedAt };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return {
      status: 'Failed',
      message: `Unable to connect to repository: rpc error: code = Unknown desc = error testing repository connectivity: ${text}`,
      attemptedAt,
    };
  }
}

async function testConnection(context: RouteContext, repository: Repository) {
  await context.reconciler.resolveRevision(
    { repoURL: repository.repo, targetRevision: 'HEAD' },
    AbortSignal.timeout(10_000),
    repository,
  );
}

async function create(context: RouteContext, request: Request, caller: Caller) {
  const { state, authorizer } = context;
  const repository = parseBody(repositoryBody, request.body);
  const upsert =
    query(request, 'upsert') === 'true' || repository.upsert === true;
  const object = objectOf(repository.repo, repository.project);
  authorizer.enforce(caller, 'repositories', 'create', object);
  if (!repository.project) {
    // Only a global repository is tried before it is stored.
    await testConnection(context, repository).catch(error => {
      throw new GrpcError(
        'Unknown',
        `error testing repository connectivity: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
    });
  }
  const key = keyOf(repository);
  const existing = state.repositories.get(key);
  const before = storedForm(existing);
  const submitted = comparedForm(repository);
  if (existing && isDeepStrictEqual(before, submitted)) {
    return shown(existing);
  }
  if (existing && !upsert) {
    throw new GrpcError(
      'InvalidArgument',
      differenceMessage('repository', before, submitted),
    );
  }
  // A type that was not given is stored as git, so that the same request a
  // second time is refused as different.
  state.repositories.set(key, {
    ...repository,
    type: repository.type ?? 'git',
  });
  state.changed();
  return shown(repository);
}
