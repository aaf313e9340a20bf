// What Prometheus may know: counts and times by service, rule, outcome and phase; never a patient.
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export type Phase = 'authenticate' | 'validate' | 'gather' | 'evaluate';

export interface Metrics {
  /** @param outcome `cards`, `silent`, or a problem code */
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

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** @param processMetrics also memory, event loop and garbage collection of this process */
export function createMetrics(processMetrics = true): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (processMetrics) collectDefaultMetrics({ register: registry, prefix: 'clearstage_' });
  const calls = new Counter({
    name: 'clearstage_calls_total',
    help: 'Calls by service and outcome',
    labelNames: ['service', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'clearstage_call_seconds',
    help: 'Time of a whole call',
    labelNames: ['service'],
    buckets: SECONDS,
    registers,
  });
  const phases = new Histogram({
    name: 'clearstage_phase_seconds',
    help: 'Time of each phase of a call',
    labelNames: ['service', 'phase'],
    buckets: SECONDS,
    registers,
  });
  const rules = new Counter({
    name: 'clearstage_rules_total',
    help: 'Evaluations by rule and outcome',
    labelNames: ['service', 'rule', 'outcome'],
    registers,
  });
  const feedback = new Counter({
    name: 'clearstage_feedback_total',
    help: 'Feedback entries by outcome',
    labelNames: ['service', 'outcome'],
    registers,
  });
  const unavailable = new Counter({
    name: 'clearstage_unavailable_total',
    help: 'Prefetch keys that could not be had',
    labelNames: ['service', 'key', 'fault'],
    registers,
  });
  const fhir = new Histogram({
    name: 'clearstage_fhir_request_seconds',
    help: 'Time of requests to FHIR servers',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  });
  const store = new Counter({
    name: 'clearstage_store_total',
    help: 'What the store did',
    labelNames: ['what'],
    registers,
  });
  return {
    called(service, outcome, elapsed) {
      calls.inc({ service, outcome });
      seconds.observe({ service }, elapsed);
    },
    phase: (service, phase, elapsed) => phases.observe({ service, phase }, elapsed),
    rule: (service, rule, fired) => rules.inc({ service, rule, outcome: fired ? 'fired' : 'silent' }),
    feedback: (service, outcome) => feedback.inc({ service, outcome }),
    unavailable: (service, key, fault) => unavailable.inc({ service, key, fault }),
    fhirRequest: (outcome, elapsed) => fhir.observe({ outcome }, elapsed),
    stored: (what, by) => store.inc({ what }, by),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
