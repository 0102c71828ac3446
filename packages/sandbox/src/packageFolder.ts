import { dirname } from 'node:path';

/** Folder of this package in the checkout. */
export const packageFolder = dirname(
  require.resolve('@paved-path/sandbox/package.json'),
);
