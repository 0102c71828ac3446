import { RedisFailure } from '@paved-path/backstage-plugin-service-health-common';

/** Tells apart why Redis cannot be asked. */
export function redisFailureOf(error: unknown): RedisFailure {
  const text = error instanceof Error ? error.message : String(error);
  const code =
    error instanceof Error && 'code' in error ? String(error.code) : '';
  const rules: [RegExp, RedisFailure][] = [
    [/ENOTFOUND|EAI_AGAIN/, 'dns'],
    [/WRONGPASS|NOAUTH|NOPERM|invalid username-password|ENOENT/, 'login'],
    [/MISCONF/, 'refusing'],
    [/certificate|CERT|SSL|TLS|EPROTO|self.signed/i, 'tls'],
    [/ETIMEDOUT|timed out|timeout/i, 'timeout'],
    [
      /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|closed|writeable/i,
      'connect',
    ],
  ];
  const found = rules.find(([pattern]) => pattern.test(`${code} ${text}`));
  return found ? found[1] : 'protocol';
}
