import { bindPod } from './bindPod';
import { ControllerContext } from '../controllers/ControllerContext';
import { Pod } from '../objects/Pod';
import { ImagePull } from './ImagePull';
import { Mishaps } from './Mishaps';
import { NodePool } from './NodePool';
import { identity, PodState } from './PodState';
import { restartDelay } from './restartDelay';
import { showEviction } from './showEviction';
import { showExit, showRestart } from './showExit';
import { PodExit, RunningPod, WorkloadRuntime } from './WorkloadRuntime';

/** What the kubelets share. */
export interface KubeletOptions {
  context: ControllerContext;
  nodes: NodePool;
  mishaps: Mishaps;
  runtime: WorkloadRuntime;
}

const scheduleMs = 20;
const createMs = 250;
const retryMs = 1_000;
const probeMs = 1_000;

/** Takes one pod from Pending to its end, as scheduler and kubelet do together. */
export class PodWorker {
  readonly #options: KubeletOptions;
  readonly #state: PodState;
  readonly #pull: ImagePull;
  #cancelTimer = () => {};
  // Answers to what an earlier stage began come with an old epoch and are ignored.
  #epoch = 0;
  #stage: 'starting' | 'running' | 'waiting' | 'ended' = 'starting';
  #running: RunningPod | undefined;
  #startedAt = 0;

  static begin(pod: Pod, options: KubeletOptions): PodWorker {
    const worker = new PodWorker(pod, options);
    worker.#later(scheduleMs, () => worker.#schedule());
    return worker;
  }

  private constructor(pod: Pod, options: KubeletOptions) {
    this.#options = options;
    this.#state = PodState.of(pod, options.context);
    this.#pull = ImagePull.create(this.#state, options.mishaps);
  }

  /** Looks whether a mishap has begun that concerns a running pod. */
  poke(): void {
    const pod = this.#state.read();
    if (!pod || !this.#isOnPower(pod)) return;
    const crash = this.#options.mishaps.of('crash', pod);
    if (crash && this.#stage === 'running' && this.#running) {
      this.#running = undefined;
      void this.#options.runtime.stop(pod);
      this.#epoch += 1;
      this.#later(crash.afterMs, () => this.#exited(crash.exit));
    } else if (!crash && this.#stage === 'waiting') {
      this.#later(scheduleMs, () => this.#restart());
    } else if (this.#stage === 'running') this.#later(0, () => this.#probe());
    else if (this.#stage === 'starting') this.#later(0, () => this.#resume());
  }

  /** Ends the pod and removes it. */
  async stop(): Promise<void> {
    const pod = this.#state.read();
    if (!pod || !this.#isOnPower(pod) || this.#stage === 'ended') return;
    this.#end();
    this.#state.event(
      'Normal',
      'Killing',
      `Stopping container ${pod.spec.containers[0]?.name}`,
    );
    this.#state.setReady(false);
    await this.#options.runtime.stop(pod).catch(() => {});
    const last = this.#state.read();
    if (last) this.#options.context.store.delete(last);
  }

  /** Ends the pod and leaves it as failed. */
  async fail(reason: string, message: string): Promise<void> {
    const pod = this.#state.read();
    if (!pod) return;
    this.#end();
    const now = this.#options.context.now();
    showEviction(this.#state, { reason, message, now });
    await this.#options.runtime.stop(pod).catch(() => {});
  }

  /** Loses power: the process is gone, and nobody is left to say so. */
  async freeze(): Promise<void> {
    const pod = this.#state.read();
    this.#cancelTimer();
    this.#epoch += 1;
    this.#running = undefined;
    if (pod) await this.#options.runtime.stop(pod).catch(() => {});
  }

  /** Has power again. */
  thaw(): void {
    const pod = this.#state.read();
    if (!pod || this.#stage === 'ended') return;
    if (pod.metadata.deletionTimestamp) void this.stop();
    else if (this.#stage === 'starting') this.#resume();
    else this.#exited({ exitCode: 255, reason: 'Unknown' });
  }

  /** Ends what runs without touching the pod, when the double closes. */
  async abandon(): Promise<void> {
    const pod = this.#state.read();
    this.#end();
    if (pod) await this.#options.runtime.stop(pod).catch(() => {});
  }

  #end(): void {
    this.#stage = 'ended';
    this.#running = undefined;
    this.#epoch += 1;
    this.#cancelTimer();
  }

  #resume(): void {
    if (this.#state.read()?.spec.nodeName) this.#create();
    else this.#schedule();
  }

  #schedule(): void {
    const { nodes, context } = this.#options;
    if (bindPod(this.#state, nodes, context)) {
      this.#later(createMs, () => this.#create());
    } else this.#later(retryMs, () => this.#schedule());
  }

  #create(): void {
    const pod = this.#state.read();
    if (!pod || !this.#isOnPower(pod)) return;
    const stuck = this.#options.mishaps.of('stuckCreating', pod);
    if (stuck) {
      this.#state.event('Warning', stuck.event, stuck.message);
      this.#later(retryMs * 15, () => this.#create());
      return;
    }
    this.#state.writeStatus((status, { metadata }) => {
      const podIP = status.podIP ?? podAddress(pod.spec.nodeName, metadata.uid);
      return { ...status, podIP, podIPs: [{ ip: podIP }] };
    });
    this.#state.setConditions([
      { type: 'PodReadyToStartContainers', status: 'True' },
    ]);
    const wait = this.#pull.attempt();
    if (wait === undefined) this.#run();
    else this.#later(wait, () => this.#create());
  }

  #run(): void {
    const pod = this.#state.read();
    if (!pod) return;
    const { mishaps, runtime, context } = this.#options;
    this.#stage = 'running';
    this.#startedAt = context.clock.now();
    this.#epoch += 1;
    const epoch = this.#epoch;
    const crash = mishaps.of('crash', pod);
    if (crash) {
      this.#showRunning();
      this.#later(crash.afterMs, () => this.#exited(crash.exit));
      return;
    }
    runtime.start(pod).then(
      running => {
        if (epoch !== this.#epoch) return;
        this.#running = running;
        this.#showRunning();
        running.exited?.then(exit => {
          if (epoch === this.#epoch) this.#exited(exit);
        });
        this.#later(probeMs / 10, () => this.#probe());
      },
      (error: unknown) => {
        if (epoch !== this.#epoch) return;
        const message = error instanceof Error ? error.message : String(error);
        this.#exited({ exitCode: 128, reason: 'StartError', message });
      },
    );
  }

  #showRunning(): void {
    const pod = this.#state.read();
    if (!pod) return;
    const startedAt = this.#options.context.now();
    this.#state.setContainers({ running: { startedAt } }, container =>
      identity(container, pod),
    );
    this.#state.writeStatus(status => ({ ...status, phase: 'Running' }));
    const name = pod.spec.containers[0]?.name;
    this.#state.event('Normal', 'Started', `Started container ${name}`);
  }

  #probe(): void {
    const pod = this.#state.read();
    if (!pod || !this.#running) return;
    const epoch = this.#epoch;
    const unready = this.#options.mishaps.of('unready', pod);
    const asked = unready
      ? Promise.reject(new Error(unready.message))
      : this.#running.ready();
    void asked.then(
      ready => this.#probed(epoch, ready),
      (error: unknown) =>
        this.#probed(
          epoch,
          false,
          error instanceof Error ? error.message : String(error),
        ),
    );
  }

  #probed(epoch: number, ready: boolean, output?: string): void {
    if (epoch !== this.#epoch || !this.#running) return;
    this.#state.setReady(ready);
    if (output)
      this.#state.event(
        'Warning',
        'Unhealthy',
        `Readiness probe failed: ${output}`,
      );
    this.#later(probeMs, () => this.#probe());
  }

  #exited(exit: PodExit): void {
    const pod = this.#state.read();
    if (!pod) return;
    this.#running = undefined;
    this.#epoch += 1;
    const { context } = this.#options;
    const ends = pod.spec.restartPolicy === 'Never';
    const restarts = pod.status?.containerStatuses?.[0]?.restartCount ?? 0;
    const ranMs = context.clock.now() - this.#startedAt;
    const waitMs = ends ? 0 : restartDelay(restarts, ranMs);
    showExit(pod, this.#state, { exit, waitMs, now: context.now() });
    if (ends) {
      this.#end();
      const phase = exit.exitCode === 0 ? 'Succeeded' : 'Failed';
      this.#state.writeStatus(status => ({ ...status, phase }));
      return;
    }
    this.#stage = 'waiting';
    this.#later(Math.max(waitMs, scheduleMs), () => this.#restart());
  }

  #restart(): void {
    if (this.#stage !== 'waiting') return;
    showRestart(this.#state);
    this.#run();
  }

  #isOnPower({ spec }: Pod): boolean {
    return !spec.nodeName || this.#options.nodes.isPowered(spec.nodeName);
  }

  #later(milliseconds: number, callback: () => void): void {
    this.#cancelTimer();
    const { clock } = this.#options.context;
    this.#cancelTimer = clock.setTimeout(callback, milliseconds);
  }
}

function podAddress(node: string | undefined, uid: string): string {
  const third = Number(node?.split('-')[1] ?? 1) || 1;
  return `10.244.${third}.${(parseInt(uid.slice(0, 4), 16) % 250) + 2}`;
}
