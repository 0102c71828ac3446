import { ActionRun } from '../actions/ActionRun';

/** What became of an attempt to undo: there may be nothing, or others may use it. */
export type Undone = 'undone' | 'absent' | 'kept';

/** How to undo one thing that this run made. */
export interface UndoStep {
  /** e.g. `application "visits-dev"` */
  what: string;
  /** What a person types, one after the other, when undoing fails. */
  commands: string[];
  /** Undo it and make sure that it is gone. */
  undo(signal: AbortSignal): Promise<Undone>;
}

const deadlineMs = 120_000;

/** Remembers what was made, and takes it back in reverse order. */
export class Rollback {
  readonly #steps: UndoStep[] = [];

  static create(): Rollback {
    return new Rollback();
  }

  private constructor() {}

  /**
   * Remember a step before the request that makes it necessary: when the
   * answer is lost, nobody knows whether the object exists.
   */
  add(step: UndoStep): void {
    this.#steps.push(step);
  }

  /** Forget the last step, whose object turned out to be someone else's. */
  dropLast(): void {
    this.#steps.pop();
  }

  /** Undo everything; says what is left over, and never throws. */
  async run(run: ActionRun): Promise<void> {
    // The task's own signal may have fired already.
    const signal = AbortSignal.timeout(deadlineMs);
    const leftovers: UndoStep[] = [];
    for (const step of this.#steps.reverse()) {
      try {
        const undone = await step.undo(signal);
        if (undone === 'undone') {
          run.info(`Rolled back: ${step.what}`);
        } else if (undone === 'kept' && leftovers.length > 0) {
          // What uses it may be our own leftover.
          leftovers.push(step);
        }
      } catch (error) {
        const explained = run.explain(error, `roll back ${step.what}`);
        run.warn(
          explained instanceof Error ? explained.message : String(explained),
        );
        leftovers.push(step);
      }
    }
    if (leftovers.length > 0) {
      run.warn(
        `Left over: ${leftovers
          .map(({ what }) => what)
          .join(', ')}. Undo with:`,
      );
      leftovers
        .flatMap(({ commands }) => commands)
        .forEach(command => run.warn(`  ${command}`));
    }
  }
}
