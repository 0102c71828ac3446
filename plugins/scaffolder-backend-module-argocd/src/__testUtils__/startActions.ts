import { mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  ArgocdDouble,
  ArgocdDoubleOptions,
  startArgocdDouble,
} from '@paved-path/sandbox';
import { createManifestAction } from '../actions/createManifestAction';
import { createRegisterAction } from '../actions/createRegisterAction';
import { createUnregisterAction } from '../actions/createUnregisterAction';
import { createWaitAction } from '../actions/createWaitAction';
import { ArgocdInstances } from '../client/ArgocdInstances';
import { registerReadActions } from '../read/registerReadActions';

export const server = 'https://kubernetes.default.svc';
export const repoUrl = 'https://git.example.com/platform/visits.git';

/** What one run of an action left behind. */
export interface ActionResult {
  lines: string[];
  outputs: Record<string, JsonValue>;
  checkpoints: string[];
  error?: Error;
}

/** The actions against one Argo CD. */
export interface TestActions {
  double: ArgocdDouble;
  decisions: Record<string, AuthorizeResult.ALLOW | AuthorizeResult.DENY>;
  run: TestProcess['run'];
  invoke: TestProcess['invoke'];
  /** Another backend with the same configuration. */
  startProcess(): TestProcess;
  close(): Promise<void>;
}

/** The actions in one backend. */
export interface TestProcess {
  run(
    id: string,
    input: JsonObject,
    context?: Record<string, unknown>,
  ): Promise<ActionResult>;
  /** Call one of the read-only actions, as an MCP client does. */
  invoke(name: string, input: JsonObject): Promise<ActionResult>;
  /** Let nothing more leave it. */
  kill(): Promise<void>;
}

/** How the actions are configured. */
export interface TestActionsOptions extends ArgocdDoubleOptions {
  /** Changes of the instance; a key that is `null` is left out. */
  instance?: JsonObject;
  /** Instances after that one. */
  more?: JsonObject[];
  /** Keys of `argocd` beside the instances. */
  defaults?: JsonObject;
}

/** Start a double, and the actions configured for it. */
export async function startActions(
  options: TestActionsOptions = {},
): Promise<TestActions> {
  const double = await startArgocdDouble({
    refreshIntervalMs: 20,
    ...options,
  });
  const decisions: TestActions['decisions'] = {};
  const processes: TestProcess[] = [];
  const startProcess = () => {
    const started = createProcess(double, options, decisions);
    processes.push(started);
    return started;
  };
  const { run, invoke } = startProcess();
  return {
    double,
    decisions,
    run,
    invoke,
    startProcess,
    async close() {
      await Promise.all(processes.map(process => process.kill()));
      await double.close();
    },
  };
}

function createProcess(
  double: ArgocdDouble,
  options: TestActionsOptions,
  decisions: TestActions['decisions'],
): TestProcess {
  const instances = ArgocdInstances.fromConfig(createConfig(double, options));
  const permissions: PermissionsService = {
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: decisions[permission.name] ?? AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  };
  const dependencies = { instances, permissions };
  const actions = new Map(
    [
      createRegisterAction(dependencies),
      createWaitAction(dependencies),
      createManifestAction(dependencies),
      createUnregisterAction(dependencies),
    ].map(action => [action.id, action as unknown as TemplateAction]),
  );
  const registry = actionsRegistryServiceMock();
  registerReadActions(registry, dependencies);
  return {
    run: (id, input, context) => runAction(actions.get(id)!, input, context),
    invoke: (name, input) => invokeAction(registry, name, input),
    kill: () => instances.close(),
  };
}

function createConfig(double: ArgocdDouble, options: TestActionsOptions) {
  const instance = withoutNull({
    name: 'main',
    url: double.url,
    token: double.token,
    ...options.instance,
  });
  return mockServices.rootConfig({
    data: {
      argocd: {
        ...options.defaults,
        appLocatorMethods: [
          { type: 'config', instances: [instance, ...(options.more ?? [])] },
        ],
      },
    },
  });
}

function withoutNull(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== null),
  );
}

async function runAction(
  action: TemplateAction,
  input: JsonObject,
  context: Record<string, unknown> = {},
): Promise<ActionResult> {
  const lines: string[] = [];
  const outputs: Record<string, JsonValue> = {};
  const checkpoints: string[] = [];
  const { onLine, ...rest } = context;
  const log = (line: string) => {
    lines.push(line);
    if (typeof onLine === 'function') {
      onLine(line);
    }
  };
  const logger = Object.assign(mockServices.logger.mock(), {
    info: log,
    warn: log,
    error: log,
    debug: log,
  });
  const ctx = {
    ...createMockActionContext({ input, logger, task: { id: 'task-1' } }),
    ...rest,
    output(name: string, value: JsonValue) {
      outputs[name] = value;
    },
    async checkpoint<T extends JsonValue | void>(options: {
      key: string;
      fn: () => Promise<T> | T;
    }) {
      const value = await options.fn();
      checkpoints.push(JSON.stringify([options.key, value]));
      return value;
    },
  };
  const result: ActionResult = { lines, outputs, checkpoints };
  try {
    await action.handler(ctx as Parameters<typeof action.handler>[0]);
  } catch (error) {
    result.error = error as Error;
  }
  return result;
}

async function invokeAction(
  registry: ReturnType<typeof actionsRegistryServiceMock>,
  name: string,
  input: JsonObject,
): Promise<ActionResult> {
  const nothing = { lines: [], checkpoints: [] };
  try {
    const { output } = await registry.invoke({ id: `test:${name}`, input });
    return { ...nothing, outputs: output as Record<string, JsonValue> };
  } catch (error) {
    return { ...nothing, outputs: {}, error: error as Error };
  }
}

/** The least input of `argocd:register`, and what a test changes in it. */
export function registerInput(changes: JsonObject = {}): JsonObject {
  return {
    name: 'visits-dev',
    project: { name: 'visits', mode: 'ensure' },
    sources: [{ repoUrl, targetRevision: 'main', path: 'ops/charts' }],
    destination: { server, namespace: 'visits' },
    entityRef: 'component:default/visits',
    sync: { createNamespace: true },
    wait: { timeoutSeconds: 5 },
    ...changes,
  };
}
