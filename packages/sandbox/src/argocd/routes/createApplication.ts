import { Request } from 'express';
import { isDeepStrictEqual } from 'node:util';
import { Application } from '../Application';
import { ArgocdState } from '../ArgocdState';
import { Caller } from '../Authorizer';
import { applicationBody, parseBody } from '../bodies';
import { GrpcError } from '../GrpcError';
import { comparedForm, storedForm } from '../storedForm';
import { query, RouteContext } from './RouteContext';
import { projectFor, validateApplication } from './validateApplication';

const emptyStatus = {
  sync: {
    status: '',
    comparedTo: { source: { repoURL: '' }, destination: {} },
  },
  health: {},
  summary: {},
};

/** `POST`: 200 for a new one and for an equal one, 400 for a different one. */
export async function createApplication(
  context: RouteContext,
  request: Request,
  caller: Caller,
) {
  const { state, authorizer } = context;
  const body = parseBody(applicationBody, request.body);
  const application: Application = {
    metadata: {
      ...body.metadata,
      namespace: body.metadata.namespace || context.namespace,
    },
    spec: { ...body.spec, project: body.spec.project || 'default' },
    status: {},
  };
  const { name, namespace = '' } = application.metadata;
  authorizer.enforce(
    caller,
    'applications',
    'create',
    `${application.spec.project}/${name}`,
  );
  const project = projectFor(context, application);
  await validateApplication(context, application, {
    project,
    validate: query(request, 'validate') !== 'false',
  });
  checkName(name);
  const key = ArgocdState.key(namespace, name);
  const existing = state.applications.get(key);
  if (!existing) {
    return created(context, application, key);
  }
  const before = storedForm(identity(existing));
  const submitted = comparedForm(identity(application));
  if (isDeepStrictEqual(before, submitted)) {
    return existing;
  }
  if (query(request, 'upsert') !== 'true') {
    throw new GrpcError(
      'InvalidArgument',
      'existing application spec is different, use upsert flag to force update',
    );
  }
  authorizer.enforce(
    caller,
    'applications',
    'update',
    `${application.spec.project}/${name}`,
  );
  return updated(context, existing, application);
}

function created(context: RouteContext, application: Application, key: string) {
  const { state, controller } = context;
  const stored = state.putApplication({
    ...application,
    metadata: { ...application.metadata, ...state.newMetadata() },
    spec: application.spec,
  });
  setImmediate(() => controller.refresh(key));
  return { ...stored, status: emptyStatus };
}

function updated(
  context: RouteContext,
  existing: Application,
  application: Application,
): Application {
  const { state, controller } = context;
  const { name, namespace = '' } = existing.metadata;
  const stored = state.putApplication({
    ...existing,
    spec: application.spec,
    metadata: {
      ...existing.metadata,
      labels: { ...existing.metadata.labels, ...application.metadata.labels },
      annotations: {
        ...existing.metadata.annotations,
        ...application.metadata.annotations,
      },
      finalizers: application.metadata.finalizers,
      generation: (existing.metadata.generation ?? 1) + 1,
    },
  });
  setImmediate(() => controller.refresh(ArgocdState.key(namespace, name)));
  return stored;
}

function identity({ metadata, spec }: Application) {
  return {
    spec,
    labels: metadata.labels,
    annotations: metadata.annotations,
    finalizers: metadata.finalizers,
  };
}

function checkName(name: string): void {
  if (
    !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(
      name,
    )
  ) {
    throw new GrpcError(
      'InvalidArgument',
      `error creating application: Application.argoproj.io "${name}" is invalid: metadata.name: Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    );
  }
}
