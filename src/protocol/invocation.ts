// A hook call → its answer, as text ready to send, and what the log and the metrics want to know of it.
import { withoutEmpty } from '../cards/without-empty.ts';
import type { RuleOutcome } from '../contracts/service.ts';
import { codingsIn } from '../decision/looked-at.ts';
import type { Received } from './call.ts';
import { decide, type DecideDeps, type Phases } from './decide.ts';
import { faultsOf } from './gather.ts';
import type { DraftCard } from '../cards/types.ts';
import { finaliseCards, toIssued, type FinaliseDeps, type Suppressed } from './finalise-cards.ts';

export interface InvocationDeps extends DecideDeps, FinaliseDeps {
  /** Before go-live: everything is read, counted and logged, and nobody is shown a card. */
  readonly shadow?: boolean;
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

function inShadow(draft: DraftCard): Suppressed {
  return { draft, because: 'shadow' };
}

const NO_CARDS = '{"cards":[]}';

/** @throws CdsProblem @source https://cds-hooks.hl7.org/#cds-service-response */
export async function invoke(received: Received, deps: InvocationDeps): Promise<Invocation> {
  const { call, situation, outcome, foreign, phases } = await decide(received, deps);
  const { hookInstance } = call.request;
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
  const final = deps.shadow
    ? { cards: [], memoryKeys: [], toldKeys: [], withheld: evaluation.cards.map(inShadow) }
    : await finaliseCards(evaluation.cards, call, deps);
  if (final.cards.length > 0) deps.store.recordIssued(toIssued(final, call));
  return {
    json: final.cards.length === 0 ? NO_CARDS : JSON.stringify({ cards: final.cards.map(withoutEmpty) }),
    hookInstance,
    cards: final.cards.length,
    indicators: final.cards.map(({ indicator }) => indicator),
    withheld: final.withheld.length,
    withheldBecause: final.withheld.map(({ because }) => because),
    rules: evaluation.rules,
    faults: faultsOf(gathered),
    ignored: gathered.ignored,
    unrecognised: evaluation.unrecognised ?? [],
    foreign: foreign.length + gathered.foreign.length,
    phases,
  };
}
