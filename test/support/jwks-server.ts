// A real JWKS endpoint on loopback whose keys and manners a test can change.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { JWK } from 'jose';

export interface JwksServer {
  readonly url: string;
  /** Requests seen so far. */
  hits(): number;
  serve(keys: readonly JWK[]): void;
  /** Answer in another way from now on; undefined goes back to serving keys. */
  misbehave(how: ((response: ServerResponse) => void) | undefined): void;
  close(): Promise<void>;
}

export async function startJwksServer(initial: readonly JWK[]): Promise<JwksServer> {
  let keys = initial;
  let hits = 0;
  let manner: ((response: ServerResponse) => void) | undefined;
  const server = createServer((_request, response) => {
    hits++;
    if (manner) manner(response);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jwks.json`,
    hits: () => hits,
    serve: (next) => {
      keys = next;
    },
    misbehave: (how) => {
      manner = how;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
