import { Admission } from '../admission/Admission';
import { Clock } from '../clock/Clock';
import { timestamp } from '../clock/timestamp';
import { KubernetesObject } from '../objects/KubernetesObject';
import { ObjectStore } from '../store/ObjectStore';

interface ContextOptions {
  store: ObjectStore;
  admission: Admission;
  clock: Clock;
  remove: (object: KubernetesObject) => KubernetesObject;
}

/** What every controller works with. */
export class ControllerContext {
  readonly store: ObjectStore;
  readonly admission: Admission;
  readonly clock: Clock;
  /** Deletes an object as its kind wants it. */
  readonly remove: (object: KubernetesObject) => KubernetesObject;

  static create(options: ContextOptions): ControllerContext {
    return new ControllerContext(options);
  }

  private constructor(options: ContextOptions) {
    this.store = options.store;
    this.admission = options.admission;
    this.clock = options.clock;
    this.remove = options.remove;
  }

  /** The present moment, as Kubernetes writes it. */
  now(): string {
    return timestamp(this.clock.now());
  }
}
