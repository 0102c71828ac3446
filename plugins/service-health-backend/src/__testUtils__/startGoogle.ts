import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync } from 'fs';
import { createServer, IncomingMessage, request, Server } from 'http';
import { createServer as createTlsServer } from 'https';
import { tmpdir } from 'os';
import { join } from 'path';

/** A certificate for 127.0.0.1 that nobody trusts yet. */
export function makeCertificate(): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test'.split(' '),
      ...['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
      ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(`Cannot make a certificate: ${stderr}`);
  }
  return {
    cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
    key: readFileSync(join(folder, 'key.pem'), 'utf8'),
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/**
 * Google as a portal in its cloud sees it: the metadata server that hands out
 * tokens, the GKE API, and TLS in front of one cluster.
 */
export async function startGoogle(cluster: { url: string; token: string }) {
  const { cert, key } = makeCertificate();
  const proxy = createTlsServer({ cert, key }, (incoming, outgoing) => {
    const forward = request(
      new URL(incoming.url ?? '/', cluster.url),
      { method: incoming.method, headers: incoming.headers },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forward.destroy());
    incoming.pipe(forward);
  });
  const endpoint = `127.0.0.1:${await listen(proxy)}`;
  const state = { fails: false };
  const metadata = createServer((incoming, outgoing) => {
    outgoing.setHeader('metadata-flavor', 'Google');
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(
      incoming.url?.includes('token')
        ? JSON.stringify({ access_token: cluster.token, expires_in: 3600 })
        : '{}',
    );
  });
  const api = createServer((incoming: IncomingMessage, outgoing) => {
    const known =
      incoming.headers.authorization === `Bearer ${cluster.token}` &&
      incoming.url === '/v1/projects/acme/locations/-/clusters';
    outgoing.statusCode = known && !state.fails ? 200 : 403;
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(
      JSON.stringify({
        clusters: [
          describe('gke-prod', endpoint, cert, 'prod'),
          describe('gke-other', '127.0.0.1:1', cert, 'other'),
        ],
      }),
    );
  });
  return {
    state,
    metadataHost: `127.0.0.1:${await listen(metadata)}`,
    apiUrl: `http://127.0.0.1:${await listen(api)}`,
    close() {
      for (const server of [proxy, metadata, api]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function describe(
  name: string,
  endpoint: string,
  cert: string,
  stage: string,
): object {
  return {
    name,
    endpoint,
    resourceLabels: { stage },
    masterAuth: {
      clusterCaCertificate: Buffer.from(cert).toString('base64'),
    },
  };
}
