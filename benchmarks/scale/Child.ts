import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const replySchema = z.object({
  reply: z.number(),
  value: z.unknown().optional(),
});
const askedSchema = z.object({
  ask: z.number(),
  value: z.unknown().optional(),
});

/** A process of its own that answers questions, so that its memory and CPU are its own. */
export class Child {
  readonly #process: ChildProcess;
  #asked = 0;

  static start(file: string): Child {
    return new Child(
      fork(file, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    );
  }

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /** Asks, and waits for the answer; one question at a time. */
  async ask<T extends z.ZodType>(
    value: unknown,
    schema: T,
  ): Promise<z.infer<T>> {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = new Promise<unknown>((resolve, reject) => {
      const end = (settle: () => void) => {
        this.#process.off('message', onMessage).off('exit', onExit);
        settle();
      };
      // The loader of TypeScript sends messages of its own: they are passed over
      const onMessage = (message: unknown) => {
        const { data } = replySchema.safeParse(message);
        if (data?.reply === asked) {
          end(() => resolve(data.value));
        }
      };
      const onExit = (code: number | null) =>
        end(() => reject(new Error(`The process ended with ${code}`)));
      this.#process.on('message', onMessage).on('exit', onExit);
    });
    this.#process.send({ ask: asked, value });
    return schema.parse(await answer);
  }

  async stop(): Promise<void> {
    const exit = once(this.#process, 'exit');
    this.#process.kill();
    await exit;
  }
}

/** The other side: answers each question of the parent, and ends with it. */
export function answerParent(answer: (value: unknown) => Promise<unknown>) {
  process.on('message', async message => {
    const { data } = askedSchema.safeParse(message);
    if (data) {
      process.send?.({ reply: data.ask, value: await answer(data.value) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}
