// How many connections there may be, and who makes room for whom: nobody keeps one by saying nothing or by not listening.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Who calls at once when connected is not taken for one who only holds the connection. */
const TIME_TO_ASK_MS = 1_000;

/**
 * Keeps no more than so many connections. When all are taken, whoever comes gets the place of one for whom nothing is
 * being done: of who has asked nothing in a second, of who idles longest, of who does not take the answer; and is
 * turned away only where there is none of these.
 *
 * @returns to be told of every request as it begins
 */
export function boundConnections(
  server: Server,
  most: number,
  now: () => number = () => performance.now(),
): (request: IncomingMessage, response: ServerResponse) => void {
  /** All of them, and what each is being answered last. */
  const open = new Map<Socket, ServerResponse | undefined>();
  /** Connected, and has asked nothing yet; since when. The longest first, as everywhere here. */
  const silent = new Map<Socket, number>();
  /** Everything it asked is answered. */
  const idle = new Set<Socket>();

  function drop(socket: Socket | undefined): boolean {
    if (!socket) return false;
    forget(socket);
    socket.destroy();
    return true;
  }

  function forget(socket: Socket): void {
    open.delete(socket);
    silent.delete(socket);
    idle.delete(socket);
  }

  function makeRoom(): boolean {
    const [stranger, since = 0] = first(silent) ?? [];
    const patient = now() - since >= TIME_TO_ASK_MS;
    return drop((patient ? stranger : undefined) ?? firstOf(idle) ?? stranger ?? notListening());
  }

  /** The answer is written to its end, and is not taken. */
  function notListening(): Socket | undefined {
    for (const [socket, response] of open) if (response?.writableEnded === true) return socket;
    return undefined;
  }

  server.on('connection', (socket: Socket) => {
    if (open.size >= most && !makeRoom()) {
      socket.destroy();
      return;
    }
    open.set(socket, undefined);
    silent.set(socket, now());
    socket.once('close', () => forget(socket));
  });

  return ({ socket }, response) => {
    silent.delete(socket);
    idle.delete(socket);
    if (open.has(socket)) open.set(socket, response);
    response.once('close', () => {
      // another may be on its way behind this one
      if (open.get(socket) === response) idle.add(socket);
    });
  };
}

function first<K, V>(map: ReadonlyMap<K, V>): readonly [K, V] | undefined {
  for (const entry of map) return entry;
  return undefined;
}

function firstOf<V>(set: ReadonlySet<V>): V | undefined {
  for (const value of set) return value;
  return undefined;
}
