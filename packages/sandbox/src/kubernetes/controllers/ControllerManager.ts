import { Controller, ObjectName } from './Controller';
import { ControllerContext } from './ControllerContext';

interface Task {
  controller: Controller;
  object: ObjectName;
}

// More steps than this at one moment can only be two controllers that undo each other's work.
const stepLimit = 100_000;

/** Calls controllers for the objects that changed. */
export class ControllerManager {
  readonly #context: ControllerContext;
  readonly #tasks = new Map<string, Task>();
  readonly #timers = new Map<string, () => void>();
  #scheduled = false;
  readonly #unsubscribe: () => void;

  static start(
    context: ControllerContext,
    controllers: readonly Controller[],
  ): ControllerManager {
    return new ControllerManager(context, controllers);
  }

  private constructor(
    context: ControllerContext,
    controllers: readonly Controller[],
  ) {
    this.#context = context;
    this.#unsubscribe = context.store.subscribe(change => {
      for (const [index, controller] of controllers.entries()) {
        for (const object of controller.concerns(change)) {
          this.#enqueue(index, { controller, object });
        }
      }
    });
  }

  stop(): void {
    this.#unsubscribe();
    this.#tasks.clear();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #enqueue(index: number, task: Task): void {
    const { namespace, name } = task.object;
    this.#tasks.set(`${index}/${namespace}/${name}`, task);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#drain());
  }

  #drain(): void {
    for (let step = 0; step < stepLimit; step += 1) {
      const [next] = this.#tasks;
      if (!next) break;
      const [key, task] = next;
      this.#tasks.delete(key);
      this.#run(key, task);
    }
    this.#scheduled = false;
  }

  #run(key: string, task: Task): void {
    this.#timers.get(key)?.();
    this.#timers.delete(key);
    const again = task.controller.reconcile(task.object);
    if (again === undefined) return;
    const index = Number(key.slice(0, key.indexOf('/')));
    this.#timers.set(
      key,
      this.#context.clock.setTimeout(() => {
        this.#timers.delete(key);
        this.#enqueue(index, task);
      }, again),
    );
  }
}
