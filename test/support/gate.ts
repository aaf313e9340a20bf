// A gate before a server on loopback: connections pass, freeze (nothing passes, nobody is told) or are cut.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Gate {
  readonly port: number;
  /** From now on nothing passes in either direction; connections stay, and new ones are taken. */
  freeze(): void;
  thaw(): void;
  /** Ends every connection and takes no new one until thawed. */
  cut(): void;
  close(): Promise<void>;
}

export async function startGate(targetPort: number): Promise<Gate> {
  let state: 'open' | 'frozen' | 'cut' = 'open';
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (chunk: Buffer) => {
      if (state === 'open') to.write(chunk);
      else waiting.add(() => to.write(chunk));
    });
    from.on('close', () => to.destroy());
  };
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(targetPort, '127.0.0.1');
    for (const socket of [near, far]) keep(socket);
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => void (state = 'frozen'),
    thaw() {
      state = 'open';
      for (const send of waiting) send();
      waiting.clear();
    },
    cut() {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
