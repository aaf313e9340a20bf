// "Why this card?" and "why no card?": the same call, answered with all that led to it; nothing is recorded.
import type { Evaluation } from '../contracts/service.ts';
import { decide } from './decide.ts';
import type { Endpoint } from './endpoints.ts';
import type { Gathered } from './gather.ts';
import type { InvocationDeps } from './invocation.ts';
import { issueCards } from './finalise-cards.ts';
import type { Caller } from '../contracts/ports.ts';

export interface Explanation {
  readonly json: string;
  readonly hookInstance: string;
}

const NOTHING_GATHERED: Gathered = {
  resources: [],
  unavailable: new Map(),
  coverage: new Map(),
  keys: new Map(),
  foreign: [],
};

/** Takes the body of a hook call. @throws CdsProblem as the hook call would */
export async function explain(
  body: unknown,
  endpoint: Endpoint,
  caller: Caller,
  deps: InvocationDeps,
): Promise<Explanation> {
  const now = deps.clock();
  const { request, situation, outcome, foreign } = await decide(body, endpoint, caller, now, deps);
  const gathered = outcome?.gathered ?? NOTHING_GATHERED;
  // a call that is none of our business still deserves the rules' own words on why
  const evaluation: Evaluation = outcome?.evaluation ?? endpoint.service.evaluate(situation, gathered, now);
  const drafts = outcome ? evaluation.cards : [];
  const issue = await issueCards(drafts, situation, caller, now, deps);
  const json = JSON.stringify({
    cards: issue.cards,
    evidence: evaluation.evidence,
    rules: evaluation.rules,
    facts: evaluation.facts ?? {},
    gathered: describe(
      gathered,
      situation.results.length + situation.draftOrders.length,
      foreign,
      outcome !== undefined,
    ),
    withheld: issue.withheld.map((draft) => ({
      summary: draft.summary,
      rules: draft.extension['org.clearstage.evidence'].rules.map((r) => r.id),
      because: 'a clinician has already accepted or overridden this, and its inputs have not changed since',
    })),
  });
  return { json, hookInstance: request.hookInstance };
}

function describe(gathered: Gathered, inContext: number, foreign: readonly string[], concerned: boolean): object {
  return {
    concerned,
    context: inContext,
    resources: gathered.resources.length,
    keys: Object.fromEntries(
      [...gathered.keys].map(([key, { source, resources, reason, fault }]) => [
        key,
        { source, resources, ...(reason && { reason }), ...(fault === 'incomplete' && { incomplete: true }) },
      ]),
    ),
    otherPatients: [...foreign, ...gathered.foreign],
  };
}
