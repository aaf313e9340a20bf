// The bad manners of FHIR servers, each as something a faulty server can be told to do.
import { gzipSync } from 'node:zlib';

import { type Manner, searchset, sendJson } from './faulty-fhir-server.ts';

export const hang: Manner = () => undefined;

/** The right answer, late. */
export function slow(ms: number): Manner {
  return (response, request, server) => {
    const timer = setTimeout(() => server.serve(response, request), ms);
    response.on('close', () => clearTimeout(timer));
  };
}

/** A good beginning, then a byte now and then for ever. */
export const drip: Manner = (response) => {
  response.writeHead(200, { 'content-type': 'application/fhir+json' }).write('{"resourceType":"Bundle"');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

/** Closes the connection instead of answering. */
export const drop: Manner = (response) => void response.destroy();

/** The first request breaks, later ones are served. */
export function once(fault: Manner): Manner {
  let first = true;
  return (response, request, server) => {
    const broken = first;
    first = false;
    if (broken) fault(response, request, server);
    else server.serve(response, request);
  };
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Manner {
  return (response) => {
    response.writeHead(code, { 'content-type': 'application/fhir+json', ...headers });
    const issue = [{ severity: 'error', code: 'exception', diagnostics: 'MRN 12345678' }];
    response.end(JSON.stringify({ resourceType: 'OperationOutcome', issue }));
  };
}

/** 400 where the query matches, else the healthy answer. */
export function refusing(pattern: RegExp): Manner {
  return (response, request, server) => {
    if (pattern.test(request.url ?? '')) status(400)(response, request, server);
    else server.serve(response, request);
  };
}

/** @param body sent as it is, with 200 */
export function raw(body: string | Buffer, contentType = 'application/fhir+json'): Manner {
  return (response) => void response.writeHead(200, { 'content-type': contentType }).end(body);
}

export const html: Manner = raw('<!doctype html><title>Sign in</title>', 'text/html');

/** A diagnosis whose letters are lost when it is read as UTF-8. */
export const latin1: Manner = raw(
  Buffer.from('{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Basic","x":"Amyloïdose"}}]}', 'latin1'),
);

export const truncated: Manner = raw('{"resourceType":"Bundle","entry":[{"resource":{"resourceTy');

/** Promises more bytes than it sends, then closes. */
export const cutShort: Manner = (response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{"resourceType":"Bundle"');
  setImmediate(() => response.destroy());
};

/** Valid JSON without an end. */
export const endlessJson: Manner = (response) => {
  response.writeHead(200, { 'content-type': 'application/fhir+json' }).write('{"resourceType":"Bundle","x":"');
  const chunk = 'x'.repeat(65_536);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

/** A few kilobytes that unfold to many megabytes. */
export const zipBomb: Manner = (response) => {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
};
// Made beforehand: the time to make it must not count as the server's slowness.
const bomb = gzipSync(JSON.stringify({ resourceType: 'Bundle', x: 'x'.repeat(20_000_000) }), { level: 1 });

export function redirect(to: string): Manner {
  return (response) => void response.writeHead(302, { location: to }).end();
}

export function bundle(resources: readonly unknown[], next?: string): Manner {
  return (response) => sendJson(response, searchset(resources, next));
}

/** One new Observation a page, and always another page. */
export const endlessPaging: Manner = (response, request, server) => {
  const page = Number(new URL(request.url ?? '', 'http://host').searchParams.get('page') ?? '1');
  const resource = { resourceType: 'Observation', id: `page-${page}`, status: 'final', code: {} };
  sendJson(response, searchset([resource], `${server.baseUrl}/Observation?page=${page + 1}`));
};
