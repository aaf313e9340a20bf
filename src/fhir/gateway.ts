// The FHIR client of EHRs' servers: only of those allowed, with bounds on everything, and never an exception.
import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Client } from 'fhir-kit-client';

import type { FhirAccess, FhirAnswer, FhirFault } from '../contracts/ports.ts';
import { contradict } from '../contracts/searchset.ts';
import { isAccessToken } from './access-token.ts';
import { literalAllowed } from './address-guard.ts';
import { isUnder, normalizeBaseUrl } from './base-url.ts';
import { createCircuits, type Circuit } from './circuit.ts';
import { isServerUnwell } from './faults.ts';
import { readPage } from './page.ts';
import { type FhirRequest, toRequest, withoutManner } from './query.ts';
import { createServers, type Manners } from './servers.ts';
import { tracedRequests } from './traced-requests.ts';
import { createConnections, getJson, type Reply } from './transport.ts';
import type { GatewayOptions, OpenOptions, OwnedGateway } from './types.ts';

const RETRY_DELAY_MS = 50;

export function createFhirGateway(settings: GatewayOptions): OwnedGateway {
  const agent = createConnections(settings);
  const servers = createServers(settings);
  const circuitOf = createCircuits(settings.breaker, () => performance.now());

  return {
    open(access) {
      const baseUrl = allowedBase(access, settings);
      if (baseUrl === undefined) return failing('not-allowed');
      const { accessToken, signal } = access;
      // each query of the call listens until it is answered; how many there are at once is bounded by `concurrency`
      setMaxListeners(Infinity, signal);
      if (accessToken !== undefined && !isAccessToken(accessToken)) return failing('unauthorized');
      const client = new Client({
        baseUrl,
        customHeaders: { 'accept-encoding': 'identity' },
        ...(accessToken !== undefined && { bearerToken: accessToken }),
      });
      const { client: asker = '', patient = '' } = access.on ?? {};
      const within = inOneCall(circuitOf(baseUrl, asker), digestOf(patient));
      const sendOnce = tracedRequests(baseUrl, (url, headers) =>
        servers.run(baseUrl, () =>
          getJson(client, url.href, { agent, timeoutMs: settings.timeoutMs, signal, headers }),
        ),
      );
      const send = (url: URL): Promise<Reply> => within(() => sendTwice(sendOnce, url, signal));
      const read = async (request: FhirRequest, first: () => Promise<Reply>): Promise<FhirAnswer> => {
        const started = performance.now();
        const answer = await readAll(request, baseUrl, settings, first, send);
        settings.report?.({
          server: baseUrl,
          resourceType: request.resourceType,
          outcome: answer.ok ? 'ok' : answer.fault,
          ...(!answer.ok && answer.status !== undefined && { status: answer.status }),
          ms: Math.round(performance.now() - started),
        });
        return answer;
      };
      const refused: FhirAnswer = { ok: false, fault: 'not-allowed' };
      return {
        async get(query) {
          const request = toRequest(baseUrl, query);
          if (!request) return refused;
          const manners = servers.mannersOf(baseUrl, request.resourceType);
          return read(request, () => ask(request, manners, send));
        },
        async follow(link, resourceType) {
          const url = linkUnder(link, new URL(`${baseUrl}/`), baseUrl);
          if (!url) return refused;
          return read({ url, resourceType }, () => send(url));
        },
      };
    },
    close: () => agent.destroy(),
  };
}

function failing(fault: FhirFault): FhirAccess {
  const answer: FhirAnswer = { ok: false, fault };
  return { get: () => Promise.resolve(answer), follow: () => Promise.resolve(answer) };
}

/** The base URL in the form it is used in, if it is one of the allowed ones and may be connected to at all. */
function allowedBase(
  { baseUrl, allowed }: OpenOptions,
  { allowPrivateNetworks, allowInsecure }: GatewayOptions,
): string | undefined {
  const base = normalizeBaseUrl(baseUrl, allowInsecure);
  if (base === undefined || !allowed.some((entry) => normalizeBaseUrl(entry, allowInsecure) === base)) return undefined;
  return literalAllowed(new URL(base).hostname, allowPrivateNetworks) ? base : undefined;
}

/** What is remembered of a patient between calls names nobody. */
function digestOf(patient: string): string {
  return createHash('sha256').update(patient).digest('base64url');
}

/** All queries of a call pass the circuit as one; what was never sent says nothing of the server. */
function inOneCall(circuit: Circuit, patient: string): (query: () => Promise<Reply>) => Promise<Reply> {
  let admitted: ReturnType<Circuit['admit']> | 'unasked' = 'unasked';
  return async (query) => {
    if (admitted === 'unasked') admitted = circuit.admit(patient);
    if (!admitted) return { ok: false, fault: 'circuit-open' };
    const reply = await query();
    const unsent = !reply.ok && reply.fault === 'circuit-open';
    if (!unsent) admitted.answered(!reply.ok && isServerUnwell(reply));
    return reply;
  };
}

/** A GET may be asked again once, where the fault passes quickly. */
async function sendTwice(send: (url: URL) => Promise<Reply>, url: URL, signal: AbortSignal): Promise<Reply> {
  const first = await send(url);
  if (first.ok || !first.retry || signal.aborted) return first;
  if (first.status !== undefined) await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
  return signal.aborted ? first : send(url);
}

/** Asks as we like to be answered; of a server that refuses that (400), once more without. */
async function ask(request: FhirRequest, manners: Manners, send: (url: URL) => Promise<Reply>): Promise<Reply> {
  const plain = withoutManner(request);
  if (plain && manners.refused()) return send(plain);
  const reply = await send(request.url);
  if (!plain || reply.ok || reply.status !== 400) return reply;
  const second = await send(plain);
  if (second.ok) manners.remember();
  return second;
}

/** Reads page after page until there is no other, a bound is met, or the next link leads elsewhere. */
async function readAll(
  request: FhirRequest,
  baseUrl: string,
  { maxPages, maxResources }: GatewayOptions,
  first: () => Promise<Reply>,
  send: (url: URL) => Promise<Reply>,
): Promise<FhirAnswer> {
  const found = new Map<string, fhir4.FhirResource>();
  let total: number | undefined;
  let flawed = false;
  let url = request.url;
  const answer = (complete: boolean): FhirAnswer => ({
    ok: true,
    resources: [...found.values()],
    complete,
    ...(total !== undefined && { total }),
    ...(flawed && { flawed: true }),
  });
  for (let pages = 1; ; pages++) {
    const reply = pages === 1 ? await first() : await send(url);
    const page = reply.ok ? readPage(reply.body, request) : reply;
    if (!page.ok) {
      // later pages only add to what is there
      if (pages > 1) return answer(false);
      return { ok: false, fault: page.fault, ...(page.status !== undefined && { status: page.status }) };
    }
    for (const resource of page.resources) {
      const key = keyOf(resource, found.size);
      const before = found.get(key);
      // twice, and not as the same: it cannot be told which of them is on record
      flawed ||= before !== undefined && contradict(before, resource);
      found.set(key, resource);
    }
    total ??= page.total;
    flawed ||= page.flawed;
    const next = page.next === undefined ? undefined : linkUnder(page.next, url, baseUrl);
    const stuck = next === undefined || pages >= maxPages || found.size >= maxResources;
    if (stuck) return answer(page.goesOn !== true);
    url = next;
  }
}

/** Pages may overlap; a resource without an id is never the same as another. */
function keyOf(resource: fhir4.FhirResource, index: number): string {
  return typeof resource.id === 'string' ? `${resource.resourceType}/${resource.id}` : `#${index}`;
}

/** Where a link leads, if that is under the base: only there may the access token go. */
function linkUnder(link: string, current: URL, baseUrl: string): URL | undefined {
  if (!URL.canParse(link, current)) return undefined;
  const next = new URL(link, current);
  return isUnder(baseUrl, next) ? next : undefined;
}
