import { connect, Socket } from 'net';
import { connect as connectTls } from 'tls';

// With the 1.5 s of the probe before it, a first look of 2 s still holds the answer.
const timeoutMs = 300;

/**
 * Tells whether one side speaks TLS and the other does not. Nothing secret is
 * sent: a PING in the clear, or a handshake that ends there.
 */
export async function findTlsMismatch({
  host,
  port,
  tls,
}: {
  host: string;
  port: number;
  /** Whether the instance is asked with TLS. */
  tls: boolean;
}): Promise<string | undefined> {
  if (tls) {
    const socket = connect({ host, port });
    socket.once('connect', () => socket.write('PING\r\n'));
    // Redis answers "+PONG", or "-NOAUTH ..."
    return (await happens(socket, 'data', chunk => /^[+-]/.test(`${chunk}`)))
      ? 'Redis speaks no TLS there: take "tls" out of the instance, or use its TLS port'
      : undefined;
  }
  const socket = connectTls({ host, port, rejectUnauthorized: false });
  return (await happens(socket, 'secureConnect', () => true))
    ? 'Redis speaks TLS there: set "tls" of the instance'
    : undefined;
}

async function happens(
  socket: Socket,
  event: 'data' | 'secureConnect',
  holds: (value: unknown) => boolean,
): Promise<boolean> {
  return await new Promise(resolve => {
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once(event, value => end(holds(value)));
  });
}
