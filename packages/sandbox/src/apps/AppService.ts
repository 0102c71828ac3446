import { anyFreePort } from '../process/freePort';
import { AppExit, AppProcess } from './AppProcess';
import { PortForward } from './PortForward';

/** How the app of an image is to be started. */
export interface AppStart {
  /** Folder of the image. */
  directory: string;
  env: Record<string, string>;
}

/** What stands behind one pod. */
export interface BackedPod {
  ready(): Promise<boolean>;
  exited: Promise<AppExit>;
}

interface Backing {
  process: Promise<AppProcess>;
  /** The pods that this process stands behind. */
  pods: Set<string>;
  /** Where it listens, once it was ready. */
  readyPort?: number;
  ended: boolean;
}

/**
 * A generated service in one namespace: all pods of an image are backed by one
 * process, and the newest process that is ready answers on the service's port.
 */
export class AppService {
  readonly #backings = new Map<string, Backing>();
  #forward: PortForward | undefined;

  static async open(port: number): Promise<AppService> {
    const service = new AppService();
    service.#forward = await PortForward.listen(port, () => service.#target());
    return service;
  }

  /** Back a pod by the process of its image, started if need be. */
  async start(
    pod: string,
    image: string,
    options: AppStart,
  ): Promise<BackedPod> {
    const backing = this.#backing(image, options);
    backing.pods.add(pod);
    const process = await backing.process;
    return {
      exited: process.exited,
      ready: async () => {
        const ready = await process.ready();
        backing.readyPort = process.port;
        return ready;
      },
    };
  }

  /** A pod is gone; the last one of an image takes its process along. */
  async stop(pod: string): Promise<void> {
    for (const [image, backing] of this.#backings) {
      if (backing.pods.delete(pod) && backing.pods.size === 0) {
        this.#backings.delete(image);
        await endProcess(backing);
      }
    }
  }

  /** What the process behind a pod printed. */
  async output(pod: string): Promise<string> {
    const backing = [...this.#backings.values()].find(({ pods }) =>
      pods.has(pod),
    );
    return (await backing?.process)?.output ?? '';
  }

  /** The processes that run now. */
  async processes(): Promise<AppProcess[]> {
    const alive = [...this.#backings.values()].filter(({ ended }) => !ended);
    return Promise.all(alive.map(({ process }) => process));
  }

  async close(): Promise<void> {
    await this.#forward?.close();
    const backings = [...this.#backings.values()];
    this.#backings.clear();
    await Promise.all(backings.map(endProcess));
  }

  #backing(image: string, options: AppStart): Backing {
    const found = this.#backings.get(image);
    if (found && !found.ended) {
      return found;
    }
    const made: Backing = {
      process: anyFreePort().then(port =>
        AppProcess.start({ ...options, port }),
      ),
      pods: found?.pods ?? new Set(),
      ended: false,
    };
    const end = () => {
      made.ended = true;
    };
    made.process.then(process => process.exited).then(end, end);
    // Last in the map means newest.
    this.#backings.delete(image);
    this.#backings.set(image, made);
    return made;
  }

  #target(): number | undefined {
    return [...this.#backings.values()].findLast(
      ({ ended, readyPort }) => !ended && readyPort !== undefined,
    )?.readyPort;
  }
}

async function endProcess(backing: Backing): Promise<void> {
  const process = await backing.process.catch(() => undefined);
  await process?.stop();
}
