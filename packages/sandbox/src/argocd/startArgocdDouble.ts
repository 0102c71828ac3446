import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { RequestHandler } from 'express';
import { ApplicationController } from './ApplicationController';
import {
  ArgocdDouble,
  ArgocdDoubleOptions,
  RecordedRequest,
} from './ArgocdDouble';
import { ArgocdState } from './ArgocdState';
import { Authorizer } from './Authorizer';
import { createArgocdApp } from './createArgocdApp';
import { InMemoryReconciler } from './InMemoryReconciler';
import { Refresher } from './Refresher';
import { RepositoryLookup } from './RepositoryLookup';
import { RouteContext } from './routes/RouteContext';

/** Start an Argo CD that answers as the real one and deploys nothing by itself. */
export async function startArgocdDouble(
  options: ArgocdDoubleOptions = {},
): Promise<ArgocdDouble> {
  const token = options.token ?? randomUUID();
  const context = createContext(options, token);
  const { state, controller } = context;
  if (options.snapshot) {
    state.restore(options.snapshot);
  }
  const requests: RecordedRequest[] = [];
  const basePath = options.basePath ?? '';
  const app = createArgocdApp(context, {
    basePath,
    onRequest: recorder(requests, basePath),
  });
  const faults: Pick<ArgocdDouble, 'intercept'> = {};
  const listener = async (
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    if (!(await faults.intercept?.(request, response))) {
      app(request, response);
    }
  };
  const server = options.tls
    ? createTlsServer(options.tls, listener)
    : createServer(listener);
  const host = options.host ?? '127.0.0.1';
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  controller.start(options.refreshIntervalMs ?? 3000);
  const scheme = options.tls ? 'https' : 'http';
  return Object.assign(faults, {
    url: `${scheme}://${hostName(host)}:${portOf(server)}${basePath}`,
    token,
    requests,
    applications: () => [...state.snapshot().applications],
    endSessions: () => context.authorizer.endSessions(),
    async refresh(name?: string) {
      const keys = [...state.applications.entries()]
        .filter(([, { metadata }]) => !name || metadata.name === name)
        .map(([key]) => key);
      await Promise.all(keys.map(key => controller.refresh(key)));
    },
    snapshot: () => state.snapshot(),
    restore: (snapshot: Parameters<ArgocdState['restore']>[0]) =>
      state.restore(snapshot),
    async close() {
      server.close();
      server.closeAllConnections();
      await controller.stop();
    },
  });
}

function createContext(
  options: ArgocdDoubleOptions,
  token: string,
): RouteContext {
  const clock = options.clock ?? Date;
  const namespace = options.namespace ?? 'argocd';
  const reconciler = options.reconciler ?? InMemoryReconciler.create();
  const state = ArgocdState.create({
    clock,
    namespace,
    onChange: options.onChange,
  });
  const repositories = RepositoryLookup.create(state);
  const refresher = Refresher.create({ state, reconciler, repositories });
  return {
    state,
    reconciler,
    repositories,
    refresher,
    namespace,
    controller: ApplicationController.create({
      state,
      reconciler,
      refresher,
      onSync: options.onSync,
    }),
    authorizer: Authorizer.create({
      accounts: {
        ...options.accounts,
        admin: { password: token, token, ...options.accounts?.admin },
      },
      clock,
    }),
    applicationNamespaces: options.applicationNamespaces ?? [],
    clusters: {
      'in-cluster': 'https://kubernetes.default.svc',
      ...options.clusters,
    },
    version: options.version ?? 'v3.2.11+sandbox',
  };
}

function recorder(
  requests: RecordedRequest[],
  basePath: string,
): RequestHandler {
  return (request, response, next) => {
    requests.push({
      method: request.method,
      path: request.originalUrl.slice(basePath.length),
      headers: request.headers,
      body: response.locals.body,
    });
    next();
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function hostName(host: string): string {
  return host === '0.0.0.0' ? '127.0.0.1' : host;
}
