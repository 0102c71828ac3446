import { connect, createServer, Server, Socket } from 'node:net';

const unavailable = [
  'HTTP/1.1 503 Service Unavailable',
  'Content-Type: text/plain; charset=utf-8',
  'Retry-After: 5',
  'Connection: close',
  '',
  'No pod of this service is ready. The entity page in the portal says why.',
  '',
].join('\r\n');

/**
 * A port that stays the same while the processes behind it change, as the
 * address of a Kubernetes Service does.
 */
export class PortForward {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /** @param target - port of the process that is to answer now */
  static async listen(
    port: number,
    target: () => number | undefined,
  ): Promise<PortForward> {
    const sockets = new Set<Socket>();
    const server = createServer(socket => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      forward(socket, target());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new PortForward(port, server, sockets);
  }

  private constructor(port: number, server: Server, sockets: Set<Socket>) {
    this.port = port;
    this.#server = server;
    this.#sockets = sockets;
  }

  async close(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#server.close(() => resolve());
      this.#sockets.forEach(socket => socket.destroy());
    });
  }
}

function forward(socket: Socket, target: number | undefined): void {
  socket.on('error', () => socket.destroy());
  if (target === undefined) {
    refuse(socket);
    return;
  }
  const behind = connect(target, '127.0.0.1');
  let answered = false;
  behind.once('connect', () => {
    answered = true;
    socket.pipe(behind);
    behind.pipe(socket);
  });
  behind.on('error', () => (answered ? socket.destroy() : refuse(socket)));
  socket.once('close', () => behind.destroy());
}

function refuse(socket: Socket): void {
  // Only after the request has come: an early end would reset the connection.
  socket.once('data', () => socket.end(unavailable));
}
