import { formatQuantity, parseQuantity } from '../admission/quantity';
import { Clock } from '../clock/Clock';
import { timestamp } from '../clock/timestamp';
import { KubernetesObject } from '../objects/KubernetesObject';
import { Pod } from '../objects/Pod';
import { isPodReady } from '../objects/isPodReady';
import { ObjectStore } from '../store/ObjectStore';
import { workloadOf } from './workloadOf';

// What a pod without load uses, in parts of its request.
const idle = 0.05;
const requestWhenNone = 0.1;

/** Pretends what pods use: the load set for their workload, shared by those that are ready. */
export class MetricsServer {
  readonly #store: ObjectStore;
  readonly #clock: Clock;
  readonly #loads = new Map<string, number>();
  #stops = 0;

  static create(store: ObjectStore, clock: Clock): MetricsServer {
    return new MetricsServer(store, clock);
  }

  private constructor(store: ObjectStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  get available(): boolean {
    return this.#stops === 0;
  }

  stop(): () => void {
    this.#stops += 1;
    let stopped = true;
    return () => {
      if (stopped) this.#stops -= 1;
      stopped = false;
    };
  }

  load(namespace: string, name: string): number | undefined {
    return this.#loads.get(`${namespace}/${name}`);
  }

  setLoad(namespace: string, name: string, percent: number | undefined): void {
    const key = `${namespace}/${name}`;
    if (percent === undefined) this.#loads.delete(key);
    else this.#loads.set(key, percent);
  }

  /** CPU cores that a pod uses; `undefined` while it does not run. */
  cpuOf(pod: Pod): number | undefined {
    if (pod.status?.phase !== 'Running') return undefined;
    const workload = workloadOf(pod);
    const { namespace = '', labels = {} } = pod.metadata;
    // A service's load is its app's: the Redis beside it carries the same name.
    const isApp = labels['app.kubernetes.io/component'] !== 'redis';
    const service = isApp ? labels['app.kubernetes.io/name'] ?? '' : '';
    const load =
      this.load(namespace, workload) ?? this.load(namespace, service);
    const request = cpuRequest(pod);
    if (load === undefined || !isPodReady(pod)) return request * idle;
    const sharing = this.#store
      .list('Pod', namespace)
      .filter(other => workloadOf(other) === workload && isPodReady(other));
    return (request * load) / 100 / Math.max(1, sharing.length);
  }

  /** The objects that `metrics.k8s.io` answers for pods. */
  podMetrics(namespace?: string): KubernetesObject[] {
    return this.#store.list('Pod', namespace).flatMap(pod => {
      const cpu = this.cpuOf(pod);
      return cpu === undefined ? [] : [this.#describe(pod, cpu)];
    });
  }

  #describe(pod: Pod, cpu: number): KubernetesObject {
    const { name, namespace, labels } = pod.metadata;
    const now = timestamp(this.#clock.now());
    return {
      kind: 'PodMetrics',
      apiVersion: 'metrics.k8s.io/v1beta1',
      metadata: {
        name,
        namespace,
        labels,
        uid: pod.metadata.uid,
        resourceVersion: '0',
        creationTimestamp: now,
      },
      timestamp: now,
      window: '10s',
      containers: pod.spec.containers.map(container => ({
        name: container.name,
        usage: {
          cpu: formatQuantity(cpu / pod.spec.containers.length, 'cpu'),
          memory: memoryOf(container.resources?.requests?.memory),
        },
      })),
    };
  }
}

function cpuRequest({ spec }: Pod): number {
  const asked = spec.containers.reduce(
    (sum, { resources }) => sum + parseQuantity(resources?.requests?.cpu),
    0,
  );
  return asked || requestWhenNone;
}

function memoryOf(request: string | undefined): string {
  const bytes = parseQuantity(request) || 128 * 2 ** 20;
  return `${Math.round((bytes * 0.6) / 1024)}Ki`;
}
