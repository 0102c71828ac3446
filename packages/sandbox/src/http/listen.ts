import { createServer, RequestListener } from 'node:http';
import { listenProblem } from './listenProblem';

/** A server that listens. */
export interface ListeningServer {
  port: number;
  /** Stop listening and cut what is still open. */
  close(): Promise<void>;
}

/** Listen, on the loopback address unless told otherwise; a busy port is named in the error. */
export async function listen(
  handler: RequestListener,
  options: { port: number; what: string; host?: string },
): Promise<ListeningServer> {
  const { port, host = '127.0.0.1' } = options;
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(listenProblem(error, options)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
