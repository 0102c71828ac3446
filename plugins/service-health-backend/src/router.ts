import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ServiceHealth,
  serviceHealthDetailsReadPermission,
  serviceHealthReadPermission,
} from '@paved-path/backstage-plugin-service-health-common';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { etagOf } from './services/etagOf';
import { HealthService } from './services/HealthService';

const querySchema = z.object({
  entityRef: z.string().min(3).max(400),
  wait: z.coerce.number().min(0).max(25).default(0),
});

interface RouterOptions {
  health: HealthService;
  catalog: CatalogService;
  permissions: PermissionsService;
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
  { health, catalog, permissions, httpAuth }: RouterOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const query = querySchema.safeParse(request.query);
  if (!query.success) {
    throw new InputError(
      `Cannot read the query: set "entityRef", and "wait" to at most 25; ${query.error.issues[0]?.message}`,
    );
  }
  const { entityRef, wait } = query.data;
  const credentials = await httpAuth.credentials(request);
  const entity = await catalog.getEntityByRef(entityRef, { credentials });
  if (!entity) {
    throw new NotFoundError(
      `Cannot find entity "${entityRef}": it does not exist, or you may not see it`,
    );
  }
  const details = await authorize(permissions, entity, credentials);
  const known = request.header('if-none-match');
  const answer = await waitForNews({
    health,
    entity,
    details,
    known,
    wait,
    response,
  });
  sendHealth(response, answer, known);
}

/** Answers whether the reader may see details; refuses when not even the verdict. */
async function authorize(
  permissions: PermissionsService,
  entity: Entity,
  credentials: BackstageCredentials,
): Promise<boolean> {
  const resourceRef = stringifyEntityRef(entity);
  const [read, details] = await permissions.authorize(
    [
      { permission: serviceHealthReadPermission, resourceRef },
      { permission: serviceHealthDetailsReadPermission, resourceRef },
    ],
    { credentials },
  );
  if (read.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `Cannot show the health of "${resourceRef}": ask its owner for the permission "${serviceHealthReadPermission.name}"`,
    );
  }
  return details.result === AuthorizeResult.ALLOW;
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
async function waitForNews(options: WaitOptions): Promise<ServiceHealth> {
  const { health, entity, details, known, wait, response } = options;
  const deadline = Date.now() + wait * 1000;
  let changed = Promise.withResolvers<void>();
  const unsubscribe = health.subscribe(entity, () => changed.resolve());
  const gone = () => changed.resolve();
  response.on('close', gone);
  try {
    for (;;) {
      changed = Promise.withResolvers<void>();
      const answer = await health.health(entity, { details });
      const left = deadline - Date.now();
      if (etagOf(answer) !== known || left <= 0 || response.destroyed) {
        return answer;
      }
      // Graces end without any event: look again now and then.
      await Promise.race([changed.promise, pause(Math.min(left, 2_000))]);
    }
  } finally {
    unsubscribe();
    response.off('close', gone);
  }
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}

function sendHealth(
  response: Response,
  answer: ServiceHealth,
  known: string | undefined,
): void {
  const etag = etagOf(answer);
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
