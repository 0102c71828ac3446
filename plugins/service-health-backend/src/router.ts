import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { ServiceHealth } from '@paved-path/backstage-plugin-service-health-common';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { sleep } from './clusters/sleep';
import { etagOf } from './services/etagOf';
import { HealthGate } from './services/HealthGate';
import { HealthService } from './services/HealthService';

const recheckMs = 2_000;
const querySchema = z.object({
  entityRef: z.string().min(3).max(400),
  wait: z.coerce.number().min(0).max(25).default(0),
});

interface RouterOptions {
  health: HealthService;
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
  return router;
}

async function getHealth(
  { health, gate, httpAuth }: RouterOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const query = querySchema.safeParse(request.query);
  if (!query.success) {
    throw new InputError(
      'Cannot read the query: set "entityRef", and "wait" to at most 25 seconds',
    );
  }
  const credentials = await httpAuth.credentials(request);
  const { entityRef, wait } = query.data;
  const { entity, details } = await gate.open(entityRef, credentials);
  const known = request.header('if-none-match');
  const { answer, etag } = await waitForNews({
    health,
    entity,
    details,
    known,
    wait,
    response,
  });
  response.setHeader('etag', etag);
  response.setHeader('cache-control', 'private, no-cache');
  const checkedAt = answer.environments[0]?.checkedAt;
  if (checkedAt !== undefined) {
    response.setHeader('service-health-checked-at', checkedAt);
  }
  if (known === etag) {
    response.status(304).end();
    return;
  }
  response.json(answer);
}

interface WaitOptions {
  health: HealthService;
  entity: Entity;
  details: boolean;
  /** ETag that the reader has. */
  known: string | undefined;
  /** Longest wait, in seconds. */
  wait: number;
  response: Response;
}

/** The held request: answers at once on news, else when the time is over. */
async function waitForNews({
  health,
  entity,
  details,
  known,
  wait,
  response,
}: WaitOptions): Promise<{ answer: ServiceHealth; etag: string }> {
  const deadline = Date.now() + wait * 1000;
  let changed = new AbortController();
  const wake = () => changed.abort();
  const unsubscribe = health.subscribe(entity, wake);
  response.on('close', wake);
  try {
    for (;;) {
      changed = new AbortController();
      const answer = await health.health(entity, { details });
      const etag = etagOf(answer);
      const left = deadline - Date.now();
      if (etag !== known || left <= 0 || response.destroyed) {
        return { answer, etag };
      }
      // A grace ends without any event: look again now and then.
      await sleep(Math.min(left, recheckMs), changed.signal);
    }
  } finally {
    unsubscribe();
    response.off('close', wake);
  }
}
