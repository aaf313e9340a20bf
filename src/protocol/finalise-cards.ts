// Draft cards → final ones, with identities; suppressed are those a clinician has answered while their inputs stay the same.
import { createHmac } from 'node:crypto';
import type { Card, DraftCard } from '../cards/types.ts';
import type { Call } from './call.ts';
import { partyOf } from '../contracts/ports.ts';
import type { CardStore, IssuedCard } from '../contracts/ports.ts';

export interface FinaliseDeps {
  readonly store: CardStore;
  readonly newId: () => string;
  /** Absolute base of relative links, without a trailing slash. */
  readonly publicBaseUrl: string;
  /** Secret of the memory keys; undefined when the service is not to remember. */
  readonly memorySecret?: Buffer | undefined;
}

export interface FinalCards {
  readonly cards: readonly Card[];
  readonly memoryKeys: readonly (string | undefined)[];
  /** Suppressed drafts: a clinician has accepted or overridden them. */
  readonly withheld: readonly DraftCard[];
}

const NOTHING: FinalCards = { cards: [], memoryKeys: [], withheld: [] };

/** Gives out identities; asks the store only when there is something to ask about. */
export async function finaliseCards(drafts: readonly DraftCard[], call: Call, deps: FinaliseDeps): Promise<FinalCards> {
  if (drafts.length === 0) return NOTHING;
  const { memorySecret } = deps;
  if (!memorySecret) return { cards: drafts.map((d) => toCard(d, deps)), memoryKeys: [], withheld: [] };

  const keys = drafts.map((draft) => memoryKey(draft, call, memorySecret));
  const suppressed = await deps.store.suppressed(keys, call.now);
  if (suppressed.size === 0) return { cards: drafts.map((d) => toCard(d, deps)), memoryKeys: keys, withheld: [] };
  const isShown = (_: unknown, i: number): boolean => !suppressed.has(keys[i] as string);
  return {
    cards: drafts.filter(isShown).map((d) => toCard(d, deps)),
    memoryKeys: keys.filter(isShown),
    withheld: drafts.filter((d, i) => !isShown(d, i)),
  };
}

/** What the store keeps of issued cards: no patient data. */
export function toIssued(final: FinalCards, { endpoint, caller, now }: Call): readonly IssuedCard[] {
  return final.cards.map((card, i) => {
    const key = final.memoryKeys[i];
    return {
      uuid: card.uuid,
      serviceId: endpoint.id,
      rules: card.extension['org.clearstage.evidence'].rules.map((r) => r.id),
      version: endpoint.service.version,
      indicator: card.indicator,
      client: partyOf(caller),
      at: now,
      suggestions: card.suggestions?.map((s) => s.uuid) ?? [],
      ...(key !== undefined && { memoryKey: key }),
    };
  });
}

function toCard(draft: DraftCard, deps: FinaliseDeps): Card {
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
 * them daily. The knowledge version stays out: a new release is no reason to repeat what was answered.
 */
function memoryKey(draft: DraftCard, { request, caller }: Call, secret: Buffer): string {
  const evidence = draft.extension['org.clearstage.evidence'];
  const inputs = evidence.inputs
    .map((i) => [i.analyte, i.reference, i.comparator ?? '', i.value, i.unit, i.effective ?? ''].join('|'))
    .sort();
  const said = [
    caller.issuer ?? '',
    caller.tenant ?? '',
    request.context.patientId,
    evidence.rules.map((r) => r.id),
    inputs,
    evidence.assessments.map((a) => [a.system, a.possible]),
  ];
  return createHmac('sha256', secret).update(JSON.stringify(said)).digest('base64url');
}
