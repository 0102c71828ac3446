import { NextFunction, Request, Response } from 'express';
import {
  HostContext,
  hostCaller,
  OpenRepository,
  openRepository,
} from './HostContext';
import { RepositoryName } from './RepositoryName';
import { RepositoryReader } from './RepositoryReader';

type Handler = (
  found: OpenRepository,
  request: Request,
  response: Response,
) => Promise<void>;

/** Makes routes of one repository: it is looked up as the caller may see it, else `missing` answers. */
export function repositoryRoute(
  context: HostContext,
  nameOf: (request: Request) => RepositoryName,
  missing: (response: Response) => void,
) {
  return (handler: Handler) =>
    (request: Request, response: Response, next: NextFunction) => {
      openRepository(context, nameOf(request), hostCaller(context, request))
        .then(found =>
          found ? handler(found, request, response) : missing(response),
        )
        .catch(next);
    };
}

/** Sends the bytes of a file; false when there is no such file. */
export async function sendBlob(
  reader: RepositoryReader,
  response: Response,
  { revision, path }: { revision: string; path: string },
): Promise<boolean> {
  const sha = await reader.resolve(revision);
  const entry = sha ? await reader.entry(sha, path) : undefined;
  if (entry?.type !== 'file') {
    return false;
  }
  response.set('ETag', `"${entry.sha}"`);
  response.type('application/octet-stream');
  response.send(await reader.blob(entry.sha));
  return true;
}

/** Sends a commit as .tar.gz; false when there is no such commit. */
export async function sendArchive(
  reader: RepositoryReader,
  response: Response,
  { revision, topFolder }: { revision: string; topFolder: string },
): Promise<boolean> {
  const sha = await reader.resolve(revision);
  if (!sha) {
    return false;
  }
  response.type('application/gzip');
  response.send(await reader.archive(sha, topFolder));
  return true;
}
