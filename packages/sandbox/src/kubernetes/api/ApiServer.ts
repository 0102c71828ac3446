import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { ApiRequestHandler } from './ApiRequestHandler';

/** The port that the pretended API server listens on; it can go away and come back. */
export class ApiServer {
  readonly #handler: ApiRequestHandler;
  #server: Server | undefined;
  #port: number;

  static async listen(
    handler: ApiRequestHandler,
    port: number,
  ): Promise<ApiServer> {
    const server = new ApiServer(handler, port);
    await server.start();
    return server;
  }

  private constructor(handler: ApiRequestHandler, port: number) {
    this.#handler = handler;
    this.#port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    if (this.#server) return;
    const server = createServer(
      { keepAliveTimeout: 60_000, requestTimeout: 0 },
      (request: IncomingMessage, response: ServerResponse) => {
        void this.#handler.handle(request, response);
      },
    );
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    await new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}
