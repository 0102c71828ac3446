import { isKind } from '../objects/KnownKinds';
import { Pod } from '../objects/Pod';
import { StoredChange } from '../store/StoredChange';
import { watchNodes } from './watchNodes';
import { KubeletOptions, PodWorker } from './PodWorker';

/** The kubelets of all nodes: one worker for each pod. */
export class Kubelets {
  readonly #options: KubeletOptions;
  readonly #workers = new Map<string, PodWorker>();

  static create(options: KubeletOptions): Kubelets {
    return new Kubelets(options);
  }

  private constructor(options: KubeletOptions) {
    this.#options = options;
  }

  /** Begins to look after pods; the answer ends it. */
  start(): () => void {
    const { context, mishaps, nodes } = this.#options;
    mishaps.onChange(() => {
      for (const worker of [...this.#workers.values()]) worker.poke();
    });
    watchNodes({ context, nodes, worker: uid => this.#workers.get(uid) });
    return context.store.subscribe(change => this.#follow(change));
  }

  /** Whether a pod has a kubelet that will end it. */
  runs(pod: Pod): boolean {
    return this.#workers.has(pod.metadata.uid);
  }

  /** Throws a pod off its node. */
  async evict(pod: Pod, message: string): Promise<void> {
    await this.#workers.get(pod.metadata.uid)?.fail('Evicted', message);
  }

  async close(): Promise<void> {
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    await Promise.all(workers.map(worker => worker.abandon()));
  }

  #follow({ type, object, previous }: StoredChange): void {
    if (!isKind('Pod', object)) return;
    const { uid, deletionTimestamp } = object.metadata;
    const worker = this.#workers.get(uid);
    if (type === 'DELETED') {
      this.#workers.delete(uid);
      void worker?.abandon();
    } else if (type === 'ADDED') {
      // A pod that comes with a status is a still picture made by a test.
      if (isNew(object)) queueMicrotask(() => this.#adopt(object));
    } else if (deletionTimestamp && !previous?.metadata.deletionTimestamp) {
      void worker?.stop();
    }
  }

  #adopt(pod: Pod): void {
    const { name, namespace, uid } = pod.metadata;
    const present = this.#options.context.store.get('Pod', name, namespace);
    if (present?.metadata.uid !== uid || this.#workers.has(uid)) return;
    this.#workers.set(uid, PodWorker.begin(pod, this.#options));
  }
}

function isNew({ status }: Pod): boolean {
  return (
    status?.phase === 'Pending' &&
    status.conditions === undefined &&
    status.containerStatuses === undefined
  );
}
