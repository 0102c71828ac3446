import { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotImplementedError } from '@backstage/errors';

/** Headless, everything comes from this checkout: a request for any URL is a mistake in the template. */
export const offlineReader: UrlReaderService = {
  readTree: refuse,
  readUrl: refuse,
  search: refuse,
};

async function refuse(url: string): Promise<never> {
  throw new NotImplementedError(
    `Cannot read "${url}": only files of this checkout can be rendered headlessly`,
  );
}
