// The one way from a hook call to an evaluation; hook answers and `explain` both go it.
import type { Evidence } from '../cards/evidence.ts';
import type { Evaluation, Situation } from '../contracts/service.ts';
import { CdsProblem } from '../contracts/problems.ts';
import type { Endpoint } from './endpoints.ts';
import { demandRequired, gather, type Gathered, type GatherDeps } from './gather.ts';
import type { Named } from './finalise-cards.ts';
import type { Caller } from '../contracts/ports.ts';
import type { HookRequest } from './requests.ts';
import { callKey, type Recall } from './recall.ts';
import { toSituation } from './situation.ts';

export interface DecideDeps extends GatherDeps {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Monotonic milliseconds, for measuring. */
  readonly timer: () => number;
  /** Remembers what was decided on prefetch alone. */
  readonly recall?: Recall<Decided> | undefined;
  /** Before and after the expensive step: waits until the other calls that have arrived are there too. */
  readonly together?: (() => Promise<void>) | undefined;
}

/** What does not depend on the hookInstance. */
export type Decided = Pick<Decision, 'situation' | 'outcome' | 'foreign' | 'named'>;

/** Milliseconds spent in each phase. */
export interface Phases {
  validate: number;
  gather: number;
  evaluate: number;
}

export interface Decision {
  readonly request: HookRequest;
  readonly situation: Situation;
  /** Undefined when the call is none of the service's business. */
  readonly outcome?: { readonly gathered: Gathered; readonly evaluation: Evaluation };
  /** References in context that are another patient's. */
  readonly foreign: readonly string[];
  readonly phases: Phases;
  readonly named: Named;
}

/**
 * @param bytes the body as it came; with them the same call within a moment is answered from memory
 * @throws CdsProblem for a call that cannot be read, or whose required data cannot be had
 */
export async function decide(
  body: unknown,
  endpoint: Endpoint,
  caller: Caller,
  now: number,
  deps: DecideDeps,
  bytes?: Buffer,
): Promise<Decision> {
  const phases: Phases = { validate: 0, gather: 0, evaluate: 0 };
  const start = deps.timer();
  const request = endpoint.check(body, endpoint.wireHook);
  samePatient(request);
  const key = bytes && deps.recall ? callKey(bytes, request.hookInstance, endpoint, caller) : undefined;
  const known = key === undefined ? undefined : deps.recall?.get(key, now);
  if (known) {
    phases.validate = deps.timer() - start;
    return { request, ...known, phases };
  }
  const foreign: string[] = [];
  const situation = toSituation(request, endpoint, foreign);
  const concerns = endpoint.service.concerns(situation);
  const validated = deps.timer();
  phases.validate = validated - start;
  if (!concerns) return { request, situation, foreign, phases, named: {} };

  const pending = gather(request, endpoint, caller, now, deps);
  const gathered = pending instanceof Promise ? await pending : pending;
  demandRequired(gathered, endpoint, situation);
  phases.gather = deps.timer() - validated;
  await deps.together?.();
  const begun = deps.timer();
  const evaluation = endpoint.service.evaluate(situation, gathered, now);
  phases.evaluate = deps.timer() - begun;
  await deps.together?.();
  const decided: Decided = { situation, outcome: { gathered, evaluation }, foreign, named: {} };
  // What a FHIR server said may be another thing a moment later; what the EHR sent is the same.
  if (key !== undefined && !(pending instanceof Promise)) deps.recall?.set(key, slim(decided), now);
  return { request, ...decided, phases };
}

/** Only what an answer needs is remembered: the cards and why they came, none of the resources they were read from. */
function slim({ situation, outcome, ...rest }: Decided): Decided {
  if (!outcome) return { situation, ...rest };
  const { gathered, evaluation } = outcome;
  return {
    ...rest,
    situation: { ...situation, results: [], draftOrders: [], selected: [] },
    outcome: {
      gathered: { ...gathered, resources: [] },
      evaluation: { cards: evaluation.cards, rules: evaluation.rules, evidence: NO_EVIDENCE, facts: undefined },
    },
  };
}

const NO_EVIDENCE: Evidence = { rules: [], assessments: [], inputs: [], derived: [], citations: [] };

/** The token must be for the patient the call is about. */
function samePatient({ fhirAuthorization, context }: HookRequest): void {
  const patient = fhirAuthorization?.patient;
  if (!patient || patient === context.patientId || patient === `Patient/${context.patientId}`) return;
  throw new CdsProblem('wrong-patient', {
    detail: 'fhirAuthorization.patient is not the patient in context.patientId',
    expression: ['fhirAuthorization.patient', 'context.patientId'],
  });
}
