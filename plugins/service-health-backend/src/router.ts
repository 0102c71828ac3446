import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { environmentOfVerdict } from '@paved-path/backstage-plugin-service-health-common';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { holdUntilNews } from './holdUntilNews';
import { HealthGate } from './services/HealthGate';
import { HealthService } from './services/HealthService';
import { RollupService } from './services/RollupService';

const recheckMs = 2_000;
/** A roll-up judges many services, so it looks less often. */
const rollupRecheckMs = 10_000;
const rollupSettleMs = 250;
const querySchema = z.object({
  entityRef: z.string().min(3).max(400),
  wait: z.coerce.number().min(0).max(25).default(0),
});

interface RouterOptions {
  health: HealthService;
  rollups: RollupService;
  gate: HealthGate;
  httpAuth: HttpAuthService;
}

/** Speaks HTTP for the health service. */
export async function createRouter(
  options: RouterOptions,
): Promise<express.Router> {
  const router = Router();
  router.get('/v1/health', (request, response) =>
    getHealth(options, request, response),
  );
  router.get('/v1/rollup', (request, response) =>
    getRollup(options, request, response),
  );
  return router;
}

async function getHealth(
  { health, gate, httpAuth }: RouterOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const { entityRef, wait } = readQuery(request);
  const credentials = await httpAuth.credentials(request);
  const { entity, details } = await gate.open(entityRef, credentials);
  const known = request.header('if-none-match');
  const { answer, etag } = await holdUntilNews({
    ask: () => health.health(entity, { details }),
    subscribe: listener => health.subscribe(entity, listener),
    known,
    wait,
    recheckMs,
    settleMs: 0,
    response,
  });
  const checkedAt = environmentOfVerdict(answer)?.checkedAt;
  if (checkedAt !== undefined) {
    response.setHeader('service-health-checked-at', checkedAt);
  }
  send(response, { answer, etag, known });
}

async function getRollup(
  { rollups, httpAuth }: RouterOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const { entityRef, wait } = readQuery(request);
  const credentials = await httpAuth.credentials(request);
  const scope = await rollups.open(entityRef, credentials);
  const known = request.header('if-none-match');
  const { answer, etag } = await holdUntilNews({
    ask: () => rollups.rollup(scope),
    subscribe: listener => rollups.subscribe(scope, listener),
    known,
    wait,
    recheckMs: rollupRecheckMs,
    settleMs: rollupSettleMs,
    response,
  });
  send(response, { answer, etag, known });
}

function readQuery(request: Request): z.infer<typeof querySchema> {
  const query = querySchema.safeParse(request.query);
  if (!query.success) {
    throw new InputError(
      'Cannot read the query: set "entityRef", and "wait" to at most 25 seconds',
    );
  }
  return query.data;
}

function send(
  response: Response,
  options: { answer: object; etag: string; known: string | undefined },
): void {
  const { answer, etag, known } = options;
  response.setHeader('etag', etag);
  response.setHeader('cache-control', 'private, no-cache');
  if (known === etag) {
    response.status(304).end();
    return;
  }
  response.json(answer);
}
