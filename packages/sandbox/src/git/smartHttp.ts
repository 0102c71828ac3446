import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Request, Response } from 'express';
import { PushEvent } from './GitHost';
import { HostContext, hostCaller, openRepository } from './HostContext';
import { RepositoryReader } from './RepositoryReader';
import { gitEnvironment } from './runGit';

/** Paths that git's smart HTTP protocol uses. */
export const smartHttpPath =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/**
 * Answers clones, fetches and pushes with `git http-backend`.
 *
 * Reading a public repository needs no login; a push is first answered with
 * 401, since git sends credentials only when it is asked.
 */
export function createSmartHttp(
  context: HostContext,
  onPush: (event: PushEvent) => void,
) {
  return async (request: Request, response: Response): Promise<void> => {
    const { 0: owner = '', 1: name = '', 2: action = '' } = request.params;
    const service = request.query.service;
    const isPush =
      action === 'git-receive-pack' || service === 'git-receive-pack';
    const caller = hostCaller(context, request);
    const found = await openRepository(context, { owner, name }, caller);
    if (
      caller === 'rejected' ||
      (caller === 'anonymous' && (isPush || !found))
    ) {
      response.set('WWW-Authenticate', 'Basic realm="Sandbox Git host"');
      response.status(401).send('Unauthorized\n');
      return;
    }
    if (!found || (action === 'info/refs' && typeof service !== 'string')) {
      response.status(404).send('Not found.\n');
      return;
    }
    const before = isPush ? await found.reader.refs() : undefined;
    await runBackend(request, response, {
      directory: context.store.directory(found.repository),
      action,
      user: caller === 'user' ? context.username : undefined,
    });
    if (before && action === 'git-receive-pack') {
      const { owner: repositoryOwner, name: repositoryName } = found.repository;
      const repository = { owner: repositoryOwner, name: repositoryName };
      for (const move of await refMoves(found.reader, before)) {
        onPush({ repository, ...move });
      }
    }
  };
}

async function refMoves(
  reader: RepositoryReader,
  before: Map<string, string>,
): Promise<Omit<PushEvent, 'repository'>[]> {
  const after = await reader.refs();
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(ref => ({ ref, oldSha: before.get(ref), newSha: after.get(ref) }))
    .filter(({ oldSha, newSha }) => oldSha !== newSha);
}

async function runBackend(
  request: Request,
  response: Response,
  options: { directory: string; action: string; user: string | undefined },
): Promise<void> {
  const child = spawn('git', ['http-backend'], {
    env: cgiEnvironment(request, options),
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  response.on('close', () => child.kill());
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.stderr.resume();
    passAnswer(child, response);
    child.on('close', () => {
      if (!response.headersSent) {
        response.status(500).send('Cannot answer: git http-backend failed\n');
      }
      resolve();
    });
  });
}

function cgiEnvironment(
  request: Request,
  options: { directory: string; action: string; user: string | undefined },
) {
  return gitEnvironment({
    GIT_PROJECT_ROOT: options.directory,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${options.action}`,
    QUERY_STRING: request.originalUrl.split('?')[1] ?? '',
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.get('content-type') ?? '',
    HTTP_CONTENT_ENCODING: request.get('content-encoding') ?? '',
    HTTP_GIT_PROTOCOL: request.get('git-protocol') ?? '',
    REMOTE_ADDR: '127.0.0.1',
    ...(request.get('content-length')
      ? { CONTENT_LENGTH: request.get('content-length') ?? '' }
      : {}),
    // Also lets `git http-backend` accept a push.
    ...(options.user ? { REMOTE_USER: options.user } : {}),
  });
}

/** Pass on what the CGI program prints: header lines, an empty line, a body. */
function passAnswer(
  child: ChildProcessWithoutNullStreams,
  response: Response,
): void {
  let head = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) {
      if (!response.write(chunk)) {
        child.stdout.pause();
        response.once('drain', () => child.stdout.resume());
      }
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end >= 0) {
      writeHead(response, head.subarray(0, end).toString());
      response.write(head.subarray(end + 4));
    }
  });
  child.stdout.on('end', () => {
    if (response.headersSent) {
      response.end();
    }
  });
}

function writeHead(response: Response, lines: string): void {
  for (const line of lines.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') {
      response.status(Number.parseInt(value, 10));
    } else {
      response.setHeader(name, value);
    }
  }
  response.flushHeaders();
}
