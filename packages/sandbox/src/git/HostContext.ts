import { Request } from 'express';
import { Caller, callerOf } from './authentication';
import { BuildSummary, HostedRepository } from './GitHost';
import { RepositoryName } from './RepositoryName';
import { RepositoryReader } from './RepositoryReader';
import { RepositoryStore } from './RepositoryStore';

/** What the parts of the Git host share. */
export interface HostContext {
  readonly store: RepositoryStore;
  readonly username: string;
  readonly password: string;
  /** Base URL; known once the host listens. */
  url: string;
  builds(repository: RepositoryName): BuildSummary[];
}

/** A repository that a caller may see, with its reader. */
export interface OpenRepository {
  repository: HostedRepository;
  reader: RepositoryReader;
}

/** Who sent a request. */
export function hostCaller(context: HostContext, request: Request): Caller {
  return callerOf(request, context);
}

/** Look up a repository as a caller sees it: a private one needs a login. */
export async function openRepository(
  context: HostContext,
  name: RepositoryName,
  caller: Caller,
): Promise<OpenRepository | undefined> {
  const repository = await context.store.find(name);
  if (!repository || (repository.private && caller !== 'user')) {
    return undefined;
  }
  const directory = context.store.directory(repository);
  return { repository, reader: RepositoryReader.create(directory) };
}
