import { Clock } from '../clock/Clock';

interface Held {
  uid: string;
  send: () => void;
  cancel: () => void;
}

/** What goes wrong on open watches. */
export class WatchFaults {
  readonly #clock: Clock;
  readonly #silenced = new Set<{ resource?: string }>();
  #copies = 1;
  #delay = 0;
  #reorders: { sameObject: boolean } | undefined;
  #held: Held | undefined;

  static create(clock: Clock): WatchFaults {
    return new WatchFaults(clock);
  }

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  silences(resource: string): boolean {
    return [...this.#silenced].some(
      scope => scope.resource === undefined || scope.resource === resource,
    );
  }

  /** Sends one event as the faults have it: never, later, several times, or after its successor. */
  deliver(
    { resource, uid }: { resource: string; uid: string },
    send: () => void,
  ): void {
    if (this.silences(resource)) return;
    const sendAll = () => {
      for (let copy = 0; copy < this.#copies; copy += 1) send();
    };
    if (this.#reorders) this.#hold(uid, sendAll, this.#reorders.sameObject);
    else if (this.#delay > 0) this.#clock.setTimeout(sendAll, this.#delay);
    else sendAll();
  }

  silence(scope: { resource?: string }): () => void {
    this.#silenced.add(scope);
    return () => this.#silenced.delete(scope);
  }

  duplicate(copies: number): () => void {
    this.#copies = copies;
    return () => {
      this.#copies = 1;
    };
  }

  delay(milliseconds: number): () => void {
    this.#delay = milliseconds;
    return () => {
      this.#delay = 0;
    };
  }

  reorder(sameObject: boolean): () => void {
    this.#reorders = { sameObject };
    return () => {
      this.#reorders = undefined;
      this.#release();
    };
  }

  clear(): void {
    this.#silenced.clear();
    this.#copies = 1;
    this.#delay = 0;
    this.#reorders = undefined;
    this.#release();
  }

  #hold(uid: string, send: () => void, sameObject: boolean): void {
    if (this.#held && (sameObject || this.#held.uid !== uid)) {
      send();
      this.#release();
      return;
    }
    this.#release();
    // An event without a successor must not stay away for good.
    const cancel = this.#clock.setTimeout(() => this.#release(), 500);
    this.#held = { uid, send, cancel };
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.cancel();
    held?.send();
  }
}
