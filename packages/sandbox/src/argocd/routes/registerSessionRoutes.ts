import { Router } from 'express';
import { parseBody, sessionBody } from '../bodies';
import { answerJson, asCaller, RouteContext } from './RouteContext';

/** Version, sessions, preflight questions and clusters. */
export function registerSessionRoutes(
  router: Router,
  context: RouteContext,
): void {
  const { authorizer } = context;
  router.get('/api/version', (_request, response) => {
    answerJson(response, { Version: context.version });
  });
  router.post('/api/v1/session', (request, response) => {
    const { username, password } = parseBody(sessionBody, request.body);
    answerJson(response, authorizer.login(username, password));
  });
  router.get('/api/v1/session/userinfo', (request, response) => {
    try {
      const { name } = authorizer.caller(request.header('authorization'));
      answerJson(response, {
        loggedIn: true,
        username: name,
        iss: 'argocd',
      });
    } catch {
      answerJson(response, {});
    }
  });
  router.get(
    '/api/v1/account/can-i/:resource/:action/:subresource(*)',
    asCaller(context, (request, caller) => {
      const { resource, action, subresource } = request.params;
      return {
        value: authorizer.can(caller, resource, action, subresource)
          ? 'yes'
          : 'no',
      };
    }),
  );
  router.get(
    '/api/v1/clusters',
    asCaller(context, (_request, caller) => ({
      metadata: {},
      items: Object.entries(context.clusters)
        .filter(([, server]) =>
          authorizer.can(caller, 'clusters', 'get', server),
        )
        .map(([name, server]) => ({
          server,
          name,
          config: { tlsClientConfig: { insecure: false } },
          connectionState: { status: 'Successful', message: '' },
          info: {},
        })),
    })),
  );
}
