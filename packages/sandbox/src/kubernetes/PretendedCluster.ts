import { Admission } from './admission/Admission';
import { Clock } from './clock/Clock';
import { ControllerContext } from './controllers/ControllerContext';
import { ControllerManager } from './controllers/ControllerManager';
import { createDeploymentController } from './controllers/deployment/createDeploymentController';
import { createAutoscalerController } from './controllers/autoscaler/createAutoscalerController';
import { createDisruptionController } from './controllers/createDisruptionController';
import { createQuotaController } from './controllers/createQuotaController';
import { createReplicaSetController } from './controllers/createReplicaSetController';
import { createServiceController } from './controllers/createServiceController';
import { createStatefulSetController } from './controllers/createStatefulSetController';
import { collectGarbage } from './controllers/collectGarbage';
import { Kubelets } from './kubelet/Kubelets';
import { createTimedRuntime } from './kubelet/createTimedRuntime';
import { Mishaps } from './kubelet/Mishaps';
import { NodePool } from './kubelet/NodePool';
import { WorkloadRuntime } from './kubelet/WorkloadRuntime';
import { MetricsServer } from './metrics/MetricsServer';
import { isKind } from './objects/KnownKinds';
import { KubernetesObject } from './objects/KubernetesObject';
import { ObjectStore } from './store/ObjectStore';
import { markPodDeleted } from './kubelet/markPodDeleted';

const notFound =
  'rpc error: code = NotFound desc = failed to pull and unpack image: failed to resolve reference: not found';

interface ClusterOptions {
  store: ObjectStore;
  admission: Admission;
  metrics: MetricsServer;
  clock: Clock;
  runtime?: WorkloadRuntime;
  readyAfterMs?: number;
  controllers?: boolean;
  autoscalerIntervalMs?: number;
}

/** Everything of the cluster that is not its API server: controllers, scheduler, nodes and their kubelets. */
export class PretendedCluster {
  readonly #options: ClusterOptions;
  readonly mishaps = Mishaps.create();
  readonly nodes: NodePool;
  readonly context: ControllerContext;
  readonly kubelets: Kubelets;
  readonly #endings: (() => void)[] = [];

  static create(options: ClusterOptions): PretendedCluster {
    return new PretendedCluster(options);
  }

  private constructor(options: ClusterOptions) {
    this.#options = options;
    const { store, admission, clock, metrics, readyAfterMs = 1000 } = options;
    this.context = ControllerContext.create({
      store,
      admission,
      clock,
      remove: object => this.remove(object),
    });
    for (const name of ['default', 'kube-system'])
      admission.ensureNamespace(name);
    this.nodes = NodePool.create(this.context);
    const { runtime } = options;
    if (runtime?.canPull) {
      this.mishaps.add(
        { type: 'unpullable', message: notFound },
        pod => runtime.canPull?.(pod) === false,
      );
    }
    this.kubelets = Kubelets.create({
      context: this.context,
      nodes: this.nodes,
      mishaps: this.mishaps,
      runtime: options.runtime ?? createTimedRuntime(clock, readyAfterMs),
    });
    if (options.controllers === false) return;
    const manager = ControllerManager.start(this.context, [
      createDeploymentController(this.context),
      createReplicaSetController(this.context),
      createStatefulSetController(this.context),
      createAutoscalerController(this.context, {
        metrics,
        intervalMs: options.autoscalerIntervalMs ?? 5000,
      }),
      createDisruptionController(this.context),
      createQuotaController(this.context),
      createServiceController(this.context),
    ]);
    this.#endings.push(
      () => manager.stop(),
      store.subscribe(change => collectGarbage(change, this.context)),
      this.kubelets.start(),
    );
  }

  /** Deletes an object; a pod that runs is first asked to end. */
  remove(object: KubernetesObject, graceSeconds?: number): KubernetesObject {
    const { store } = this.#options;
    const current = store.find(object);
    if (!current) return object;
    const lingers =
      isKind('Pod', current) &&
      graceSeconds !== 0 &&
      this.#options.controllers !== false &&
      this.kubelets.runs(current);
    if (lingers) return markPodDeleted(current, this.context, graceSeconds);
    return store.delete(current) ?? current;
  }

  async close(): Promise<void> {
    for (const end of this.#endings) end();
    await this.kubelets.close();
  }
}
