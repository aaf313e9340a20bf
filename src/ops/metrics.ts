// What Prometheus may know: counts and times by service, rule, outcome and phase; never a patient.
import { Registry, collectDefaultMetrics } from 'prom-client';
import { createCounter, createHistogram } from './tally.ts';

export type Phase = 'authenticate' | 'validate' | 'gather' | 'evaluate';

export interface Metrics {
  /** @param outcome `cards`, `silent`, `shadowed` (there would have been cards), or a problem code */
  called(service: string, outcome: string, seconds: number): void;
  phase(service: string, phase: Phase, seconds: number): void;
  rule(service: string, rule: string, fired: boolean): void;
  feedback(service: string, outcome: string): void;
  /** A prefetch key that could not be had, and why. */
  unavailable(service: string, key: string, fault: string): void;
  /** A request to a FHIR server. */
  fhirRequest(outcome: string, seconds: number): void;
  /** What the store counts. */
  stored(what: string, by: number): void;
  /** The text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** @param processMetrics also memory, event loop and garbage collection of this process */
export function createMetrics(processMetrics = true): Metrics {
  const registry = new Registry();
  if (processMetrics) collectDefaultMetrics({ register: registry, prefix: 'clearstage_' });
  const counter = (name: string, help: string, ...labels: string[]) =>
    createCounter(registry, { name: `clearstage_${name}_total`, help, labels });
  const histogram = (name: string, help: string, ...labels: string[]) =>
    createHistogram(registry, { name: `clearstage_${name}_seconds`, help, labels }, SECONDS);

  const calls = counter('calls', 'Calls by service and outcome', 'service', 'outcome');
  const seconds = histogram('call', 'Time of a whole call', 'service');
  const phases = histogram('phase', 'Time of each phase of a call', 'service', 'phase');
  const rules = counter('rules', 'Evaluations by rule and outcome', 'service', 'rule', 'outcome');
  const feedback = counter('feedback', 'Feedback entries by outcome', 'service', 'outcome');
  const unavailable = counter('unavailable', 'Prefetch keys that could not be had', 'service', 'key', 'fault');
  const fhir = histogram('fhir_request', 'Time of requests to FHIR servers', 'outcome');
  const store = counter('store', 'What the store did', 'what');
  return {
    called(service, outcome, elapsed) {
      calls.add(1, service, outcome);
      seconds.add(elapsed, service);
    },
    phase: (service, phase, elapsed) => phases.add(elapsed, service, phase),
    rule: (service, rule, fired) => rules.add(1, service, rule, fired ? 'fired' : 'silent'),
    feedback: (service, outcome) => feedback.add(1, service, outcome),
    unavailable: (service, key, fault) => unavailable.add(1, service, key, fault),
    fhirRequest: (outcome, elapsed) => fhir.add(elapsed, outcome),
    stored: (what, by) => store.add(by, what),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
