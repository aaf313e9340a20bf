// An in-memory FHIR R4 server for demonstration and tests: someone else's search semantics behind thin shims.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FhirRepository, FhirRequest, FhirRouter, HttpMethod } from '@medplum/fhir-router';
import { toCapabilityStatement } from './capability-statement.ts';
import { toRouterSearch, toSearchset, UnknownParameter } from './fhir-search.ts';
import { loadSearchParameters } from './search-parameters.ts';
import type { SearchParameters } from './search-parameters.ts';
import { createSmart, type Smart } from './smart.ts';

const BASE_PATH = '/fhir';
const MAX_BODY_BYTES = 2 ** 20;
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'accept, authorization, content-type, if-none-exist, prefer',
  'access-control-expose-headers': 'content-location, location',
  'access-control-max-age': '600',
};

export interface DemoFhirServer {
  /** e.g. `http://127.0.0.1:41234/fhir` */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/**
 * Starts the server on loopback.
 *
 * @param options.port 0 for any free one
 * @param options.resources what it holds at the start; ids are kept
 * @param options.log called with method, URL and status of each request
 * @throws Error when the development packages it is made of are not installed
 */
export async function startDemoFhirServer(options: {
  readonly port: number;
  readonly resources: readonly fhir4.FhirResource[];
  readonly log?: (method: string, url: string, status: number) => void;
}): Promise<DemoFhirServer> {
  const { FhirRouter, MemoryRepository } = await import('@medplum/fhir-router').catch((cause: unknown) => {
    throw new Error('The demonstration FHIR server needs the development packages: run `npm ci`', { cause });
  });
  const parameters = await loadSearchParameters();
  const repository = new MemoryRepository();
  for (const resource of options.resources) {
    await repository.createResource(resource as Parameters<FhirRepository['createResource']>[0]);
  }

  const server = createServer((request, response) => {
    answer(request, { router, repository, parameters, baseUrl, smart })
      .catch((error: unknown): Answer => [500, outcome('exception', String(error))])
      .then(([status, body, headers]) => {
        options.log?.(request.method ?? '', request.url ?? '', status);
        send(response, status, body, headers);
      })
      .catch(() => response.destroy());
  });
  const router = new FhirRouter();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE_PATH}`;
  const smart = createSmart({ baseUrl, patients: namesOf(options.resources), clock: Date.now });

  return {
    baseUrl,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Parts {
  readonly router: FhirRouter;
  readonly repository: FhirRepository;
  readonly parameters: SearchParameters;
  readonly baseUrl: string;
  readonly smart: Smart;
}

/** Ids and names of the patients, for a user to choose from. */
function namesOf(resources: readonly fhir4.FhirResource[]): readonly { readonly id: string; readonly name: string }[] {
  return resources.flatMap((r) => {
    if (r.resourceType !== 'Patient' || r.id === undefined) return [];
    const [name] = r.name ?? [];
    const words = name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' ');
    return [{ id: r.id, name: words === '' ? r.id : `${words} (${r.id})` }];
  });
}

type Answer = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>];

async function answer(request: IncomingMessage, parts: Parts): Promise<Answer> {
  const { method = 'GET' } = request;
  const url = new URL(request.url ?? '/', parts.baseUrl);
  if (method === 'OPTIONS') return [204];
  const body = method === 'GET' ? '' : await readBody(request);
  if (body === undefined) return [413, outcome('too-long', `The body is larger than ${MAX_BODY_BYTES} bytes`)];
  const smart = parts.smart.answer(method, url, body);
  if (smart) return smart;
  if (!url.pathname.startsWith(`${BASE_PATH}/`)) return [404, outcome('not-found', `No such path: ${url.pathname}`)];

  const path = url.pathname.slice(BASE_PATH.length + 1).replace(/\/$/, '');
  if (method === 'GET' && path === 'metadata') {
    return [200, toCapabilityStatement(parts.parameters, parts.baseUrl, new Date().toISOString())];
  }
  const searched = /^([A-Za-z]+)(\/_search)?$/.exec(path);
  if (searched?.[1] && (method === 'GET' || (method === 'POST' && searched[2]))) {
    const form = [...url.searchParams, ...new URLSearchParams(body)];
    return search({ type: searched[1], parameters: new URLSearchParams(form) }, request, parts);
  }
  return route(method as HttpMethod, path + url.search, body, parts);
}

async function search(
  asked: { readonly type: string; readonly parameters: URLSearchParams },
  request: IncomingMessage,
  parts: Parts,
): Promise<Answer> {
  if (!parts.parameters.has(asked.type)) return [404, outcome('not-supported', `Type not served: ${asked.type}`)];
  const strict = String(request.headers.prefer ?? '').includes('handling=strict');
  try {
    const query = toRouterSearch(asked, parts.parameters, strict);
    const [status, body] = await route('GET', `${query.type}?${query.parameters.toString()}`, '', parts);
    return [status, status === 200 ? toSearchset(body as fhir4.Bundle, query, parts.baseUrl) : body];
  } catch (error) {
    if (error instanceof UnknownParameter) return [400, outcome('invalid', error.message)];
    throw error;
  }
}

/** Everything that the router does well enough by itself: read, history, create, update, delete, transactions. */
async function route(method: HttpMethod, url: string, body: string, parts: Parts): Promise<Answer> {
  const { getStatus } = await import('@medplum/core');
  let parsed: unknown;
  try {
    parsed = body === '' ? undefined : JSON.parse(body);
  } catch {
    return [400, outcome('structure', 'The body is not JSON')];
  }
  const request: FhirRequest = { method, url, pathname: '', params: {}, query: {}, body: parsed };
  const [result, resource] = await parts.router.handleRequest(request, parts.repository);
  const status = getStatus(result);
  const location = status === 201 && resource ? `${parts.baseUrl}/${resource.resourceType}/${resource.id}` : undefined;
  return [status, resource ?? result, location ? { location } : {}];
}

/** @returns undefined when there is too much of it */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function outcome(code: fhir4.OperationOutcomeIssue['code'], diagnostics: string): fhir4.OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] };
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8', ...CORS, ...headers });
  response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
}
