// A hook call → its answer, as text ready to send, and what the log and the metrics want to know of it.
import { withoutEmpty } from '../cards/without-empty.ts';
import { partyOf, type AnsweredCall } from '../contracts/ports.ts';
import type { RuleOutcome } from '../contracts/service.ts';
import { codingsIn } from '../decision/looked-at.ts';
import type { Received } from './call.ts';
import { decideAnswer, type DecideDeps, type Phases } from './decide.ts';
import { faultsOf } from './gather.ts';
import { finaliseCards, toIssued } from './finalise-cards.ts';
import { keptBack, keptByRules, type ShadowDeps } from './in-shadow.ts';

export interface InvocationDeps extends DecideDeps, ShadowDeps {
  /** Before go-live: everything is read, counted, logged and stored for review, and nobody is shown a card. */
  readonly shadow?: boolean;
  /** Behind the answer: counts and returns at once; never throws. */
  readonly countCall?: (call: AnsweredCall) => void;
}

export interface Invocation {
  /** The response body. */
  readonly json: string;
  readonly hookInstance: string;
  readonly cards: number;
  /** Of each card. */
  readonly indicators: readonly string[];
  readonly withheld: number;
  /** Why, for each that was withheld. */
  readonly withheldBecause: readonly string[];
  readonly rules: readonly RuleOutcome[];
  /** Unavailable prefetch keys and why. */
  readonly faults?: Readonly<Record<string, string>> | undefined;
  /** Prefetch keys nobody asked for. */
  readonly ignored: readonly string[];
  /** Codings of the results opened, where none of them is one that we know. */
  readonly unrecognised: readonly string[];
  /** How many resources were another patient's. */
  readonly foreign: number;
  readonly phases: Phases;
}

const NO_CARDS = '{"cards":[]}';

/** @throws CdsProblem @source https://cds-hooks.hl7.org/#cds-service-response */
export async function invoke(received: Received, deps: InvocationDeps): Promise<Invocation> {
  const { call, situation, outcome, foreign, phases } = await decideAnswer(received, deps);
  const { hookInstance } = call.request;
  const { endpoint, caller, now, group } = call;
  deps.countCall?.({ serviceId: endpoint.id, client: partyOf(caller), at: now, ...group });
  if (!outcome) {
    return {
      json: NO_CARDS,
      hookInstance,
      cards: 0,
      indicators: [],
      withheld: 0,
      withheldBecause: [],
      rules: [],
      ignored: [],
      unrecognised: codingsIn(situation.results.map((r) => r.resource)),
      foreign: foreign.length,
      phases,
    };
  }
  const { evaluation, gathered } = outcome;
  const final = await finaliseCards(evaluation.cards, call, deps);
  const byRules = await keptByRules(evaluation, call, situation, deps);
  const all = deps.shadow ? keptBack(final, call, situation, deps) : { issued: toIssued(final, call), cases: [] };
  const stored = [...all.issued, ...byRules.issued];
  const cases = [...all.cases, ...byRules.cases];
  if (stored.length > 0) deps.store.recordIssued(stored);
  if (cases.length > 0) deps.cases?.keep(cases);
  const cards = deps.shadow ? [] : final.cards;
  return {
    json: cards.length === 0 ? NO_CARDS : JSON.stringify({ cards: cards.map(withoutEmpty) }),
    hookInstance,
    cards: cards.length,
    indicators: cards.map(({ indicator }) => indicator),
    withheld: evaluation.cards.length - cards.length,
    withheldBecause: [
      ...final.withheld.map(({ because }) => because),
      ...(deps.shadow ? final.cards.map(() => 'shadow' as const) : []),
    ],
    rules: evaluation.rules,
    faults: faultsOf(gathered),
    ignored: gathered.ignored,
    unrecognised: evaluation.unrecognised ?? [],
    foreign: foreign.length + gathered.foreign.length,
    phases,
  };
}
