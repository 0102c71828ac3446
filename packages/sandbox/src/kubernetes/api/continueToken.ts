/** Where the next page of a list starts. */
export interface ContinueToken {
  revision: number;
  /** Key of the last object given out. */
  after: string;
}

/** Writes the token that a page ends with. */
export function writeContinueToken({ revision, after }: ContinueToken): string {
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: `${after}\0` }),
  ).toString('base64url');
}

/** Reads a token back; `undefined` for one that was not written here. */
export function readContinueToken(token: string): ContinueToken | undefined {
  try {
    const parsed: unknown = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    if (!('rv' in parsed) || !('start' in parsed)) return undefined;
    const { rv, start } = parsed;
    if (typeof rv !== 'number' || typeof start !== 'string') return undefined;
    return { revision: rv, after: start.replace(/\0$/, '') };
  } catch {
    return undefined;
  }
}
