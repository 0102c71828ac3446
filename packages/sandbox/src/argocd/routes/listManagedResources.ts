import { Request } from 'express';
import { Caller } from '../Authorizer';
import { findRequested } from './findApplication';
import { query, RouteContext } from './RouteContext';

/** `GET .../managed-resources`: the objects of an Application, as JSON in texts. */
export async function listManagedResources(
  context: RouteContext,
  request: Request,
  caller: Caller,
) {
  const application = findRequested(context, request, {
    caller,
    action: 'get',
  });
  const kind = query(request, 'kind');
  const { objects } = await context.refresher.target(
    application,
    AbortSignal.timeout(30_000),
  );
  const seen = new Set(
    (application.status.resources ?? [])
      .filter(({ health }) => health?.status !== 'Missing')
      .map(resource => `${resource.kind}/${resource.name}`),
  );
  const items = objects
    .filter(object => !kind || object.kind === kind)
    .map(object => {
      const text = JSON.stringify(object);
      const { name, namespace } = object.metadata;
      const isLive = seen.has(`${object.kind}/${name}`);
      return {
        group: groupOf(object.apiVersion),
        kind: object.kind,
        namespace,
        name,
        targetState: text,
        liveState: isLive ? text : 'null',
      };
    });
  return items.length > 0 ? { items } : {};
}

function groupOf(apiVersion: string): string | undefined {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : undefined;
}
