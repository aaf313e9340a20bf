// Urine B2M with serum: where a raised B2M comes from, and when the urine cannot be read.
import {
  ACID_URINE_PH,
  andList,
  coversAround,
  DAY_MS,
  daysSince,
  determined,
  INVALID_URINE_PH,
  ISS_B2M_CUTS,
  number,
  shown,
  shownDate,
  type Context,
  type Finding,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';

/** Days before the urine within which a drug that is no longer taken may have caused it; ours, as for the work-up. */
const DRUG_DAYS = 90;

export const urineLocalisation = defineResultRule({
  id: 'urine-localisation',
  hooks: BOTH,
  evaluate({ reading, situation, lookedAt, settings }) {
    const { urine, focus, facts } = reading;
    if (!urine) return { silent: 'no urine B2M on record', over: ['b2m-urine'] };
    const isLookedAt =
      lookedAt.has(urine.urine.reference) || (lookedAt.size === 0 && urine.urine.at >= (focus?.at ?? 0) - DAY_MS);
    if (situation.hook === 'result-view' && !isLookedAt) return { silent: 'another result is being looked at' };
    if (situation.hook === 'patient-view' && daysSince(urine.urine.at, facts.asOf) > settings.recentDays) {
      return { silent: `the urine B2M is older than ${settings.recentDays} days` };
    }
    switch (determined(urine.assessment)) {
      case 'tubular':
        return tubular(reading, urine);
      case 'mixed-or-overflow':
        return {
          ...shared(urine, 'info', WEIGHTS['urine-localisation: overflow']),
          because: 'serum and urine B2M are both high',
          summary: `Urine B2M ${shown(urine.urine.quantity)} with serum ${serumOf(urine)}: both high, overflow possible; no tubular conclusion`,
          lines: ['A high serum level alone can exceed what the tubules reabsorb.', ...excretion(urine)],
        };
      case 'filtration-or-production':
        return {
          ...shared(urine, 'info', WEIGHTS['urine-localisation: no tubular pattern']),
          because: 'serum B2M is high, urine B2M is not',
          summary: `Serum B2M ${serumOf(urine)} with normal urine B2M: reduced filtration or overproduction, no tubular pattern`,
          lines: urine.assessment.notes ?? [],
        };
      case 'invalid':
        return {
          ...shared(urine, 'info', WEIGHTS['urine-localisation: acid urine']),
          because: 'urine is acid and its B2M is not high',
          summary: `Urine B2M may be falsely low: urine pH ${urine.ph ? shown(urine.ph.quantity, PH_CUTS) : ''}`,
          lines: [
            `B2M is degraded in acid urine${urine.tooAcid ? `; below pH ${INVALID_URINE_PH} the result is invalid` : ''}. Recollect: void, drink 0.5 L of water, collect within 1 hour, and have it alkalinised to pH 6–8.`,
          ],
        };
      case 'none':
        return { silent: 'serum and urine B2M are normal' };
      case undefined:
      default:
        return { silent: `undetermined, still possible: ${urine.assessment.possible.join(', ')}` };
    }
  },
});

/** A pH is never rounded onto one of these. */
const PH_CUTS = [INVALID_URINE_PH, ACID_URINE_PH];
type Urine = NonNullable<Reading['urine']>;

function tubular(reading: Reading, urine: Urine): Finding {
  const reasons = causes(reading, urine);
  return {
    // A pattern that was there before is no news.
    ...shared(urine, urine.wasHigh ? 'info' : 'warning', WEIGHTS['urine-localisation: tubular']),
    because: `urine B2M is high with a serum B2M that is not${urine.wasHigh ? ', and was so before' : ''}`,
    summary: `Urine B2M ${shown(urine.urine.quantity)} with normal serum B2M (${serumOf(urine)}): proximal tubular pattern`,
    lines: [
      reasons.length > 0
        ? `On record: ${andList(reasons)}.`
        : 'Consider drugs (aminoglycosides, platinum compounds, tenofovir, lithium), heavy metals, Sjögren syndrome, pyelonephritis.',
      phLine(reading, urine),
      ...excretion(urine),
      'Consider nephrology advice.',
    ],
  };
}

function phLine({ facts }: Reading, { ph, acid, urine }: Urine): string {
  if (!ph) {
    const read = coversAround(facts, 'urine-ph', urine.at, 0);
    return `Urine pH is not ${read ? 'on record' : 'known'}; a high value stands whatever the pH.`;
  }
  const value = shown(ph.quantity, PH_CUTS);
  if (acid === undefined)
    return `Urine pH ${value} leaves open whether it was acid; a high value stands whatever the pH.`;
  return acid
    ? `Urine pH ${value}: acid urine degrades B2M, so the true value may be higher still.`
    : `Urine pH ${value}: the specimen is valid.`;
}

const TUBULAR_CAUSES: Readonly<Partial<Record<Context, string>>> = {
  'heavy-metal': 'heavy metal exposure',
  sjogren: 'Sjögren syndrome',
  lupus: 'systemic lupus erythematosus',
  'tubular-disorder': 'a tubulo-interstitial disorder',
  'kidney-transplant': 'kidney transplant',
  'myeloma-kidney': 'myeloma kidney',
};

function causes({ facts }: Reading, { urine }: Urine): readonly string[] {
  const drugs = facts.treatments
    .filter(
      (t) =>
        t.kind === 'nephrotoxic' &&
        daysSince(t.at, urine.at) >= 0 &&
        (t.ongoing === true || daysSince(t.at, urine.at) <= DRUG_DAYS),
    )
    .map((t) => `${t.ingredient} (${shownDate(t.at)})`);
  const conditions = facts.contexts
    .filter((c) => c.activity !== 'inactive' && c.certainty === 'confirmed')
    .flatMap((c) => TUBULAR_CAUSES[c.kind] ?? []);
  return [...new Set([...drugs, ...conditions])];
}

function excretion({ fractionalExcretion }: Urine): readonly string[] {
  return fractionalExcretion === undefined
    ? []
    : [`Fractional excretion of B2M ${number(fractionalExcretion, 2)}% (normally below 1%).`];
}

function serumOf({ serum }: Urine): string {
  return serum ? shown(serum.quantity, ISS_B2M_CUTS) : 'not known';
}

function shared(
  urine: Urine,
  indicator: Finding['indicator'],
  weight: number,
): Pick<Finding, 'indicator' | 'topic' | 'weight' | 'assessments' | 'inputs' | 'derived' | 'citations'> {
  return {
    indicator,
    topic: TOPIC.urine,
    weight,
    assessments: [urine.assessment],
    inputs: urine.inputs,
    derived: urine.derived,
    citations: ['mayo-b2mu', 'peterson-1969'],
  };
}
