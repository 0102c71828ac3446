import { createServer } from 'node:net';

/** The launcher's port settings, with ports that are free. */
export async function freePorts() {
  const names = ['PORTAL', 'SANDBOX_GIT', 'SANDBOX_ARGOCD'];
  names.push('SANDBOX_KUBERNETES', 'SANDBOX_CONTROL');
  const servers = await Promise.all(names.map(() => listen()));
  const ports = servers.map(server => String(server.address().port));
  await Promise.all(servers.map(server => close(server)));
  return Object.fromEntries(
    names.map((name, index) => [`${name}_PORT`, ports[index]]),
  );
}

function listen() {
  return new Promise(resolve => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function close(server) {
  return new Promise(resolve => server.close(resolve));
}
