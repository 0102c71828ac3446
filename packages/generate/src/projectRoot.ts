import { resolve } from 'node:path';

/** The checkout that this package is part of. */
// eslint-disable-next-line no-restricted-syntax
export const projectRoot = resolve(__dirname, '../../..');
