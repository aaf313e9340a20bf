// What a B2M adds to the index of a disease other than myeloma: CLL, Waldenström, follicular lymphoma, DLBCL, ALL.
import {
  ageOn,
  ALL_B2M_CUT,
  covers,
  cytogeneticRows,
  exceeds,
  IPSSWM_M_PROTEIN_CUT,
  diagnosisOf,
  isAdverseB2mInAll,
  isHigh,
  MOST_ROWS,
  number,
  PROGNOSTIC_INDICES,
  shareOfItem,
  shown,
  toEvidenceDating,
  type CardRow,
  type FactName,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { MISSING, neededFor } from '../../shared/phrases.en.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { indexChanges, indexTests } from '../index-changes.ts';
import { allHighest, alsoCounted, isLowMProtein, sumLines } from '../index-sums.ts';
import { lastTherapyRow, scoreOf } from '../index-words.ts';
import { missingRow } from '../missing-rows.ts';
import { INDEX_LIMITS, INDICES as SAY } from '../phrases/indices.en.ts';
import { b2mPhrase } from '../words.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.indices;

type Index = Reading['indices'][number];
export const prognosticIndex = defineResultRule({
  id: 'prognostic-index',
  hooks: BOTH,
  beginsWith: ['b2m-serum'],
  sources: PROGNOSTIC_INDICES.flatMap((index) => index.citations),
  evaluate(input) {
    const { reading } = input;
    const { focus, indices } = reading;
    if (!focus) return { silent: REASONS.all.noB2m, over: ['b2m-serum'] };
    if (reading.kidney.dialysis) return { silent: REASONS.all.onDialysis };
    if (indices.length === 0) return inAll(reading, focus);
    const open = indices.filter((i) => i.because !== 'remission');
    if (open.length === 0) return { silent: WHY.closed };
    const ofFocus = open.filter((i) => i.b2m === focus);
    const [first] = ofFocus.filter((i) => i.because !== 'relapse' || isMadeForRelapse(i));
    if (ofFocus.length === 0) return { silent: WHY.notAtDiagnosis };
    if (!first) return { silent: WHY.relapsed };
    if (first.because === 'after-treatment') return { silent: WHY.afterTreatment };
    return contribution(input, focus, first);
  },
});

/** Of myeloma, on the same card. */
function isBesideStage({ staging, focus }: Reading): boolean {
  return staging !== undefined && staging.b2m === focus && staging.basis !== 'current';
}

function isMadeForRelapse({ index }: Index): boolean {
  return index.madeFor === 'relapse';
}

function contribution(input: ResultInput, focus: Measurement<'b2m-serum'>, first: Index): Finding {
  const { reading } = input;
  const indices = reading.indices.filter((i) => i.index.disease === first.index.disease);
  const relapsed = first.because === 'relapse';
  const told = indices.filter((i) => isMadeForRelapse(i) === relapsed);
  const untold = indices.filter((i) => !told.includes(i));
  const scores = told.map(scoreOf);
  const adds = addsTo(first, focus);
  // Each stands where it is named first.
  const inputs = [focus, ...first.inputs.filter(isHighMProtein), ...first.inputs.filter((m) => isAskedFor(told, m))];
  const notCounting = spareOf(told, inputs, 'never');
  const own = [...ageRow(reading, told, focus), ...lastTherapyRow(first)];
  const geneticLimits = geneticLimitsOf(told);
  const beside = new Set(inputs).size + cytogeneticRows(first.cytogenetics, geneticLimits).length;
  const missing = missingRows(input, told, first, MOST_ROWS - own.length - beside + notCounting.length);
  // The first that has no room.
  const [spare] = own.length + beside + missing.length > MOST_ROWS ? notCounting : [];
  const leftOut = spare && isLowMProtein(spare) ? spare : undefined;
  const highest = allHighest(told);
  const part = adds === undefined ? b2mPhrase(reading) : SAY.part(b2mPhrase(reading), adds);
  return {
    because: WHY.by(scores, b2mPhrase(reading)),
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['prognostic-index'],
    summary: highest === undefined ? SAY.summary(scores, part) : SAY.highestSummary(highest, part),
    // The stage has said the B2M, and what would change it.
    ...(isBesideStage(reading) && { told: SAY.told(scores) }),
    lines: notAtDiagnosis(first, untold),
    limits: limitsOf(told, first.inputs),
    geneticLimits,
    asides: sumLines(told, leftOut),
    rows: [...own, ...missing],
    changes: isBesideStage(reading) ? [] : indexChanges(told),
    suggestions: indexTests(input, told, first),
    assessments: told.map((i) => i.assessment),
    derived: ageOf(reading, told, focus),
    dating: toEvidenceDating(first.diagnosis, first.treatment),
    inputs,
    spare: [...notCounting, ...spareOf(told, inputs, 'may')],
    cytogenetics: first.cytogenetics,
    citations: told.flatMap((i) => i.index.citations),
  };
}

/** What the B2M adds to an index that is told alone. */
function addsTo(first: Index, focus: Measurement<'b2m-serum'>): string | undefined {
  const { index } = first;
  if (!index.contribution || !isKeyOf(SAY.contributes, index.system)) return undefined;
  const counts = index.contribution({ b2m: focus.quantity, b2mHigh: isHigh(focus) });
  const words = SAY.contributes[index.system][counts === undefined ? 'open' : counts ? 'yes' : 'no'];
  return counts === true ? `${words}${alsoCounted(first)}` : words;
}

function isKeyOf<K extends string>(table: Readonly<Record<K, unknown>>, key: string): key is K {
  return Object.hasOwn(table, key);
}

const ANALYTES = ['b2m-serum', 'ldh-serum', 'albumin-serum', 'hemoglobin', 'platelets', 'm-protein', 'ecog'] as const;

/** What the indices call it. */
function factOf(analyte: (typeof ANALYTES)[number]): FactName {
  return analyte === 'ecog' ? 'performance-status' : analyte;
}

/** Beside each value the limit from which it counts, by each index that asks for it. */
function limitsOf(told: readonly Index[], inputs: Index['inputs']): NonNullable<Finding['limits']> {
  return Object.fromEntries(
    ANALYTES.flatMap((analyte) => {
      const high = inputs.find((m) => m.analyte === analyte)?.range?.high;
      const own = high === undefined ? SAY.limitNotGiven : number(high, analyte === 'ldh-serum' ? 0 : 2);
      const limit = limitText(told, factOf(analyte), own);
      return limit === undefined ? [] : [[analyte, limit]];
    }),
  );
}

function isAskedFor(told: readonly Index[], { analyte }: Measurement): boolean {
  const fact = ANALYTES.find((a) => a === analyte);
  return fact !== undefined && limitText(told, factOf(fact)) !== undefined;
}

function isHighMProtein({ analyte, quantity }: Measurement): boolean {
  return analyte === 'm-protein' && exceeds(quantity, IPSSWM_M_PROTEIN_CUT, 'above') === true;
}

function geneticLimitsOf(told: readonly Index[]): NonNullable<Finding['geneticLimits']> {
  return Object.fromEntries(
    (['del17p', 'tp53'] as const).flatMap((aberration) => {
      const limit = limitText(told, aberration);
      return limit === undefined ? [] : [[aberration, limit]];
    }),
  );
}

/** @param high the laboratory's own limit */
function limitText(told: readonly Index[], fact: string, high?: string): string | undefined {
  const systems = new Map<string, string[]>();
  for (const { assessment } of told) {
    const stated = INDEX_LIMITS[assessment.system]?.[fact];
    if (stated === undefined) continue;
    const limit = stated ?? SAY.aboveLaboratory(high);
    systems.set(limit, [...(systems.get(limit) ?? []), assessment.system]);
  }
  const [first, ...others] = systems.keys();
  if (others.length === 0) return first;
  return SAY.limits([...systems].map(([limit, of]) => SAY.limitOf(of, limit)));
}

function ageRow(reading: Reading, told: readonly Index[], focus: Measurement): readonly CardRow[] {
  const [only, other] = told;
  const limit = limitText(told, 'age') ?? '';
  return ageOf(reading, told, focus).map(({ value }) => ({
    result: SAY.names.age,
    value: SAY.years(value),
    // Beside a stage of myeloma, which leads, it says of which index it is.
    ...(isBesideStage(reading) && only && !other
      ? { limit: SAY.limitOf([only.assessment.system], limit) }
      : { limit, place: 'decides' as const }),
  }));
}

function ageOf({ facts }: Reading, told: readonly Index[], focus: Measurement): NonNullable<Finding['derived']> {
  const years = ageOn(facts.patient.birthDate, focus.at);
  if (years === undefined || limitText(told, 'age') === undefined) return [];
  return [{ name: 'age', value: years, unit: 'a', method: SAY.ageMethod }];
}

/** What an index that is told does not need for its groups, in none of them more than so; last things first. */
function spareOf(
  told: readonly Index[],
  inputs: readonly Measurement[],
  share: 'never' | 'may',
): readonly Measurement[] {
  return [...new Set(inputs)].toReversed().filter(({ analyte }) => {
    const fact = ANALYTES.find((a) => a === analyte);
    if (fact === undefined) return false;
    const shares = told.map(({ index, ingredients }) => shareOfItem(index, ingredients, factOf(fact)));
    return shares.includes(share) && shares.every((s) => s === share || s === 'never');
  });
}

/**
 * What is open, each with what it would count; several that are worth the same share a row.
 *
 * @param room the rows that are left for it: where they are too few, it shares one
 */
function missingRows(
  input: ResultInput,
  told: readonly Index[],
  { inputs, b2m }: Index,
  room: number,
): readonly CardRow[] {
  const { facts } = input.reading;
  const measured = new Set<string>(inputs.map(({ analyte }) => analyte));
  const missing = [...new Set(told.flatMap((i) => i.assessment.missing))].filter((fact) => !measured.has(fact));
  const rows = new Map<string, CardRow>();
  for (const fact of missing) {
    if (!isNamed(fact)) continue;
    const analyte = ANALYTES.find((a) => factOf(a) === fact);
    const row = analyte && missingRow(input, analyte, b2m?.at ?? facts.asOf, input.settings.pairingDays, []);
    const isGenetic = fact === 'del17p' || fact === 'tp53';
    const value = row?.value ?? (isGenetic && !covers(facts, 'cytogenetics') ? MISSING.inPart : MISSING.notOnRecord);
    const limit = limitText(told, fact) ?? '';
    const key = [value, row?.date, limit].join('|');
    const known = rows.get(key);
    const result = known ? `${known.result}, ${SAY.names[fact]}` : SAY.names[fact];
    rows.set(key, { result, value, date: row?.date, limit, place: 'missing' });
  }
  return rows.size > Math.max(room, 1) ? [sharedRow(input, told, missing.filter(isNamed))] : [...rows.values()];
}

function sharedRow(
  { reading: { facts } }: ResultInput,
  told: readonly Index[],
  missing: readonly (keyof typeof SAY.names)[],
): CardRow {
  const isRead = ANALYTES.every((analyte) => covers(facts, analyte));
  return {
    result: missing.map((fact) => SAY.names[fact]).join(', '),
    value: isRead ? SAY.notOfThatTime : MISSING.inPart,
    limit: neededFor(told.map(({ assessment }) => assessment.system)),
    place: 'missing',
  };
}

function isNamed(fact: string): fact is keyof typeof SAY.names {
  return Object.hasOwn(SAY.names, fact);
}

function notAtDiagnosis({ because }: Index, untold: readonly Index[]): readonly string[] {
  if (because === 'no-diagnosis-date') return [SAY.noDate];
  if (because === 'relapse') return [SAY.untold(untold.map((i) => i.assessment.system))];
  if (because === 'still-untreated') return [SAY.stillUntreated];
  if (because === 'rough-date' || because === 'treatment-date-open' || because === 'diagnosis-in-doubt')
    return [SAY.roughDates];
  if (because === 'read-in-part') return [SAY.readInPart];
  return because === 'outside-window' ? [SAY.current] : [];
}

function inAll({ facts, palliative }: Reading, focus: Measurement<'b2m-serum'>): Finding | Silence {
  const leukaemia = diagnosisOf(facts, 'all');
  if (!leukaemia) return { silent: WHY.noIndex, over: ['conditions'] };
  if (leukaemia.activity === 'remission') return { silent: WHY.closed };
  const cut = number(ALL_B2M_CUT, 1);
  const adverse = isAdverseB2mInAll(focus.quantity);
  if (adverse === undefined) return { silent: WHY.allOpen(shown(focus.quantity), cut) };
  if (!adverse) return { silent: WHY.allBelow(cut) };
  return {
    because: WHY.allAbove(cut),
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['prognostic-index'],
    summary: SAY.all(shown(focus.quantity, [ALL_B2M_CUT]), cut),
    limits: { 'b2m-serum': SAY.allLimit(cut) },
    lines: palliative ? [] : [SAY.allMore],
    inputs: [focus],
    citations: ['kantarjian-1992'],
  };
}
