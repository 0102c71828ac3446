import { once } from 'node:events';
import { connect, Socket } from 'node:net';

/** One connection to a Redis, which is never made anew: whoever cuts it is found out. */
export class RedisConnection {
  readonly #socket: Socket;
  #cut = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#cut = true;
    });
  }

  static async open(options: {
    port: number;
    login: readonly [string, string];
  }): Promise<RedisConnection> {
    const socket = connect({ port: options.port, host: '127.0.0.1' });
    await once(socket, 'connect');
    const connection = new RedisConnection(socket);
    const answer = await connection.ask('AUTH', ...options.login);
    if (answer !== '+OK') throw new Error(answer);
    return connection;
  }

  /** Sends a command; the answer as Redis wrote it, or that the connection is gone. */
  async ask(...command: string[]): Promise<string> {
    if (this.#cut) return 'The connection was cut';
    const words = command.map(word => `$${Buffer.byteLength(word)}\r\n${word}`);
    this.#socket.write(`*${words.length}\r\n${words.join('\r\n')}\r\n`);
    const closed = new AbortController();
    this.#socket.once('close', () => closed.abort());
    try {
      const [data] = await once(this.#socket, 'data', {
        signal: closed.signal,
      });
      return String(data).trim();
    } catch {
      return 'The connection was cut';
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}
