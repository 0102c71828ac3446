import { Request, Response } from 'express';
import { z } from 'zod';
import { answerNotFound } from './answerProblem';
import { commitShape, contentsShape } from './apiShapes';
import { HostContext, OpenRepository } from './HostContext';

/** Address of a repository in the API. */
function apiUrl(context: HostContext, found: OpenRepository): string {
  const { owner, name } = found.repository;
  return `${context.url}/api/v1/repos/${owner}/${name}`;
}

/** `GET /repos/O/R/git/commits/REF` */
export function getCommit(context: HostContext) {
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
      answerNotFound(response);
    }
  };
}

/** `GET /repos/O/R/contents/PATH` */
export function getContents(context: HostContext) {
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
      answerNotFound(response);
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

/** `GET /repos/O/R/archive/REF.tar.gz` */
export async function getArchive(
  found: OpenRepository,
  request: Request,
  response: Response,
): Promise<void> {
  const file = request.params.file ?? '';
  const sha = file.endsWith('.tar.gz')
    ? await found.reader.resolve(file.slice(0, -'.tar.gz'.length))
    : undefined;
  if (!sha) {
    answerNotFound(response);
    return;
  }
  const { name } = found.repository;
  response.set('Content-Disposition', `attachment; filename="${name}.tar.gz"`);
  response.type('application/gzip');
  response.send(await found.reader.archive(sha, name));
}
