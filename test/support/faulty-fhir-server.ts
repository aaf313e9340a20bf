// An EHR's FHIR server on loopback: healthy by default, and as faulty as a test tells it to be.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Manner = (response: ServerResponse, request: IncomingMessage, server: FaultyFhirServer) => void;

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface FaultyFhirServer {
  readonly baseUrl: string;
  /** Every request, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Answer requests for this resource type (or `*` for all) in another manner from now on. */
  misbehave(resourceType: string, manner: Manner): void;
  /** Back to health, and forget what was seen. */
  heal(): void;
  /** Connections now open, and a promise for the moment there are none. */
  connections(): number;
  idle(): Promise<void>;
  /** The healthy answer to this request. */
  serve(response: ServerResponse, request: IncomingMessage): void;
  close(): Promise<void>;
}

/** @param resources what the healthy server holds; a search returns all of the type, whatever its parameters */
export async function startFaultyFhirServer(
  resources: readonly fhir4.FhirResource[] = [],
  basePath = '/fhir',
): Promise<FaultyFhirServer> {
  const requests: SeenRequest[] = [];
  const manners = new Map<string, Manner>();
  const waiting: (() => void)[] = [];
  let open = 0;

  const http = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers });
    const [resourceType = ''] = relative(url, basePath);
    const manner = manners.get(resourceType) ?? manners.get('*');
    if (manner) manner(response, request, server);
    else server.serve(response, request);
  });
  http.on('connection', (socket) => {
    open++;
    socket.on('close', () => {
      if (--open === 0) for (const tell of waiting.splice(0)) tell();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

  const server: FaultyFhirServer = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}${basePath}`,
    requests,
    misbehave: (resourceType, manner) => manners.set(resourceType, manner),
    heal() {
      manners.clear();
      requests.length = 0;
    },
    connections: () => open,
    idle: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    serve(response, request) {
      const [type, id] = relative(request.url ?? '', basePath);
      const ofType = resources.filter((resource) => resource.resourceType === type);
      const one = ofType.find((resource) => resource.id === id);
      if (id === undefined) sendJson(response, searchset(ofType));
      else if (one) sendJson(response, one);
      else sendJson(response, { resourceType: 'OperationOutcome', issue: [] }, 404);
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}

function relative(url: string, basePath: string): readonly string[] {
  return new URL(url, 'http://host').pathname.slice(basePath.length + 1).split('/');
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(body));
}

/** @param next the `next` link, if there is one */
export function searchset(resources: readonly unknown[], next?: string): object {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    ...(next !== undefined && { link: [{ relation: 'next', url: next }] }),
    entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
  };
}
