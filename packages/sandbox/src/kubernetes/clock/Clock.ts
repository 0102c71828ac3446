/**
 * Where the double takes time from.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after some milliseconds; the answer cancels the call. */
  setTimeout(callback: () => void, milliseconds: number): () => void;
}
