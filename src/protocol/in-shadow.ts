// What was kept back: in shadow mode every card, otherwise those of rules in shadow; for the store, and as cases for review.
import type { CaseKeeper, ShadowCase } from '../contracts/case.ts';
import { partyOf, type IssuedCard } from '../contracts/ports.ts';
import type { Answered, Situation } from '../contracts/service.ts';
import type { Call } from './call.ts';
import { digest, toCase } from './case.ts';
import { finaliseCards, toIssued, type FinalCards, type FinaliseDeps } from './finalise-cards.ts';

export interface KeptBack {
  readonly issued: readonly IssuedCard[];
  readonly cases: readonly ShadowCase[];
}

export interface ShadowDeps extends FinaliseDeps {
  /** Takes what was kept back as cases: they name the patient. */
  readonly cases?: CaseKeeper | undefined;
}

const NOTHING: KeptBack = { issued: [], cases: [] };

/** @param final of the whole answer, where nobody is shown a card */
export function keptBack(final: FinalCards, call: Call, situation: Situation, { cases }: ShadowDeps): KeptBack {
  return {
    issued: toIssued(final, call).map((card) => ({ ...card, shadow: true as const })),
    // each costs a digest of its card's whole evidence
    cases: cases ? casesOf(final, call, situation) : [],
  };
}

/** What rules that a site keeps in shadow would have shown; told once is told once here, too. */
export async function keptByRules(
  { inShadow }: Answered,
  call: Call,
  situation: Situation,
  deps: ShadowDeps,
): Promise<KeptBack> {
  if (inShadow === undefined || inShadow.cards.length === 0) return NOTHING;
  const final = await finaliseCards(inShadow.cards, call, { ...deps, shadow: true });
  const all = keptBack(final, call, situation, deps);
  const own = (ids: readonly string[]): readonly string[] => ids.filter((id) => inShadow.rules.has(id));
  return {
    // The others on the card are counted where it is shown.
    issued: all.issued.map((card) => ({ ...card, rules: own(card.rules) })),
    cases: all.cases.map((c) => ({ ...c, inShadow: own(c.rules) })),
  };
}

function casesOf(final: FinalCards, { endpoint, caller, patient, now }: Call, situation: Situation): ShadowCase[] {
  const { hook, userId: user, encounterId: encounter } = situation;
  const where = { patient: patient.id, at: now, hook, user, encounter };
  return final.cards.map((card, place) => ({
    ...toCase(card, where, place),
    // Two answers may be kept of one moment: that of the rules shown, and that of rules in shadow.
    id: digest(card.uuid, 12),
    card: card.uuid,
    service: endpoint.id,
    version: endpoint.service.version,
    client: partyOf(caller),
    ...(card.detail !== undefined && { detail: card.detail }),
  }));
}
