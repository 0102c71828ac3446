/** Managed services switch commands off, and ACL users have few. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    /NOPERM|unknown (sub)?command|support disabled/i.test(error.message)
  );
}
