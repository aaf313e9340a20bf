// The explain endpoint, "why this card?" and "why no card?": the same call, answered with all that led to it; not recorded.
import { withoutEmpty } from '../cards/without-empty.ts';
import type { Evaluation } from '../contracts/service.ts';
import { spanInWords } from '../cards/format.ts';
import type { Received } from './call.ts';
import { decide } from './decide.ts';
import type { Gathered } from './gather.ts';
import type { InvocationDeps } from './invocation.ts';
import { asShown, finaliseCards } from './finalise-cards.ts';

export interface Explanation {
  readonly json: string;
  readonly hookInstance: string;
}

const WITHHELD = {
  answered: 'a clinician has already accepted or overridden this, and its inputs have not changed since',
  told: 'this has been told already, and what it rests on has not changed since',
} as const;

const NOTHING_GATHERED: Gathered = {
  resources: [],
  unavailable: new Map(),
  coverage: new Map(),
  keys: new Map(),
  ignored: [],
  foreign: [],
};

/** Takes the body of a hook call. @throws CdsProblem as the hook call would */
export async function explain(received: Received, deps: InvocationDeps): Promise<Explanation> {
  const { call, situation, outcome, foreign } = await decide(received, deps);
  const gathered = outcome?.gathered ?? NOTHING_GATHERED;
  // a call out of scope still deserves the rules' own words on why
  const evaluation: Evaluation = outcome?.evaluation ?? call.endpoint.service.evaluate(situation, gathered, call.now);
  const drafts = outcome ? evaluation.cards : [];
  const final = await finaliseCards(drafts, call, deps);
  const json = JSON.stringify({
    cards: final.cards.map(withoutEmpty),
    evidence: withoutEmpty(evaluation.evidence) ?? {},
    // whether or not a rule spoke: by which knowledge, a site's changes among it
    knowledge: call.endpoint.service.version,
    rules: evaluation.rules,
    facts: evaluation.facts ?? {},
    ...unreadIn(evaluation),
    gathered: describe(
      gathered,
      situation.results.length + situation.draftOrders.length,
      foreign,
      outcome !== undefined,
    ),
    withheld: final.withheld.map(({ draft, because }) => ({
      summary: draft.summary,
      rules: draft.extension['org.clearstage.evidence'].rules.map((r) => r.id),
      because: WITHHELD[because],
      // without identities: it cannot be answered
      card: withoutEmpty(asShown(draft, call, deps)),
    })),
  });
  return { json, hookInstance: call.request.hookInstance };
}

/** Enough to see what is wrong with a chart; what is beyond it is counted. */
const MOST_UNREAD = 50;

function unreadIn({ unread }: Evaluation): object {
  const beyond = unread.length - MOST_UNREAD;
  return { unread: unread.slice(0, MOST_UNREAD), ...(beyond > 0 && { unreadBeyond: beyond }) };
}

function describe(gathered: Gathered, inContext: number, foreign: readonly string[], concerned: boolean): object {
  return {
    concerned,
    context: inContext,
    resources: gathered.resources.length,
    keys: Object.fromEntries(
      [...gathered.keys].map(([key, { source, resources, reason, spans }]) => [
        key,
        {
          source,
          resources,
          ...(reason && { reason }),
          ...(spans && { incomplete: true, complete: spans.map(spanInWords) }),
        },
      ]),
    ),
    ignoredPrefetchKeys: gathered.ignored,
    otherPatients: [...foreign, ...gathered.foreign],
  };
}
