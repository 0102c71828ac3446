import { setImmediate as nextTurn } from 'timers/promises';
import { Turns } from './Turns';

/** Judging takes the processor, and awaits what is there already. */
async function judge(): Promise<void> {
  await null;
  const until = performance.now() + 1;
  while (performance.now() < until);
}

describe('Turns', () => {
  it('lets others in between, however much is to be done at once', async () => {
    const turns = Turns.create();
    let over = false;
    const all = Promise.all(
      Array.from({ length: 300 }, () => turns.run(judge)),
    ).then(() => {
      over = true;
    });

    let between = 0;
    while (!over) {
      await nextTurn();
      between += 1;
    }
    await all;

    expect(between).toBeGreaterThan(30);
  });

  it('lets work that waits hold up nobody', async () => {
    const turns = Turns.create();
    let answer = (_value: string) => {};
    const slow = turns.run(
      () => new Promise<string>(resolve => (answer = resolve)),
    );

    await expect(turns.run(async () => 'quick')).resolves.toBe('quick');

    answer('slow');
    await expect(slow).resolves.toBe('slow');
  });

  it('fails as the work fails, and goes on with the next', async () => {
    const turns = Turns.create();

    await expect(
      turns.run(async () => {
        throw new Error('no such service');
      }),
    ).rejects.toThrow('no such service');
    await expect(turns.run(async () => 'next')).resolves.toBe('next');
  });
});
