import { connect, createServer } from 'node:net';
import { findPortOwner } from './findPortOwner.mjs';
import { LauncherError } from './LauncherError.mjs';

const defaults = {
  PORTAL_PORT: { port: 7007, what: 'the portal' },
  SANDBOX_GIT_PORT: { port: 7100, what: "the sandbox's Git host" },
  SANDBOX_ARGOCD_PORT: { port: 7101, what: "the sandbox's Argo CD" },
  SANDBOX_KUBERNETES_PORT: { port: 7102, what: "the sandbox's Kubernetes API" },
  SANDBOX_CONTROL_PORT: { port: 7103, what: "the sandbox's control page" },
};

/** The ports to listen on, by the environment variable that changes each. */
export function readPorts(env = process.env) {
  return Object.fromEntries(
    Object.entries(defaults).map(([variable, { port }]) => [
      variable,
      readPort(variable, env[variable] || String(port)),
    ]),
  );
}

/** Throws if one of `ports` is taken: names the port, its owner, and how to use another. */
export async function requireFreePorts(ports) {
  for (const [variable, port] of Object.entries(ports)) {
    if (await isTaken(port)) {
      throw new LauncherError(
        `Cannot start ${defaults[variable].what}: port ${port} is in use${by(
          findPortOwner(port),
        )}`,
        {
          remedy: `end that process, or use another port: ${variable}=${
            port + 1000
          } npm start`,
        },
      );
    }
  }
}

function by(owner) {
  return owner ? ` by process ${owner.pid} (${owner.command})` : '';
}

function readPort(variable, value) {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new LauncherError(
      `Cannot use ${variable}="${value}": a port is a whole number from 1 to 65535`,
      { remedy: `correct ${variable}, or leave it out` },
    );
  }
  return port;
}

// Asked both ways: a server on all addresses does not always keep one from listening on 127.0.0.1
async function isTaken(port) {
  return (await answers(port)) || !(await canListen(port));
}

function answers(port) {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 });
    const settle = taken => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}

function canListen(port) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
