import { LoggerService } from '@backstage/backend-plugin-api';
import {
  annotationKubernetesId,
  AutoscalerRecord,
  BudgetRecord,
  NodeRecord,
  PodRecord,
  Source,
  WorkloadRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { ClusterClient } from './ClusterClient';
import { ClusterConfig } from './ClusterConfig';
import { ClusterHeartbeat } from './ClusterHeartbeat';
import { ClusterState } from './ClusterState';
import { Kind, kinds } from './kinds';
import { projectAutoscaler } from './projections/projectAutoscaler';
import { projectBudget } from './projections/projectBudget';
import { projectNode } from './projections/projectNode';
import { projectPod } from './projections/projectPod';
import {
  projectDeployment,
  projectStatefulSet,
} from './projections/projectWorkload';
import { keyOf, RecordStore } from './RecordStore';
import { Reflector, ReflectorSink } from './Reflector';

interface ClusterWatcherOptions {
  config: ClusterConfig;
  logger: LoggerService;
  /** Called with the service whose records changed; all of them without one. */
  onChange: (kubernetesId: string | undefined) => void;
  /** Most records of one kind. */
  recordLimit: number;
  clock?: () => number;
  silenceMs?: number;
  heartbeatMs?: number;
}

type Project<R> = (
  object: unknown,
  options: { now: number; previous?: R },
) => R | undefined;

/** Holds what one cluster says of all services, by a watch of each kind. */
export class ClusterWatcher {
  readonly name: string;
  readonly pods: RecordStore<PodRecord>;
  readonly deployments: RecordStore<WorkloadRecord>;
  readonly statefulSets: RecordStore<WorkloadRecord>;
  readonly autoscalers: RecordStore<AutoscalerRecord>;
  readonly budgets: RecordStore<BudgetRecord>;
  readonly nodes: RecordStore<NodeRecord & { namespace: string }>;
  readonly #options: ClusterWatcherOptions;
  readonly #client: ClusterClient;
  readonly #state: ClusterState;
  readonly #reflectors: Reflector[];
  readonly #heartbeat: ClusterHeartbeat;
  #stop: AbortController | undefined;
  #nodesByName: ReadonlyMap<string, NodeRecord> | undefined;

  static create(options: ClusterWatcherOptions): ClusterWatcher {
    return new ClusterWatcher(options);
  }

  private constructor(options: ClusterWatcherOptions) {
    const { config, onChange, recordLimit: limit } = options;
    this.#options = options;
    this.name = config.name;
    this.#client = ClusterClient.create(config);
    this.#state = ClusterState.create({
      config,
      onChange: () => onChange(undefined),
      clock: options.clock ?? Date.now,
    });
    const ofService = { onChange, limit };
    this.pods = RecordStore.create(ofService);
    this.deployments = RecordStore.create(ofService);
    this.statefulSets = RecordStore.create(ofService);
    this.autoscalers = RecordStore.create(ofService);
    this.budgets = RecordStore.create(ofService);
    this.nodes = RecordStore.create({
      limit,
      onChange: () => {
        this.#nodesByName = undefined;
        onChange(undefined);
      },
    });
    this.#reflectors = [
      this.#reflect('pods', this.pods, projectPod),
      this.#reflect('deployments', this.deployments, projectDeployment),
      this.#reflect('statefulSets', this.statefulSets, projectStatefulSet),
      this.#reflect('autoscalers', this.autoscalers, projectAutoscaler),
      this.#reflect('budgets', this.budgets, projectBudget),
      this.#reflect('nodes', this.nodes, projectNode),
    ];
    this.#heartbeat = ClusterHeartbeat.create({
      client: this.#client,
      state: this.#state,
      intervalMs: options.heartbeatMs,
      onLost: () =>
        this.#reflectors.forEach(reflector => reflector.reconnect()),
    });
  }

  /** Requests sent since the start. */
  get calls(): number {
    return this.#client.calls;
  }

  get source(): Source {
    return this.#state.source(this.#refusals());
  }

  get everSynced(): boolean {
    return this.#state.everSynced;
  }

  get nodesByName(): ReadonlyMap<string, NodeRecord> {
    this.#nodesByName ??= new Map(
      [...this.nodes.values()].map(node => [node.name, node]),
    );
    return this.#nodesByName;
  }

  /** Settles when everything was listed once or found to be impossible. */
  get synced(): Promise<void> {
    return this.#state.synced;
  }

  start(): void {
    if (this.#stop || this.#options.config.problem !== undefined) {
      return;
    }
    const stop = new AbortController();
    this.#stop = stop;
    for (const reflector of this.#reflectors) {
      void reflector.run(stop.signal);
    }
    void this.#heartbeat.run(stop.signal);
  }

  async close(): Promise<void> {
    this.#stop?.abort(new Error('Watcher closed'));
    this.#stop = undefined;
    await this.#client.close();
  }

  #refusals(): string | undefined {
    const full = [
      this.pods,
      this.deployments,
      this.statefulSets,
      this.autoscalers,
      this.budgets,
      this.nodes,
    ].some(({ refused }) => refused > 0);
    return full
      ? `More than ${
          this.#options.recordLimit
        } objects carry the label: raise "serviceHealth.recordLimit"`
      : undefined;
  }

  #reflect<
    R extends { name: string; namespace: string; kubernetesId?: string },
  >(kind: Kind, store: RecordStore<R>, project: Project<R>): Reflector {
    const { logger, silenceMs, clock = Date.now } = this.#options;
    return Reflector.create({
      client: this.#client,
      path: kinds[kind].path,
      labelSelector: kind === 'nodes' ? undefined : annotationKubernetesId,
      logger,
      silenceMs,
      sink: createSink({ kind, store, project, clock, state: this.#state }),
    });
  }
}

interface SinkOptions<
  R extends { name: string; namespace: string; kubernetesId?: string },
> {
  kind: Kind;
  store: RecordStore<R>;
  project: Project<R>;
  clock: () => number;
  state: ClusterState;
}

function createSink<
  R extends { name: string; namespace: string; kubernetesId?: string },
>({ kind, store, project, clock, state }: SinkOptions<R>): ReflectorSink {
  return {
    put(object, version) {
      const draft = project(object, { now: clock() });
      if (!draft) {
        return undefined;
      }
      const previous = store.get(draft);
      const record = previous
        ? project(object, { now: clock(), previous })
        : draft;
      store.set(record ?? draft, version);
      return keyOf(draft);
    },
    remove(object, version) {
      const record = project(object, { now: clock() });
      if (record) {
        store.delete(record, version);
      }
    },
    listed(keys) {
      store.retain(keys);
      state.listed(kind);
    },
    heard: () => state.heard(kind),
    failed: (error, nextTryAt) => state.failed(kind, error, nextTryAt),
  };
}
