// A hook call → its answer, as text ready to send, and what the log and the metrics want to know of it.
import { withoutEmpty } from '../cards/without-empty.ts';
import { partyOf, type IssuedCard } from '../contracts/ports.ts';
import type { RuleOutcome } from '../contracts/service.ts';
import { codingsIn } from '../decision/looked-at.ts';
import type { Call, Received } from './call.ts';
import { decide, type DecideDeps, type Phases } from './decide.ts';
import { faultsOf } from './gather.ts';
import { finaliseCards, toIssued, type FinaliseDeps } from './finalise-cards.ts';

export interface InvocationDeps extends DecideDeps, FinaliseDeps {
  /** Before go-live: everything is read, counted, logged and stored for review, and nobody is shown a card. */
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

/** What rules that a site keeps in shadow would have said. */
function wouldBe(
  rules: readonly RuleOutcome[],
  { endpoint, caller, now }: Call,
  newId: () => string,
): readonly IssuedCard[] {
  return rules.flatMap(({ id, inShadow }) =>
    inShadow === undefined
      ? []
      : [
          {
            uuid: newId(),
            serviceId: endpoint.id,
            rules: [id],
            version: endpoint.service.version,
            indicator: inShadow,
            client: partyOf(caller),
            at: now,
            suggestions: [],
            shadow: true as const,
          },
        ],
  );
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
  const final = await finaliseCards(evaluation.cards, call, deps);
  const issued = toIssued(final, call);
  const stored = [
    ...(deps.shadow ? issued.map((card) => ({ ...card, shadow: true as const })) : issued),
    ...wouldBe(evaluation.rules, call, deps.newId),
  ];
  if (stored.length > 0) deps.store.recordIssued(stored);
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
