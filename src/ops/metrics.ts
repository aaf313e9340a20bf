// Metrics, all that Prometheus may know: counts and times by service, rule, outcome and phase; never a patient.
import type { Metric } from 'prom-client';
import { onDemand } from './on-demand.ts';
import { createCounter, createGauge, createHistogram, type Collected } from './metric-series.ts';

export type Phase = 'authenticate' | 'validate' | 'gather' | 'evaluate';

export interface Metrics {
  /** @param outcome `cards`, `silent`, `shadowed` (there would have been cards), or a problem code */
  called(service: string, outcome: string, seconds: number): void;
  /** @param client its name in the configuration; undefined for a stranger. @param reason why it was refused, if so */
  callOf(client: string | undefined, outcome: 'answered' | 'refused', reason?: string): void;
  card(service: string, indicator: string): void;
  /** A card that was not shown. */
  withheld(service: string, because: string): void;
  /** A client's JWK Set was asked for. */
  jwksFetched(outcome: 'ok' | 'failed'): void;
  /** What is read when metrics are asked for. */
  watch(state: Watched): void;
  phase(service: string, phase: Phase, seconds: number): void;
  rule(service: string, rule: string, outcome: 'fired' | 'silenced' | 'silent'): void;
  feedback(service: string, outcome: string): void;
  /** A prefetch key that could not be had, and why. */
  unavailable(service: string, key: string, fault: string): void;
  /** A request to a FHIR server. */
  fhirRequest(outcome: string, seconds: number): void;
  /** The configuration was read again. */
  reloaded(outcome: 'done' | 'refused'): void;
  /** What the store counts. */
  stored(what: string, by: number): void;
  /** The text format of Prometheus. */
  text(): Promise<string>;
  /** The same as prom-client gives it as JSON, to be summed up. */
  json(): Promise<readonly object[]>;
  readonly contentType: string;
  /** Loads ahead of need what makes the text, and measures the process from then on. */
  load(): Promise<unknown>;
}

export interface Watched {
  /** Of the server, and of each service's knowledge. */
  readonly versions: () => Readonly<Record<string, string>>;
  readonly databaseUp: () => Promise<boolean>;
  /** Shown cards that wait for the database. */
  readonly waiting: () => number;
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** @param processMetrics also memory, event loop and garbage collection of this process */
export function createMetrics(processMetrics = true): Metrics {
  const collected: Collected[] = [];
  const collect = (metric: Collected): void => void collected.push(metric);
  const registry = onDemand(async () => {
    const { Registry, collectDefaultMetrics } = await import('prom-client');
    const created = new Registry();
    for (const metric of collected) created.registerMetric(metric as unknown as Metric);
    if (processMetrics) collectDefaultMetrics({ register: created, prefix: 'clearstage_' });
    return created;
  });
  const counter = (name: string, help: string, ...labels: string[]) =>
    createCounter(collect, { name: `clearstage_${name}_total`, help, labels });
  const histogram = (name: string, help: string, ...labels: string[]) =>
    createHistogram(collect, { name: `clearstage_${name}_seconds`, help, labels }, SECONDS);

  const calls = counter('calls', 'Calls by service and outcome', 'service', 'outcome');
  const clients = counter('client_calls', 'Calls by client and outcome', 'client', 'outcome');
  const refusals = counter(
    'refusals',
    'Calls refused, by client ("" for a stranger) and reason: that of the log, or the problem code',
    'client',
    'reason',
  );
  const cards = counter('cards', 'Cards shown, by indicator', 'service', 'indicator');
  const withheld = counter('withheld', 'Cards not shown, and why', 'service', 'because');
  const jwks = counter('jwks_fetches', "Clients' JWK Sets asked for, by outcome", 'outcome');
  const tooLarge = counter(
    'too_large',
    'Calls refused for their size (413): raise maxBodyBytes, and the limit of the proxy in front (nginx: client_max_body_size)',
    'service',
  );
  const seconds = histogram('call', 'Time of a whole call', 'service');
  const phases = histogram('phase', 'Time of each phase of a call', 'service', 'phase');
  const rules = counter('rules', 'Evaluations by rule and outcome', 'service', 'rule', 'outcome');
  const feedback = counter('feedback', 'Feedback entries by outcome', 'service', 'outcome');
  const unavailable = counter('unavailable', 'Prefetch keys that could not be had', 'service', 'key', 'fault');
  const fhir = histogram('fhir_request', 'Time of requests to FHIR servers', 'outcome');
  const reloads = counter('reloads', 'Configurations read again, by outcome', 'outcome');
  const store = counter('store', 'What the store did', 'what');
  return {
    called(service, outcome, elapsed) {
      calls.add(1, service, outcome);
      if (outcome === 'too-large') tooLarge.add(1, service);
      seconds.add(elapsed, service);
    },
    callOf(client = '', outcome, reason) {
      clients.add(1, client, outcome);
      if (reason !== undefined) refusals.add(1, client, reason);
    },
    card: (service, indicator) => cards.add(1, service, indicator),
    withheld: (service, because) => withheld.add(1, service, because),
    jwksFetched: (outcome) => jwks.add(1, outcome),
    watch({ versions, databaseUp, waiting }) {
      const gauge = (name: string, help: string, aggregator: 'sum' | 'min', read: () => Promise<number>) =>
        createGauge(collect, { name: `clearstage_${name}`, help, aggregator }, async () => [
          { labels: {}, value: await read() },
        ]);
      gauge('database_up', 'Does the database answer?', 'min', async () => ((await databaseUp()) ? 1 : 0));
      gauge('store_waiting', 'Shown cards that wait for the database', 'sum', async () => waiting());
      createGauge(
        collect,
        { name: 'clearstage_build_info', help: 'Versions of what runs', aggregator: 'first' },
        async () => [{ labels: versions(), value: 1 }],
      );
    },
    phase: (service, phase, elapsed) => phases.add(elapsed, service, phase),
    rule: (service, rule, outcome) => rules.add(1, service, rule, outcome),
    feedback: (service, outcome) => feedback.add(1, service, outcome),
    unavailable: (service, key, fault) => unavailable.add(1, service, key, fault),
    fhirRequest: (outcome, elapsed) => fhir.add(elapsed, outcome),
    reloaded: (outcome) => reloads.add(1, outcome),
    stored: (what, by) => store.add(by, what),
    text: async () => (await registry.load()).metrics(),
    json: async () => (await registry.load()).getMetricsAsJSON(),
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    load: () => registry.load(),
  };
}
