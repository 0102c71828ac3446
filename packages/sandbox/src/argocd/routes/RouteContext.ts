import { Request, Response, RequestHandler } from 'express';
import { ApplicationController } from '../ApplicationController';
import { ApplicationReconciler } from '../ApplicationReconciler';
import { ArgocdState } from '../ArgocdState';
import { Authorizer, Caller } from '../Authorizer';
import { Refresher } from '../Refresher';
import { RepositoryLookup } from '../RepositoryLookup';

/** What the routes work with. */
export interface RouteContext {
  state: ArgocdState;
  controller: ApplicationController;
  reconciler: ApplicationReconciler;
  refresher: Refresher;
  repositories: RepositoryLookup;
  authorizer: Authorizer;
  namespace: string;
  /** Namespaces beside its own that Applications may live in. */
  applicationNamespaces: string[];
  /** Server URLs by cluster name. */
  clusters: Record<string, string>;
  version: string;
}

/** A route that needs a caller and answers with JSON. */
export function asCaller(
  context: RouteContext,
  handler: (request: Request, caller: Caller) => unknown,
): RequestHandler {
  return async (request: Request, response: Response, next) => {
    try {
      const caller = context.authorizer.caller(request.header('authorization'));
      answerJson(response, await handler(request, caller));
    } catch (error) {
      next(error);
    }
  };
}

/** A query parameter that is given once, or the empty text. */
export function query(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

/** Answer with JSON, without a charset in the header, as the gateway does. */
export function answerJson(
  response: Response,
  body: unknown,
  status = 200,
): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
