/** A sync window holds an Application back; what was registered stands. */
export class SyncWindowError extends Error {
  override readonly name = 'SyncWindowError' as const;
}
