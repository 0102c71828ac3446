import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** An authority of our own and a certificate that it signed, for a day. */
export class TlsFiles {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** The certificate holds the name `localhost` and no address, so whoever connects by address must be refused. */
  static create(): TlsFiles {
    const files = new TlsFiles(mkdtempSync(join(tmpdir(), 'visits-tls-')));
    files.#openssl('req', '-x509', ...NEW_KEY, '-days', '1', '-subj', '/CN=ca', '-keyout', 'ca.key', '-out', 'ca.crt');
    files.#openssl('req', ...NEW_KEY, '-subj', '/CN=redis', '-keyout', 'tls.key', '-out', 'tls.csr');
    writeFileSync(join(files.#folder, 'names'), 'subjectAltName=DNS:localhost\n');
    const sign = ['-req', '-in', 'tls.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'];
    files.#openssl('x509', ...sign, '-days', '1', '-extfile', 'names', '-out', 'tls.crt');
    return files;
  }

  get ca(): string {
    return join(this.#folder, 'ca.crt');
  }

  get certificate(): string {
    return join(this.#folder, 'tls.crt');
  }

  get key(): string {
    return join(this.#folder, 'tls.key');
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #openssl(...args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: 'pipe' });
  }
}
