/**
 * Addresses come from annotations that anybody may write: only web pages and
 * paths of the portal are followed, never `javascript:` and the like.
 */
export function isSafeHref(href: string): boolean {
  if (/^\/(?![/\\])/.test(href)) {
    return true;
  }
  try {
    return ['http:', 'https:'].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}
