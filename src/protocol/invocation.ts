// A hook call → its answer, as text ready to send, and what the log and the metrics want to know of it.
import type { RuleOutcome } from '../contracts/service.ts';
import { decide, type DecideDeps, type Phases } from './decide.ts';
import type { Endpoint } from './endpoints.ts';
import { faultsOf } from './gather.ts';
import { issueCards, toIssued, type IssueDeps } from './finalise-cards.ts';
import type { Caller } from '../contracts/ports.ts';

export interface InvocationDeps extends DecideDeps, IssueDeps {
  /** Before go-live: everything is read, counted and logged, and nobody is shown a card. */
  readonly shadow?: boolean;
}

export interface Invocation {
  /** The response body. */
  readonly json: string;
  readonly hookInstance: string;
  readonly cards: number;
  readonly withheld: number;
  readonly rules: readonly RuleOutcome[];
  /** Unavailable prefetch keys and why. */
  readonly faults?: Readonly<Record<string, string>> | undefined;
  /** How many resources were another patient's. */
  readonly foreign: number;
  readonly phases: Phases;
}

const NO_CARDS = '{"cards":[]}';

/** @throws CdsProblem @source https://cds-hooks.hl7.org/#cds-service-response */
export async function invoke(
  body: unknown,
  endpoint: Endpoint,
  caller: Caller,
  deps: InvocationDeps,
  bytes?: Buffer,
): Promise<Invocation> {
  const now = deps.clock();
  const { request, situation, outcome, foreign, phases, named } = await decide(
    body,
    endpoint,
    caller,
    now,
    deps,
    bytes,
  );
  const { hookInstance } = request;
  if (!outcome) {
    return { json: NO_CARDS, hookInstance, cards: 0, withheld: 0, rules: [], foreign: foreign.length, phases };
  }
  const { evaluation, gathered } = outcome;
  const issue = deps.shadow
    ? { cards: [], memoryKeys: [], withheld: evaluation.cards }
    : await issueCards(evaluation.cards, situation, caller, now, deps, named);
  if (issue.cards.length > 0) deps.store.recordIssued(toIssued(issue, endpoint, caller, now));
  return {
    json: issue.cards.length === 0 ? NO_CARDS : JSON.stringify({ cards: issue.cards }),
    hookInstance,
    cards: issue.cards.length,
    withheld: issue.withheld.length,
    rules: evaluation.rules,
    faults: faultsOf(gathered),
    foreign: foreign.length + gathered.foreign.length,
    phases,
  };
}
