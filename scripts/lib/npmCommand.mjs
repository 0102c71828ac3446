import { basename } from 'node:path';

/** The npm that started this process, else the one on PATH. */
export function npmCommand(...args) {
  const cli = process.env.npm_execpath;
  return cli && basename(cli) === 'npm-cli.js'
    ? { command: process.execPath, args: [cli, ...args] }
    : { command: 'npm', args };
}
