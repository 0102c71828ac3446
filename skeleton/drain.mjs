/**
 * Lets keep-alive connections leave before the process does. Preloaded: `node --import ./drain.mjs server.js`.
 *
 * Next.js closes its server on SIGTERM, and Node then cuts every idle connection at once: a client that is
 * just sending its next request on one of them sees a reset. And a connection that was busy lives on for the
 * whole keep-alive time and holds the process. So closing is done in two steps here: no new connections, and
 * every answer from now on says `Connection: close`; what is still idle after the grace period is cut.
 */
import http from 'node:http';
import net from 'node:net';

const graceMs = Number(process.env.DRAIN_GRACE_MS ?? 1000);
const createServer = http.createServer;

http.createServer = function createDrainingServer(...args) {
  const server = createServer.apply(http, args);
  const responses = new Set();
  let draining = false;

  server.prependListener('request', (_request, response) => {
    if (draining) response.shouldKeepAlive = false;
    responses.add(response);
    response.once('close', () => responses.delete(response));
  });

  server.close = callback => {
    draining = true;
    // An answer under way whose head is not sent yet can still tell its client to go.
    for (const response of responses) response.shouldKeepAlive = false;
    net.Server.prototype.close.call(server, callback);
    const cutIdle = () => {
      server.closeIdleConnections();
      setTimeout(cutIdle, 100).unref();
    };
    setTimeout(cutIdle, graceMs).unref();
    return server;
  };
  return server;
};
