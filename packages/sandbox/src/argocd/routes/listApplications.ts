import { Request } from 'express';
import { Application } from '../Application';
import { Caller } from '../Authorizer';
import { sourcesOf } from '../projectRefusals';
import { query, RouteContext } from './RouteContext';

/** The list; the health of single resources is only in the answer for one. */
export function listApplications(
  context: RouteContext,
  request: Request,
  caller: Caller,
) {
  const projects = [request.query.projects, request.query.project]
    .flat()
    .filter(value => typeof value === 'string' && value !== '');
  const name = query(request, 'name');
  const namespace = query(request, 'appNamespace');
  const repo = query(request, 'repo');
  const selector = query(request, 'selector');
  const items = [...context.state.applications.values()]
    .filter(
      ({ metadata, spec }) =>
        (!name || metadata.name === name) &&
        (!namespace || metadata.namespace === namespace) &&
        (!repo || sourcesOf(spec).some(source => source.repoURL === repo)) &&
        (projects.length === 0 || projects.includes(spec.project)) &&
        selected(metadata.labels ?? {}, selector) &&
        context.authorizer.can(
          caller,
          'applications',
          'get',
          `${spec.project}/${metadata.name}`,
        ),
    )
    .map(withoutResourceHealth);
  return {
    metadata: { resourceVersion: context.state.resourceVersion },
    items: items.length > 0 ? items : null,
  };
}

function selected(labels: Record<string, string>, selector: string): boolean {
  return selector
    .split(',')
    .filter(term => term !== '')
    .every(term => {
      const [key = '', value] = term.split(/==?/);
      return value === undefined ? key in labels : labels[key] === value;
    });
}

/** Only the answer to a GET of one Application tells the health of its objects. */
export function withoutResourceHealth(application: Application): Application {
  const resources = application.status.resources?.map(
    ({ health, ...resource }) => resource,
  );
  return {
    ...application,
    status: { ...application.status, ...(resources ? { resources } : {}) },
  };
}
