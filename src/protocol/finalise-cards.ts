// Draft cards → cards with identities, less those a clinician has settled while their inputs stay the same.
import { createHmac } from 'node:crypto';
import type { Card, DraftCard } from '../cards/types.ts';
import type { Situation } from '../contracts/service.ts';
import type { Endpoint } from './endpoints.ts';
import type { Caller, CardStore, IssuedCard } from '../contracts/ports.ts';

export interface IssueDeps {
  readonly store: CardStore;
  readonly newId: () => string;
  /** Absolute base of relative links, without a trailing slash. */
  readonly publicBaseUrl: string;
  /** Secret of the memory keys; undefined when the service is not to remember. */
  readonly memorySecret?: Buffer | undefined;
}

export interface Issue {
  readonly cards: readonly Card[];
  readonly memoryKeys: readonly (string | undefined)[];
  /** Drafts held back because a clinician has settled them. */
  readonly withheld: readonly DraftCard[];
}

const NOTHING: Issue = { cards: [], memoryKeys: [], withheld: [] };

/** The memory keys of one decision's drafts, made once however often it is answered. */
export interface Named {
  keys?: readonly string[];
}

/** Gives out identities; asks the store only when there is something to ask about. */
export async function issueCards(
  drafts: readonly DraftCard[],
  situation: Situation,
  caller: Caller,
  now: number,
  deps: IssueDeps,
  named: Named = {},
): Promise<Issue> {
  if (drafts.length === 0) return NOTHING;
  const { memorySecret } = deps;
  if (!memorySecret) return { cards: drafts.map((d) => toCard(d, deps)), memoryKeys: [], withheld: [] };

  const keys = (named.keys ??= drafts.map((draft) => memoryKey(draft, situation, caller, memorySecret)));
  const settled = await deps.store.suppressed(keys, now);
  if (settled.size === 0) return { cards: drafts.map((d) => toCard(d, deps)), memoryKeys: keys, withheld: [] };
  const open = (_: unknown, i: number): boolean => !settled.has(keys[i] as string);
  return {
    cards: drafts.filter(open).map((d) => toCard(d, deps)),
    memoryKeys: keys.filter(open),
    withheld: drafts.filter((d, i) => !open(d, i)),
  };
}

/** What the store keeps of issued cards: no patient data. */
export function toIssued(issue: Issue, endpoint: Endpoint, caller: Caller, now: number): readonly IssuedCard[] {
  return issue.cards.map((card, i) => {
    const key = issue.memoryKeys[i];
    return {
      uuid: card.uuid,
      serviceId: endpoint.id,
      rules: card.extension['org.clearstage.evidence'].rules.map((r) => r.id),
      version: endpoint.service.version,
      indicator: card.indicator,
      client: caller.client,
      at: now,
      suggestions: card.suggestions?.map((s) => s.uuid) ?? [],
      ...(key !== undefined && { memoryKey: key }),
    };
  });
}

function toCard(draft: DraftCard, deps: IssueDeps): Card {
  const { suggestions, links, ...rest } = draft;
  return {
    uuid: deps.newId(),
    ...rest,
    ...(suggestions && { suggestions: suggestions.map((s) => ({ uuid: deps.newId(), ...s })) }),
    ...(links && { links: links.map((l) => (l.url.startsWith('/') ? { ...l, url: deps.publicBaseUrl + l.url } : l)) }),
  };
}

/**
 * Names "this said of this patient on these inputs" without telling the patient. Derived values stay out: age changes
 * them daily. The knowledge version stays out: a new release is no reason to repeat what was settled.
 */
function memoryKey(draft: DraftCard, situation: Situation, caller: Caller, secret: Buffer): string {
  const evidence = draft.extension['org.clearstage.evidence'];
  const inputs = evidence.inputs
    .map((i) => [i.analyte, i.reference, i.comparator ?? '', i.value, i.unit, i.effective ?? ''].join('|'))
    .sort();
  const said = [
    caller.issuer ?? '',
    caller.tenant ?? '',
    situation.patientId,
    evidence.rules.map((r) => r.id),
    inputs,
    evidence.assessments.map((a) => [a.system, a.possible]),
  ];
  return createHmac('sha256', secret).update(JSON.stringify(said)).digest('base64url');
}
