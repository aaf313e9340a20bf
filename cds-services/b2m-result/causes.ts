// What else on record raises B2M, and where that, its absence, or an answer found is what a card is about.
import {
  covers,
  daysSince,
  exceeds,
  newestOfEach,
  ofCondition,
  oncePer,
  HIGH_M_PROTEIN,
  isDefining,
  isOutsideRange,
  isRenalRangeWanted,
  producers,
  readLightChains,
  readMProtein,
  tidy,
  type Circumstance,
  type Context,
  type Facts,
  type LightChainReading,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';
import { isToldWithInjury } from './injury-urgency.ts';
import { CAUSES } from './phrases/causes.en.ts';

/** Conditions that raise serum B2M. @source mayo-b2m, clinical reference 5 */
const NAMES: Readonly<Partial<Record<Context, string>>> = CAUSES.names;

/** Only while active. */
const MALIGNANT: ReadonlySet<Context> = new Set<Context>([
  'solid-tumour',
  'hodgkin-lymphoma',
  'lymphoproliferative-disease',
  'myeloid-malignancy',
  'blood-malignancy',
  'mds-or-mpn',
]);

/** Days around the B2M within which sepsis counts. Ours. */
const SEPSIS_DAYS = 30;
/** Days for which a drug that is no longer taken counts, and an M-protein or light chain ratio is the answer. Ours. */
const RECORD_DAYS = 90;

export interface Causes {
  /** Names, in alphabetical order. */
  readonly known: readonly string[];
  /** Only suspected, or undated where the date decides. */
  readonly possible: readonly string[];
}

interface Weighed {
  /** As a card names it. */
  readonly name: string;
  readonly entry: Circumstance;
}

const weighed = oncePer(({ facts, focus }: Reading): readonly Weighed[] => {
  const at = focus?.at ?? facts.asOf;
  return [
    ...facts.contexts.flatMap((c): readonly Weighed[] => {
      const name = NAMES[c.kind];
      if (name === undefined) return [];
      return [{ name, entry: { ...ofCondition(c), bears: 'raises-b2m', ...standingOf(c, at) } }];
    }),
    ...facts.raisingDrugs.map((drug) => ({ name: drug.ingredient, entry: ofDrug(drug, at) })),
  ];
});

function ofDrug(drug: Facts['raisingDrugs'][number], at: number): Circumstance {
  const { ingredient, reference, at: begun, ongoing } = drug;
  return {
    bears: 'raises-b2m',
    kind: ingredient,
    reference,
    ...(isOfThatTime(drug, at) ? { counts: 'yes' } : { counts: 'no', because: 'another-time' }),
    ...(ongoing && { ongoing }),
    ...(begun !== undefined && { earliest: begun }),
  };
}

function standingOf(c: Facts['contexts'][number], at: number): Pick<Circumstance, 'counts' | 'because'> {
  if (c.activity === 'inactive') return { counts: 'no', because: 'inactive' };
  if (MALIGNANT.has(c.kind) && c.activity === 'remission') return { counts: 'no', because: 'in-remission' };
  const isSepsis = c.kind === 'sepsis';
  if (isSepsis && c.at !== undefined && Math.abs(daysSince(c.at, at)) > SEPSIS_DAYS) {
    return { counts: 'no', because: 'another-time' };
  }
  if (c.certainty === 'unknown') return { counts: 'no', because: 'status-not-understood' };
  if (c.certainty === 'suspected') return { counts: 'open', because: 'suspected' };
  return isSepsis && c.at === undefined ? { counts: 'open', because: 'undated' } : { counts: 'yes' };
}

/** Taken when the B2M was drawn, or of late. */
function isOfThatTime({ at: begun, ongoing }: Facts['raisingDrugs'][number], at: number): boolean {
  if (begun !== undefined && daysSince(begun, at) < 0) return false;
  return ongoing === true || (begun !== undefined && daysSince(begun, at) <= RECORD_DAYS);
}

export function causesOf(reading: Reading): Causes {
  const named = (counts: Circumstance['counts']): ReadonlySet<string> =>
    new Set(weighed(reading).flatMap(({ name, entry }) => (entry.counts === counts ? [name] : [])));
  const known = named('yes');
  return { known: [...known].sort(), possible: [...named('open')].filter((name) => !known.has(name)).sort() };
}

/** The entries behind them, and those that were passed over. */
export const causesOnRecord = oncePer((reading: Reading): readonly Circumstance[] =>
  newestOfEach(weighed(reading).map(({ entry }) => entry)),
);

/** What answers a raised B2M: an M-protein, or a light chain ratio outside its range, of the 90 days around it. */
export interface Answer {
  readonly mProtein?: Measurement<'m-protein'> | undefined;
  readonly lightChains?: LightChainReading | undefined;
  /** High enough to be a warning by itself. */
  readonly high: boolean;
}

export function answerOf({ facts, focus, renal }: Reading): Answer | undefined {
  const at = focus?.at ?? facts.asOf;
  const mProtein = readMProtein(facts, at, RECORD_DAYS);
  const read = readLightChains(facts, facts.asOf, daysSince(at, facts.asOf) + RECORD_DAYS);
  const near = read && Math.abs(daysSince(read.at, at)) <= RECORD_DAYS ? read : undefined;
  const lightChains = near && isOutsideRange(near, isRenalRangeWanted(renal)) === true ? near : undefined;
  if (!mProtein && !lightChains) return undefined;
  const high = exceeds(mProtein?.quantity, HIGH_M_PROTEIN, 'at-or-above') === true;
  return { mProtein, lightChains, high: high || (lightChains !== undefined && isDefining(lightChains)) };
}

/** Where a raised B2M has a rule of its own, which asks for nothing else; light chains are told with an injury. */
const ANSWERED_ELSEWHERE: ReadonlySet<Reading['renal']['withheld']> = new Set([
  'dialysis',
  'dialysis-unknown',
  'dialysis-open',
  'end-stage',
  'pregnancy',
] as const);

/**
 * Raised beyond filtration in a patient without a known plasma-cell or lymphoid disease: then what is told is the answer
 * on record, or that something there can raise it, or that nothing there does. An M-protein or a ratio high enough to be
 * a warning by itself is told with every raised B2M, whatever filtration explains of it.
 */
export function askForCause(reading: Reading): 'answer' | 'known-cause' | 'unexplained' | undefined {
  const { elevated, renal, facts } = reading;
  const sources = producers(facts);
  if (elevated !== true || sources.some((d) => d.certainty === 'confirmed') || !covers(facts, 'conditions'))
    return undefined;
  const answer = answerOf(reading);
  if (answer?.high && !ANSWERED_ELSEWHERE.has(renal.withheld) && !isToldWithInjury(reading)) return 'answer';
  if (renal.withheld || renal.beyondFiltration === undefined) return undefined;
  if (answer) return 'answer';
  // One that is suspected, or not understood, is told with its B2M: nothing is said to be missing.
  if (sources.length > 0) return undefined;
  if (causesOf(reading).known.length > 0) return 'known-cause';
  return renal.beyondFiltration === 'well' ? 'unexplained' : undefined;
}

/** Times the upper limit from which, with twice the expected value, an unexplained B2M is a warning. Ours. */
const FAR_ABOVE_LIMIT = 1.5;

/** At least 1.5 times its upper limit and twice the expected value. */
export function isFarRaised({ focus, limit, renal }: Reading): boolean {
  if (!focus || !limit) return false;
  const far = exceeds(focus.quantity, tidy(limit.value * FAR_ABOVE_LIMIT), 'at-or-above') === true;
  return far && renal.beyondFiltration === 'well';
}
