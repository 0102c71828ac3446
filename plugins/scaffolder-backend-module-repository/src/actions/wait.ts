import { setTimeout } from 'node:timers/promises';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';

/** Pause between two looks, in milliseconds. */
const interval = 1_000;

/**
 * `repository:wait`: waits until the portal can read a file of a repository that was just pushed.
 * Git hosts show a push with a delay, and the catalog's own error then says nothing but 400.
 */
export function createWaitAction(options: { reader: UrlReaderService }) {
  const { reader } = options;

  return createTemplateAction({
    id: 'repository:wait',
    description:
      'Waits until the portal can read a file of a repository that was just pushed, and says why when it cannot.',
    schema: {
      input: {
        url: z => z.string().url().describe('The file, as a person opens it'),
        timeoutSeconds: z =>
          z.number().int().min(1).max(600).default(60).describe('Default: 60'),
      },
    },
    async handler(ctx) {
      const { url, timeoutSeconds } = ctx.input;
      const deadline = Date.now() + timeoutSeconds * 1_000;
      for (;;) {
        try {
          await reader.readUrl(url);
          ctx.logger.info(`${url} can be read`);
          return;
        } catch (error) {
          ctx.signal?.throwIfAborted();
          if (Date.now() + interval > deadline) {
            throw new ForwardedError(
              `Cannot read "${url}" after ${timeoutSeconds} s: check that the push arrived, and that the integration's credentials may read the repository`,
              error,
            );
          }
        }
        await setTimeout(interval, undefined, { signal: ctx.signal });
      }
    },
  });
}
