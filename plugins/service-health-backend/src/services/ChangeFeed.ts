type Listener = () => void;

/** Tells listeners of one service that something of it changed. */
export class ChangeFeed {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #all = new Set<(kubernetesId: string | undefined) => void>();

  static create(): ChangeFeed {
    return new ChangeFeed();
  }

  /** Something of one service changed, or of all when none is named. */
  publish(kubernetesId: string | undefined): void {
    this.#all.forEach(listener => listener(kubernetesId));
    if (kubernetesId !== undefined) {
      this.#listeners.get(kubernetesId)?.forEach(listener => listener());
      return;
    }
    this.#listeners.forEach(some => some.forEach(listener => listener()));
  }

  /** The answer ends the subscription. */
  subscribe(kubernetesId: string, listener: Listener): () => void {
    const some = this.#listeners.get(kubernetesId) ?? new Set();
    some.add(listener);
    this.#listeners.set(kubernetesId, some);
    return () => {
      some.delete(listener);
      if (some.size === 0) {
        this.#listeners.delete(kubernetesId);
      }
    };
  }

  subscribeAll(
    listener: (kubernetesId: string | undefined) => void,
  ): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }
}
