/** Redis could not be asked, or did not answer in time: the visit may be sent again under the same id. */
export class CountUnavailableError extends Error {
  override name = 'CountUnavailableError' as const;
}
