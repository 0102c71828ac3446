import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** A CA and a certificate that it signed for a name, made here and now. */
export function createCertificates(subject: string) {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  openssl(
    ...['req', '-x509', ...key, '-nodes', '-days', '2'],
    ...['-subj', '/CN=test CA'],
    ...['-keyout', file('ca.key'), '-out', file('ca.crt')],
  );
  openssl(
    ...['req', '-x509', ...key, '-nodes', '-days', '2'],
    ...['-CA', file('ca.crt'), '-CAkey', file('ca.key')],
    ...['-subj', '/CN=redis', '-addext', `subjectAltName=${subject}`],
    ...['-addext', 'basicConstraints=critical,CA:FALSE'],
    ...['-keyout', file('redis.key'), '-out', file('redis.crt')],
  );
  return {
    caFile: file('ca.crt'),
    ca: readFileSync(file('ca.crt'), 'utf8'),
    /** Arguments with which redis-server speaks TLS only. */
    argsFor: (port: number) => [
      ...['--port', '0', '--tls-port', String(port)],
      ...['--tls-cert-file', file('redis.crt')],
      ...['--tls-key-file', file('redis.key')],
      ...['--tls-ca-cert-file', file('ca.crt')],
      ...['--tls-auth-clients', 'no'],
    ],
  };
}
