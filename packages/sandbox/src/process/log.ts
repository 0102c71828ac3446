/** Writes one readable line for a person to read. */
export type Log = (line: string) => void;

/** Writes lines to stderr, since stdout carries the ready line. */
export const logToStderr: Log = line => {
  process.stderr.write(`[sandbox] ${line}\n`);
};
