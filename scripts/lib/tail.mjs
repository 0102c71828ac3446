import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** The last `count` lines of a log that say something, or `undefined` when it is empty. */
export function tail(file, count) {
  if (!file || count === 0 || !existsSync(file)) {
    return undefined;
  }
  const lines = stripVTControlCharacters(readFileSync(file, 'utf8'))
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .map(line => (line.length > 200 ? `${line.slice(0, 197)}...` : line));
  return lines.length > 0 ? lines.slice(-count).join('\n') : undefined;
}
