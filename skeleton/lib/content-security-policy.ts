/** The policy of a page: nothing from other origins, and no script without this answer's nonce. */
export function contentSecurityPolicy(nonce: string, options: { development: boolean }): string {
  // React's development build evaluates code to rebuild server stacks; hot reload injects styles.
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${options.development ? " 'unsafe-eval'" : ''}`;
  const styles = options.development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
