import { delimiter, dirname } from 'node:path';

/** Variables of our own environment that npm and node need in a child. */
const passed =
  /^(PATH|HOME|USER|LANG|LC_.*|TMPDIR|TZ|SSL_CERT_FILE|SSL_CERT_DIR|NODE_EXTRA_CA_CERTS|npm_config_.*|(https?|no|all)_proxy)$/i;

/** Environment for a generated service: nothing of the portal's, our own Node first. */
export function childEnvironment(
  extra: Record<string, string>,
): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) =>
    passed.test(name),
  );
  const path = [dirname(process.execPath), process.env.PATH ?? ''];
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
    ...extra,
  };
}
