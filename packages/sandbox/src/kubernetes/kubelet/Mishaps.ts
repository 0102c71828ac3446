import { Pod } from '../objects/Pod';
import { PodExit } from './WorkloadRuntime';

/** What can happen to a pod on its node. */
export type Mishap =
  | { type: 'crash'; exit: PodExit; afterMs: number }
  | { type: 'unpullable'; message: string }
  | { type: 'stuckCreating'; event: string; message: string }
  | { type: 'unready'; message: string };

interface Rule {
  mishap: Mishap;
  applies: (pod: Pod) => boolean;
}

/** The mishaps that are on. */
export class Mishaps {
  readonly #rules = new Set<Rule>();
  readonly #listeners = new Set<() => void>();

  static create(): Mishaps {
    return new Mishaps();
  }

  /** Lets something happen to some pods until the answer is called. */
  add(mishap: Mishap, applies: (pod: Pod) => boolean): () => void {
    const rule = { mishap, applies };
    this.#rules.add(rule);
    this.#tell();
    return () => {
      this.#rules.delete(rule);
      this.#tell();
    };
  }

  of<T extends Mishap['type']>(
    type: T,
    pod: Pod,
  ): Extract<Mishap, { type: T }> | undefined {
    for (const { mishap, applies } of this.#rules) {
      if (isOfType(type, mishap) && applies(pod)) return mishap;
    }
    return undefined;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isOfType<T extends Mishap['type']>(
  type: T,
  mishap: Mishap,
): mishap is Extract<Mishap, { type: T }> {
  return mishap.type === type;
}
