/** Whether a URL holds the path segments "." or "..", which a server would follow. */
export function hasDotSegments(url: string): boolean {
  return /(^|[/:\\])(\.|%2e){1,2}([/\\?#]|$)/i.test(url);
}
