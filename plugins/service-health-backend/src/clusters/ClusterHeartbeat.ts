import { ClusterClient } from './ClusterClient';
import { ClusterState } from './ClusterState';
import { sleep } from './sleep';

const timeoutMs = 5_000;
const confirmMs = 2_000;

interface HeartbeatOptions {
  client: ClusterClient;
  state: ClusterState;
  /** @defaultValue 20000 */
  intervalMs?: number;
  clock?: () => number;
  /** The server stopped answering: open watches are dead too. */
  onLost: () => void;
}

/**
 * Asks a cluster for its version when nothing else was heard of it for a
 * while: a watch alone cannot tell a quiet cluster from one that hangs.
 */
export class ClusterHeartbeat {
  readonly #options: HeartbeatOptions;

  static create(options: HeartbeatOptions): ClusterHeartbeat {
    return new ClusterHeartbeat(options);
  }

  private constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Runs until the signal says stop; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { state, onLost, intervalMs = 20_000 } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      await sleep(this.#pause(failures), signal);
      if (signal.aborted || (failures === 0 && this.#pause(0) > 0)) {
        continue;
      }
      try {
        await this.#ask(signal);
        failures = 0;
        state.heard();
      } catch (error) {
        failures += 1;
        if (failures >= 2 && !signal.aborted) {
          state.silent(error, Date.now() + intervalMs);
        }
        if (failures === 2 && !signal.aborted) {
          onLost();
        }
      }
    }
  }

  /** Whatever the status, somebody is there; the lists tell the rest. */
  async #ask(signal: AbortSignal): Promise<void> {
    const { client, intervalMs = 20_000 } = this.#options;
    const limit = AbortSignal.timeout(Math.min(timeoutMs, intervalMs));
    const either = AbortSignal.any([signal, limit]);
    const response = await client.get('/version', either);
    await response.body?.cancel();
  }

  /** A watch that speaks is as good as an answer. */
  #pause(failures: number): number {
    const { state, clock = Date.now, intervalMs = 20_000 } = this.#options;
    if (failures > 0) {
      return failures === 1 ? Math.min(confirmMs, intervalMs) : intervalMs;
    }
    const quiet = clock() - (state.heardAt ?? 0);
    return Math.max(0, intervalMs - quiet);
  }
}
