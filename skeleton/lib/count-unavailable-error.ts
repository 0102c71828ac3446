/** Redis could not be asked, or did not answer in time: the visit may be sent again under the same id. */
export class CountUnavailableError extends Error {
  override name = 'CountUnavailableError' as const;

  /** By name, since each route is a bundle with a copy of this class of its own: `instanceof` would not see the others'. */
  static is(error: unknown): error is CountUnavailableError {
    return error instanceof Error && error.name === 'CountUnavailableError';
  }
}
