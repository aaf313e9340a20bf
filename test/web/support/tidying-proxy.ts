// A proxy before a FHIR server as SMART Health IT's launcher is one: it makes "//" in an address "/", and its own address
// stands in the answers for the server's.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Proxy {
  /** The FHIR base as seen through it. */
  readonly fhir: string;
  /** Paths asked, as they came. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param fhir base of the server behind @param change what becomes of the address before it is asked; undefined: 400 */
export async function startTidyingProxy(
  fhir: string,
  change: (url: string) => string | undefined = (url) => url,
): Promise<Proxy> {
  const asked: string[] = [];
  const behind = new URL(fhir);
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked.push(request.url ?? '');
    const tidied = (request.url ?? '/').replaceAll(/\/{2,}/g, '/');
    const url = request.method === 'OPTIONS' ? tidied : change(tidied);
    if (url === undefined) {
      response.writeHead(400, { 'access-control-allow-origin': '*' }).end('{}');
      return;
    }
    const { 'content-type': type = '', accept = '' } = request.headers;
    const body = ['GET', 'OPTIONS'].includes(request.method ?? '') ? undefined : await text(request);
    const answer = await fetch(behind.origin + url, {
      method: request.method ?? 'GET',
      headers: { accept, ...(type && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    });
    const own = (await answer.text()).replaceAll(`${behind.origin}/fhir`, `${origin}/fhir`);
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? '',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'accept, authorization, content-type',
    });
    response.end(answer.status === 204 ? undefined : own);
  }

  return {
    fhir: `${origin}${behind.pathname}`,
    asked,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
