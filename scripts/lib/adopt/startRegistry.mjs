import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * Serves packed packages as an npm registry does, so that the READMEs' own
 * `yarn add` lines can be run before anything is published.
 *
 * @returns `{ url, close }`
 */
export async function startRegistry(packages) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.slice(1));
    const found = packages.find(
      ({ name }) => path === name || path === `${name}.tgz`,
    );
    if (!found) {
      response.writeHead(404).end('{"error":"not found"}');
    } else if (path.endsWith('.tgz')) {
      response.end(readFileSync(found.file));
    } else {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packument(found, address(server))));
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: address(server), close: () => server.close() };
}

function address(server) {
  return `http://localhost:${server.address().port}`;
}

function packument({ name, version, file }, url) {
  const manifest = JSON.parse(
    execFileSync('tar', ['-xzOf', file, 'package/package.json']),
  );
  const integrity = createHash('sha512').update(readFileSync(file));
  return {
    name,
    'dist-tags': { latest: version },
    versions: {
      [version]: {
        ...manifest,
        dist: {
          tarball: `${url}/${name}.tgz`,
          integrity: `sha512-${integrity.digest('base64')}`,
        },
      },
    },
    time: { [version]: '2020-01-01T00:00:00.000Z' },
  };
}
