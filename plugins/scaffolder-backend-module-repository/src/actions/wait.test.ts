import { UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createWaitAction } from './wait';

describe('repository:wait', () => {
  const url = 'https://git.example.org/platform/visits/catalog-info.yaml';

  function wait(
    readUrl: UrlReaderService['readUrl'],
    options: { timeoutSeconds?: number; signal?: AbortSignal } = {},
  ) {
    const reader = mockServices.urlReader.mock({ readUrl });
    return createWaitAction({ reader }).handler({
      ...createMockActionContext({
        input: { url, timeoutSeconds: options.timeoutSeconds ?? 5 },
      }),
      signal: options.signal,
    });
  }

  it('goes on as soon as the file can be read', async () => {
    let looks = 0;
    await wait(async () => {
      looks += 1;
      if (looks < 2) {
        throw new NotFoundError('not yet');
      }
      return { buffer: async () => Buffer.from('') };
    });

    expect(looks).toBe(2);
  });

  it('names the file, the reason and the remedy when it gives up', async () => {
    await expect(
      wait(
        async () => {
          throw new NotFoundError('no such branch');
        },
        { timeoutSeconds: 1 },
      ),
    ).rejects.toThrow(
      `Cannot read "${url}" after 1 s: check that the push arrived`,
    );
  });

  it('stops at once when the task is cancelled', async () => {
    const controller = new AbortController();
    const waiting = wait(
      async () => {
        controller.abort();
        throw new NotFoundError('not yet');
      },
      { signal: controller.signal },
    );

    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
