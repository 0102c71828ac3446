import { LoggerService } from '@backstage/backend-plugin-api';
import {
  annotationKubernetesId,
  AutoscalerRecord,
  BudgetRecord,
  NodeRecord,
  PodRecord,
  QuotaRecord,
  Source,
  WorkloadRecord,
} from '@paved-path/backstage-plugin-service-health-common';
import { Telemetry } from '../services/Telemetry';
import { ClusterClient } from './ClusterClient';
import { ClusterConfig } from './ClusterConfig';
import { ClusterHeartbeat } from './ClusterHeartbeat';
import { ClusterState } from './ClusterState';
import { AnyRecord, createSink, Project } from './createSink';
import { EventBook } from './EventBook';
import { Kind, kinds, requiredKinds } from './kinds';
import { projectAutoscaler } from './projections/projectAutoscaler';
import { projectBudget } from './projections/projectBudget';
import { projectNode } from './projections/projectNode';
import { projectPod } from './projections/projectPod';
import { projectQuota } from './projections/projectQuota';
import {
  projectDeployment,
  projectStatefulSet,
} from './projections/projectWorkload';
import { RecordStore } from './RecordStore';
import { Reflector } from './Reflector';
import { sleep } from './sleep';
import { UsagePoller } from './UsagePoller';

// The usage of all pods comes in one answer, which must stay small.
const mostPodsWithUsage = 10_000;
const firstTryMs = 2_000;

interface ClusterWatcherOptions {
  config: ClusterConfig;
  logger: LoggerService;
  /** Called with the service whose records changed; all of them without one. */
  onChange: (kubernetesId: string | undefined) => void;
  /** Most records of one kind. */
  recordLimit: number;
  /** One service by its own selector; all with the label without. */
  scope?: ServiceScope;
  telemetry?: Telemetry;
  clock?: () => number;
  silenceMs?: number;
  heartbeatMs?: number;
  usageMs?: number;
  relistMs?: number;
}

/** The objects of one service that does not carry the usual label. */
export interface ServiceScope {
  labelSelector: string;
  /** Service that everything found belongs to. */
  owner: string;
}

/** Holds what one cluster says of all services, by a watch of each kind. */
export class ClusterWatcher {
  readonly name: string;
  readonly pods: RecordStore<PodRecord>;
  readonly deployments: RecordStore<WorkloadRecord>;
  readonly statefulSets: RecordStore<WorkloadRecord>;
  readonly autoscalers: RecordStore<AutoscalerRecord>;
  readonly budgets: RecordStore<BudgetRecord>;
  readonly nodes: RecordStore<NodeRecord & { namespace: string }>;
  readonly quotas: RecordStore<QuotaRecord>;
  readonly usage: UsagePoller;
  readonly events: EventBook;
  readonly #options: ClusterWatcherOptions;
  readonly #client: ClusterClient;
  readonly #state: ClusterState;
  readonly #reflectors: Reflector[];
  readonly #heartbeat: ClusterHeartbeat;
  #stop: AbortController | undefined;
  #firstTry: Promise<void> = Promise.resolve();
  #nodesByName: ReadonlyMap<string, NodeRecord> | undefined;

  static create(options: ClusterWatcherOptions): ClusterWatcher {
    return new ClusterWatcher(options);
  }

  private constructor(options: ClusterWatcherOptions) {
    const { config, onChange, recordLimit: limit, clock = Date.now } = options;
    this.#options = options;
    this.name = config.name;
    this.#client = ClusterClient.create(config, options.telemetry);
    this.#state = ClusterState.create({
      config,
      onChange: () => onChange(options.scope?.owner),
      clock,
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
    this.quotas = RecordStore.create({
      limit,
      groupOf: ({ namespace }) => namespace,
      // Every new pod moves one: judged with the next change, or 2 s later.
      onChange: () => {},
    });
    this.usage = UsagePoller.create({
      client: this.#client,
      labelSelector: this.#labelSelector,
      podCount: () => this.pods.size,
      limit: mostPodsWithUsage,
      clock,
      intervalMs: options.usageMs,
    });
    this.events = EventBook.create({ client: this.#client, onChange, clock });
    this.#reflectors = this.#reflectAll();
    this.#heartbeat = ClusterHeartbeat.create({
      client: this.#client,
      state: this.#state,
      intervalMs: options.heartbeatMs,
      clock,
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

  /** Whether anything of a service is there. */
  holds(service: string, namespace?: string): boolean {
    const { pods, deployments, statefulSets, autoscalers, budgets } = this;
    return [pods, deployments, statefulSets, autoscalers, budgets].some(store =>
      store.holds(service, namespace),
    );
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

  /**
   * Settles with {@link synced}, at the latest 2 s after the start: whoever
   * asks then waits no more for a cluster that may never answer.
   */
  get firstTry(): Promise<void> {
    return this.#firstTry;
  }

  /** Records by kind, for metrics. */
  get sizes(): Record<Kind, number> {
    return {
      pods: this.pods.size,
      deployments: this.deployments.size,
      statefulSets: this.statefulSets.size,
      autoscalers: this.autoscalers.size,
      budgets: this.budgets.size,
      nodes: this.nodes.size,
      quotas: this.quotas.size,
    };
  }

  start(): void {
    if (this.#stop || this.#options.config.problem !== undefined) {
      return;
    }
    const stop = new AbortController();
    this.#stop = stop;
    this.#firstTry = Promise.race([
      this.#state.synced,
      sleep(firstTryMs, stop.signal),
    ]);
    for (const reflector of this.#reflectors) {
      void reflector.run(stop.signal);
    }
    void this.#heartbeat.run(stop.signal);
    void this.usage.run(stop.signal);
  }

  async close(): Promise<void> {
    this.#stop?.abort(new Error('Watcher closed'));
    this.#stop = undefined;
    this.events.close();
    await this.#client.close();
  }

  get #labelSelector(): string {
    return this.#options.scope?.labelSelector ?? annotationKubernetesId;
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

  #reflectAll(): Reflector[] {
    const ofServices = [
      this.#reflect('pods', this.pods, projectPod),
      this.#reflect('deployments', this.deployments, projectDeployment),
      this.#reflect('statefulSets', this.statefulSets, projectStatefulSet),
      this.#reflect('autoscalers', this.autoscalers, projectAutoscaler),
      this.#reflect('budgets', this.budgets, projectBudget),
    ];
    // One service's own watcher takes these from the cluster's.
    return this.#options.scope
      ? ofServices
      : [
          ...ofServices,
          this.#reflect('nodes', this.nodes, projectNode),
          this.#reflect('quotas', this.quotas, projectQuota),
        ];
  }

  #reflect<R extends AnyRecord>(
    kind: Kind,
    store: RecordStore<R>,
    project: Project<R>,
  ): Reflector {
    const { logger, silenceMs, clock = Date.now, scope } = this.#options;
    const { telemetry, relistMs } = this.#options;
    return Reflector.create({
      client: this.#client,
      path: kinds[kind].path,
      labelSelector: kinds[kind].labelled ? this.#labelSelector : undefined,
      optional: !requiredKinds.includes(kind),
      logger,
      silenceMs,
      relistMs,
      sink: createSink({
        kind,
        store,
        project,
        clock,
        state: this.#state,
        owner: scope?.owner,
        onEvent: type => telemetry?.event(this.name, kind, type),
        onEnd: why => telemetry?.watchEnded(this.name, kind, why),
      }),
    });
  }
}
