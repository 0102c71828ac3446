import { AppSupervisor } from '../apps/AppSupervisor';
import { ImageStore } from '../images/ImageStore';
import { Pod, RunningPod, WorkloadRuntime } from '../kubernetes';
import { Log } from '../process/log';
import { RedisSupervisor } from '../redis/RedisSupervisor';
import { appEnvironment } from './appEnvironment';
import { ServicePart, servicePartOf } from './servicePartOf';

/** Options of `SandboxRuntime`. */
export interface SandboxRuntimeOptions {
  apps: AppSupervisor;
  images: ImageStore;
  redis: RedisSupervisor;
  log: Log;
}

/**
 * Puts real processes behind the pods: one process of the built app behind all
 * pods of a Deployment, one redis-server behind each Redis pod.
 */
export class SandboxRuntime implements WorkloadRuntime {
  readonly #options: SandboxRuntimeOptions;
  readonly #stopped = new Set<string>();

  static create(options: SandboxRuntimeOptions): SandboxRuntime {
    return new SandboxRuntime(options);
  }

  private constructor(options: SandboxRuntimeOptions) {
    this.#options = options;
  }

  async start(pod: Pod): Promise<RunningPod> {
    const part = servicePartOf(pod);
    this.#stopped.delete(pod.metadata.uid);
    switch (part?.component) {
      case 'app':
        return this.#startApp(pod, part);
      case 'redis':
        return this.#startRedis(pod, part);
      default:
        return { ready: async () => true };
    }
  }

  async stop(pod: Pod): Promise<void> {
    const part = servicePartOf(pod);
    this.#stopped.add(pod.metadata.uid);
    if (part?.component === 'app') {
      await this.#options.apps.find(part)?.stop(pod.metadata.uid);
    }
    if (part?.component === 'redis') {
      await this.#options.redis.find(part)?.stop(ordinalOf(pod));
    }
  }

  async logs(pod: Pod): Promise<string> {
    const part = servicePartOf(pod);
    const app =
      part?.component === 'app' ? this.#options.apps.find(part) : undefined;
    return app ? app.output(pod.metadata.uid) : '';
  }

  /** An app's image is there once the sandbox's CI built it; all others are pretended. */
  canPull(pod: Pod): boolean {
    return (
      servicePartOf(pod)?.component !== 'app' ||
      this.#options.images.find(imageOf(pod)) !== undefined
    );
  }

  async #startApp(pod: Pod, part: ServicePart): Promise<RunningPod> {
    const { apps, images } = this.#options;
    const image = imageOf(pod);
    const directory = images.find(image);
    if (!directory) {
      throw new Error(`The image "${image}" was not built here`);
    }
    const service = await apps.declare(part);
    const backed = await service.start(pod.metadata.uid, image, {
      directory,
      env: appEnvironment(pod, this.#options.redis.find(part)?.record),
    });
    return {
      ready: () => backed.ready(),
      exited: this.#unlessStopped(pod, backed.exited, 'app'),
    };
  }

  async #startRedis(pod: Pod, part: ServicePart): Promise<RunningPod> {
    const service = this.#options.redis.find(part);
    if (!service) {
      throw new Error(`Redis of "${part.name}" was not declared`);
    }
    const index = ordinalOf(pod);
    const { exited } = await service.start(index);
    return {
      ready: () => service.ready(index),
      exited: this.#unlessStopped(pod, exited, 'redis-server'),
    };
  }

  /** An end that was not asked for, with a line about it. */
  async #unlessStopped<T extends { exitCode: number; message: string }>(
    pod: Pod,
    exited: Promise<T>,
    what: string,
  ): Promise<T> {
    const exit = await exited;
    const { uid, name, namespace } = pod.metadata;
    if (!this.#stopped.has(uid)) {
      this.#options.log(
        `The ${what} behind pod ${namespace}/${name} ended with code ${exit.exitCode} (${exit.message}); it will be started again`,
      );
    }
    return exit;
  }
}

function ordinalOf(pod: Pod): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? 0);
}

function imageOf(pod: Pod): string {
  return pod.spec.containers[0]?.image ?? '';
}
