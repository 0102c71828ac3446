import { ClusterClient } from './ClusterClient';
import { ClusterState } from './ClusterState';
import { sleep } from './sleep';

const timeoutMs = 5_000;

interface HeartbeatOptions {
  client: ClusterClient;
  state: ClusterState;
  /** @defaultValue 20000 */
  intervalMs?: number;
  /** The server stopped answering: open watches are dead too. */
  onLost: () => void;
}

/**
 * Asks a cluster for its version now and then: a watch alone cannot tell a
 * quiet cluster from one that hangs.
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
    const { client, state, onLost, intervalMs = 20_000 } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      await sleep(
        failures === 1 ? Math.min(2_000, intervalMs) : intervalMs,
        signal,
      );
      if (signal.aborted) {
        return;
      }
      try {
        const limit = AbortSignal.timeout(Math.min(timeoutMs, intervalMs));
        const response = await client.get(
          '/version',
          AbortSignal.any([signal, limit]),
        );
        // Whatever the status, somebody is there; the lists tell the rest.
        await response.body?.cancel();
        failures = 0;
        state.heard();
      } catch (error) {
        failures += 1;
        if (failures >= 2 && !signal.aborted) {
          state.silent(error, Date.now() + intervalMs);
          if (failures === 2) {
            onLost();
          }
        }
      }
    }
  }
}
