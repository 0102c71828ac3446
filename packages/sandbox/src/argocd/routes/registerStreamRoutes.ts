import { Router } from 'express';
import { ApplicationEvent } from '../ArgocdState';
import { query, RouteContext } from './RouteContext';

/** `/api/v1/stream/applications`: a missing name is an open, silent stream. */
export function registerStreamRoutes(
  router: Router,
  context: RouteContext,
): void {
  const { state, authorizer } = context;
  router.get('/api/v1/stream/applications', (request, response) => {
    const caller = authorizer.caller(request.header('authorization'));
    const name = query(request, 'name');
    const project = query(request, 'projects') || query(request, 'project');
    const send = ({ type, application }: ApplicationEvent) => {
      const { metadata, spec } = application;
      const object = `${spec.project}/${metadata.name}`;
      if (
        (!name || metadata.name === name) &&
        (!project || spec.project === project) &&
        authorizer.can(caller, 'applications', 'get', object)
      ) {
        response.write(
          `${JSON.stringify({ result: { type, application } })}\n`,
        );
      }
    };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
    for (const application of state.applications.values()) {
      send({ type: 'ADDED', application });
    }
    response.on('close', state.watch(send));
  });
}
