import { SharedRead } from '@/lib/shared-read';

describe('SharedRead', () => {
  it('never answers with a read that began before the question', async () => {
    const ends: ((value: number) => void)[] = [];
    const read = SharedRead.create(() => new Promise<number>(resolve => ends.push(resolve)));

    const first = read.get();
    const second = read.get();
    const third = read.get();
    expect(ends).toHaveLength(1);

    ends[0]?.(1);
    await expect(first).resolves.toBe(1);
    await Promise.resolve();
    expect(ends).toHaveLength(2);
    ends[1]?.(2);
    await expect(Promise.all([second, third])).resolves.toEqual([2, 2]);

    const fourth = read.get();
    ends[2]?.(3);
    await expect(fourth).resolves.toBe(3);
  });

  it('reads again after a failure', async () => {
    const answers = [Promise.reject(new Error('away')), Promise.resolve(7)];
    const read = SharedRead.create(() => answers.shift() ?? Promise.resolve(0));
    const first = read.get();
    const second = read.get();
    await expect(first).rejects.toThrow('away');
    await expect(second).resolves.toBe(7);
  });
});
