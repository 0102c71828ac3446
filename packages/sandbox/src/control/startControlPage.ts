import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { json, NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import { packageFolder } from '../packageFolder';
import { listen } from '../http/listen';
import { readState } from './readState';
import { SandboxParts } from './SandboxParts';

const target = z
  .object({ namespace: z.string().min(1), name: z.string().min(1) })
  .optional();

/**
 * Serve the page that shows the sandbox and switches scenarios, and its API.
 *
 * Any page of the web can send requests to a local port: so the host must be a
 * local name, a change must come from this very page (or from no page at all,
 * such as a command line), and its body must be JSON.
 */
export async function startControlPage(
  parts: SandboxParts & { port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const html = await readFile(
    join(packageFolder, 'src/control/page.html'),
    'utf8',
  );
  const app = express();
  app.disable('x-powered-by');
  app.use(refuseForeign, json({ limit: '10kb' }));
  app.get('/', (_, response) => {
    response.set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    response.type('html').send(html);
  });
  app.get('/api/state', (_, response) => {
    response.json(readState(parts));
  });
  app.post('/api/scenarios/:name', (request, response, next) => {
    applyScenario(parts, request, response).catch(next);
  });
  app.delete(
    ['/api/scenarios', '/api/scenarios/:name'],
    (request, response, next) => {
      const { name } = z
        .object({ name: z.string().optional() })
        .parse(request.params);
      parts.scenarios
        .clear(name)
        .then(() => response.json(readState(parts)))
        .catch(next);
    },
  );
  app.post('/api/builds/:owner/:name', (request, response, next) => {
    const { owner, name } = request.params;
    parts.ci
      .rebuild({ owner, name })
      .then(run => response.status(201).json(run))
      .catch(next);
  });
  app.use(answerError);
  const server = await listen(app, { port: parts.port, what: 'control page' });
  return {
    url: `http://127.0.0.1:${server.port}`,
    close: () => server.close(),
  };
}

async function applyScenario(
  parts: SandboxParts,
  request: Request,
  response: Response,
): Promise<void> {
  const given = request.body ?? {};
  const body = target.safeParse(
    Object.keys(given).length > 0 ? given : undefined,
  );
  if (!body.success) {
    response.status(400).json({
      message:
        'Cannot read the target: send {"namespace": "...", "name": "..."}',
    });
    return;
  }
  await parts.scenarios.apply(request.params.name ?? '', body.data);
  response.json(readState(parts));
}

function refuseForeign(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const host = request.get('host') ?? '';
  const origin = request.get('origin');
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
  const ownOrigin = origin === undefined || origin === `http://${host}`;
  const isJson =
    request.method === 'DELETE' ||
    (request.get('content-type') ?? '').startsWith('application/json');
  if (!local || (changes && !(ownOrigin && isJson))) {
    response.status(403).json({
      message:
        'Refused: changes must come from the control page itself, or from a command line with content type application/json',
    });
    return;
  }
  next();
}

function answerError(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  response.status(400).json({ message });
}
