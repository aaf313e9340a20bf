// The real application on a real port, with collaborators a test can watch.
import { randomUUID } from 'node:crypto';
import { createAdmission } from '../../src/http/admission.ts';
import { createByteBudget } from '../../src/http/byte-budget.ts';
import { createFront } from '../../src/http/front.ts';
import { createApp, type AppDeps } from '../../src/http/app.ts';
import { listen, type RunningServer } from '../../src/http/http-server.ts';
import { createLog } from '../../src/ops/log.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import type { Service } from '../../src/contracts/service.ts';
import { compileEndpoints } from '../../src/protocol/endpoints.ts';
import type { CardStore, FhirAnswer, FhirGateway, IssuedCard } from '../../src/contracts/ports.ts';
import { stubService } from './stub-service.ts';

export const NOW = Date.parse('2026-11-21T12:00:00Z');

export interface TestApp {
  readonly url: string;
  readonly server: RunningServer;
  /** Log lines so far, parsed. */
  readonly lines: readonly Record<string, unknown>[];
  /** The log as text. */
  logText(): string;
  readonly issued: IssuedCard[];
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** A store that keeps everything in arrays. */
export function memoryStore(issued: IssuedCard[] = []): CardStore {
  const settled = new Set<string>();
  return {
    recordIssued: (cards) => void issued.push(...cards),
    saveFeedback: async (_service, _client, entries) => {
      const receipts = entries.map(({ card }) => {
        const shown = issued.find((i) => i.uuid === card);
        if (shown?.memoryKey) settled.add(shown.memoryKey);
        return { card, known: shown !== undefined };
      });
      return receipts;
    },
    suppressed: async (keys) => new Set(keys.filter((k) => settled.has(k))),
  };
}

/** Answers each query from a table; what is not there is `not-found`. Remembers what was asked. */
export function tableGateway(answers: Readonly<Record<string, FhirAnswer>>, asked: string[] = []): FhirGateway {
  return {
    open: ({ baseUrl, allowed }) => ({
      get: async (query) => {
        asked.push(`${baseUrl}/${query}`);
        if (!allowed.includes(baseUrl)) return { ok: false, fault: 'not-allowed' };
        return answers[query] ?? { ok: false, fault: 'not-found', status: 404 };
      },
      follow: async (link) => {
        asked.push(link);
        return answers[link] ?? { ok: false, fault: 'not-found', status: 404 };
      },
    }),
  };
}

export async function startApp(
  overrides: Partial<AppDeps> & { readonly services?: readonly Service[] } = {},
): Promise<TestApp> {
  const written: string[] = [];
  const issued: IssuedCard[] = [];
  const { services = [stubService], ...rest } = overrides;
  const server = await listen(
    createApp({
      endpoints: compileEndpoints(services),
      authenticator: { authenticate: async () => ({ client: 'anonymous', fhirServers: ['https://ehr.example/fhir'] }) },
      gateway: tableGateway({}),
      store: memoryStore(issued),
      clock: () => NOW,
      timer: () => performance.now(),
      newId: randomUUID,
      publicBaseUrl: 'http://cds.example',
      deadlineMs: 500,
      log: createLog('info', { write: (line: string) => void written.push(line) }),
      metrics: createMetrics(false),
      corsOrigins: ['*'],
      front: createFront([]),
      logAddress: false,
      rateLimit: createRateLimit(undefined),
      maxBodyBytes: 1_048_576,
      admission: createAdmission({ mostInFlight: 128, mostDelayMs: 1_000 }),
      holdBytes: createByteBudget(32 * 1_048_576),
      refusalLimit: createRateLimit(undefined),
      discoveryLimit: createRateLimit(undefined),
      shed: () => undefined,
      paceRefusal: (refuse) => refuse(),
      unlogged: () => undefined,
      discoveryAuth: 'none',
      metricsFor: 'everybody',
      ready: () => true,
      ...rest,
    }),
    { host: '127.0.0.1', port: 0, requestTimeoutMs: 2_000 },
  );
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    server,
    get lines() {
      return written.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    logText: () => written.join(''),
    issued,
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: () => server.close(100),
  };
}
