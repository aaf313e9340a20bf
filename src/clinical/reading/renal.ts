// The kidneys' share in a B2M: eGFR beside it, what filtration alone predicts, and when none of this may be said.
import type { Assessment, Derived, FactName } from '../quantities/assessment.ts';
import { CATALOGUE, isAnalyte } from '../facts/catalogue.ts';
import { covers, coversAround } from '../facts/coverage.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import { expectedB2m } from '../instruments/b2m-expected.ts';
import { ADULT_AGE, egfrCandidates, egfrCreatinineCystatin2021, type Egfr } from '../instruments/ckd-epi-2021.ts';
import { creatinineClearance } from '../instruments/cockcroft-gault-1976.ts';
import { imwgRenalCriterion } from '../instruments/imwg-renal-2014.ts';
import { gfrCategory, REDUCED_GFR, SEVERELY_REDUCED_GFR } from '../instruments/kdigo-gfr-2012.ts';
import { GFR_VALIDITY, renalConfounding } from '../instruments/renal-confounding.ts';
import { exceeds, quantity, type Quantity } from '../quantities/quantity.ts';
import { ageOn, dayOf } from '../quantities/time.ts';
import { respell } from '../quantities/units.ts';
import { AKI_WINDOW_DAYS, readAki, type AkiReading, type KidneyStatus } from './kidney.ts';
import { latestOfDay, nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

/** Why no eGFR-based reading is made. */
export type Withheld =
  'dialysis' | 'acute-kidney-injury' | 'child' | 'dialysis-unknown' | 'rough-date' | 'steadiness-unknown';

export interface RenalReading {
  readonly withheld?: Withheld | undefined;
  readonly aki: AkiReading;
  /** The eGFR used; two when the sex is unknown; none when it cannot be had. */
  readonly egfr: readonly Egfr[];
  readonly egfrMethod?: string | undefined;
  readonly creatinine?: Measurement<'creatinine-serum'> | undefined;
  /** The laboratory's own eGFR nearest to the specimen, whether or not it is the one used. */
  readonly reportedEgfr?: Measurement<'egfr'> | undefined;
  readonly clearance?: Quantity<'mL/min'> | undefined;
  readonly weight?: Measurement<'body-weight'> | undefined;
  readonly expected?: number | undefined;
  readonly ratio?: number | undefined;
  /** Below KDIGO G2, whatever is open about the eGFR; false without one. */
  readonly reduced: boolean;
  /** One of the values that the data allow is below KDIGO G2. */
  readonly mayBeReduced: boolean;
  /** KDIGO G4 or G5, whatever is open about the eGFR. */
  readonly severelyReduced: boolean;
  /** How far B2M is beyond what filtration explains; undefined when filtration may explain it or nothing can be said. */
  readonly beyondFiltration?: 'well' | 'partly' | 'at least partly' | undefined;
  readonly category: Assessment;
  readonly confounding: Assessment;
  /** Creatinine above 2 mg/dL or clearance below 40 mL/min: B2M may overestimate tumour burden. */
  readonly imwgRenal: Assessment;
  readonly inputs: readonly Measurement[];
  readonly derived: readonly Derived[];
}

const WITHHELD_NOTE: Readonly<Record<Withheld, string>> = {
  dialysis: 'on dialysis: B2M follows clearance by dialysis, not an eGFR',
  'acute-kidney-injury': 'creatinine not at steady state (acute kidney injury)',
  child: 'below 18 years: the equations are for adults',
  'dialysis-unknown': 'the problem list was not read in full, so dialysis is not excluded',
  'rough-date': 'the date of this B2M is known only roughly, so no creatinine can be said to be of its time',
  'steadiness-unknown': 'creatinine was not read in full around this result, so an acute kidney injury is not excluded',
};

/**
 * Reads one B2M against the filtration of its time.
 *
 * @param b2m serum B2M, or undefined to read the latest filtration alone
 * @param kidney dialysis and transplant
 * @param at when filtration is read, milliseconds since 1970; that of the B2M, else of the latest creatinine
 */
export function readRenal(
  facts: Facts,
  b2m: Measurement<'b2m-serum'> | undefined,
  kidney: KidneyStatus,
  settings: ReadingSettings,
  at = b2m?.at ?? resultsOf(facts, 'creatinine-serum')[0]?.at ?? facts.asOf,
): RenalReading {
  const age = ageOn(facts.patient.birthDate, at);
  const isRough = b2m?.until !== undefined;
  const creatinine = isRough
    ? undefined
    : nearest(resultsOf(facts, 'creatinine-serum'), at, settings.filtrationPairingDays);
  const then = readAki(facts, at, settings);
  // A creatinine of another week must have been steady in that week, too.
  const aki = then.unsteady || !creatinine ? then : readAki(facts, creatinine.at, settings);
  const withheld = withheldBecause(facts, kidney, aki, age, creatinine, isRough);
  const weight = nearest(resultsOf(facts, 'body-weight'), at, settings.filtrationPairingDays);
  const choice = withheld ? NO_EGFR : chooseEgfr(facts, at, age, creatinine, settings);
  const clearance = withheld ? undefined : clearanceOf(facts, creatinine, age, weight);
  const single = choice.egfr.length === 1 ? choice.egfr[0] : undefined;
  const usable = single && !single.comparator && single.value >= GFR_VALIDITY[0] && single.value <= GFR_VALIDITY[1];
  const expected = usable ? expectedB2m(single.value) : undefined;
  const b2mKnown = b2m && b2m.quantity.comparator === undefined ? b2m.quantity.value : undefined;
  const ratio = expected !== undefined && b2mKnown !== undefined ? b2mKnown / expected : undefined;
  const missing = missingForEgfr(creatinine, age, facts);
  const reduced = choice.egfr.map((egfr) => exceeds(egfr, REDUCED_GFR, 'at-or-above') === false);
  const severe = choice.egfr.map((egfr) => exceeds(egfr, SEVERELY_REDUCED_GFR, 'at-or-above') === false);
  const confounding = renalConfounding({
    b2m: b2m?.quantity,
    egfr: choice.egfr,
    egfrMissing: missing,
    withheld: withheld && WITHHELD_NOTE[withheld],
  });
  return {
    withheld,
    aki,
    egfr: choice.egfr,
    egfrMethod: choice.method,
    creatinine,
    reportedEgfr: choice.reported,
    clearance,
    weight,
    expected,
    ratio,
    reduced: reduced.length > 0 && reduced.every(Boolean),
    mayBeReduced: reduced.some(Boolean),
    severelyReduced: severe.length > 0 && severe.every(Boolean),
    beyondFiltration: beyondFiltration(confounding.possible),
    category: gfrCategory(choice.egfr, missing),
    confounding,
    imwgRenal: imwgRenalCriterion({
      creatinine: creatinine && asReported(creatinine),
      crcl: clearance,
    }),
    inputs: [creatinine, choice.cystatin, choice.reported, clearance && weight].filter((m) => m !== undefined),
    derived: derivedOf(choice, clearance, expected, ratio, age),
  };
}

function beyondFiltration(possible: readonly string[]): RenalReading['beyondFiltration'] {
  const [partly, well] = [possible.includes('partly-beyond-filtration'), possible.includes('well-beyond-filtration')];
  if (possible.length !== (partly ? 1 : 0) + (well ? 1 : 0)) return undefined;
  if (!partly) return 'well';
  return well ? 'at least partly' : 'partly';
}

function withheldBecause(
  facts: Facts,
  kidney: KidneyStatus,
  aki: AkiReading,
  age: number | undefined,
  creatinine: Measurement | undefined,
  isRough: boolean,
): Withheld | undefined {
  if (age !== undefined && age < ADULT_AGE) return 'child';
  if (kidney.dialysis) return 'dialysis';
  if (aki.unsteady) return 'acute-kidney-injury';
  if (isRough) return 'rough-date';
  const mayBe = facts.contexts.some(
    (c) => (c.kind === 'dialysis' || c.kind === 'esrd') && c.certainty === 'unknown' && c.activity !== 'inactive',
  );
  if (mayBe || !covers(facts, 'conditions')) return 'dialysis-unknown';
  // what rose before it, or fell after it, may stand on a page that was not read
  const surrounded = !creatinine || coversAround(facts, 'creatinine-serum', creatinine.at, AKI_WINDOW_DAYS);
  return surrounded ? undefined : 'steadiness-unknown';
}

interface EgfrChoice {
  readonly egfr: readonly Egfr[];
  readonly method?: string | undefined;
  readonly reported?: Measurement<'egfr'> | undefined;
  /** Computed here rather than reported. */
  readonly computed?: true | undefined;
  readonly cystatin?: Measurement<'cystatin-c'> | undefined;
}

const NO_EGFR: EgfrChoice = { egfr: [] };
const OWN_METHOD = 'CKD-EPI 2021 (creatinine)';
/** CKD-EPI 2021 with cystatin C: preferred when reported. @source clinical reference 7.4 */
const COMBINED = '98980-6';

/**
 * The laboratory's CKD-EPI 2021 value of the same day, else our own from creatinine, else an older reported one.
 * @source clinical reference 2.1
 */
function chooseEgfr(
  facts: Facts,
  at: number,
  age: number | undefined,
  creatinine: Measurement<'creatinine-serum'> | undefined,
  settings: ReadingSettings,
): EgfrChoice {
  const reported = resultsOf(facts, 'egfr');
  const newest = (m: Measurement): boolean => rankOf(m) === 1 && exact(m);
  const current =
    nearest(reported, at, settings.filtrationPairingDays, (m) => newest(m) && m.code === COMBINED && isOn(at, m)) ??
    nearest(reported, at, settings.filtrationPairingDays, newest);
  if (current && isOn(at, current)) return asChoice(current);
  const combined = combinedEgfr(facts, age, creatinine);
  if (combined) return combined;
  const own = egfrCandidates(creatinine?.quantity, age, facts.patient.sex);
  const any =
    nearest(reported, at, settings.filtrationPairingDays, exact) ??
    nearest(reported, at, settings.filtrationPairingDays);
  if (own.length === 1) return { egfr: own, method: OWN_METHOD, computed: true, ...(any && { reported: any }) };
  if (current) return asChoice(current);
  if (any) return asChoice(any);
  return own.length > 0 ? { egfr: own, method: `${OWN_METHOD}, female and male`, computed: true } : NO_EGFR;
}

/** With a cystatin C of the same day the combined equation is the better one. @source clinical reference 2.1 (NIDDK) */
function combinedEgfr(
  facts: Facts,
  age: number | undefined,
  creatinine: Measurement<'creatinine-serum'> | undefined,
): EgfrChoice | undefined {
  const { sex } = facts.patient;
  const cystatin = creatinine && latestOfDay(resultsOf(facts, 'cystatin-c'), dayOf(creatinine.at));
  if (!cystatin || age === undefined || !sex) return undefined;
  const egfr = egfrCreatinineCystatin2021(creatinine.quantity, cystatin.quantity, age, sex);
  return egfr && { egfr: [egfr], method: 'CKD-EPI 2021 (creatinine and cystatin C)', computed: true, cystatin };
}

function asChoice(reported: Measurement<'egfr'>): EgfrChoice {
  const entry = CATALOGUE.get(reported.code);
  const method = entry && isAnalyte(entry) ? entry.method : undefined;
  return { egfr: [reported.quantity], method: `reported, ${method ?? 'equation not named'}`, reported };
}

function isOn(at: number, m: Measurement): boolean {
  return dayOf(m.at) === dayOf(at);
}

function rankOf(m: Measurement): number {
  const entry = CATALOGUE.get(m.code);
  return entry && isAnalyte(entry) ? (entry.rank ?? 4) : 4;
}

function exact(m: Measurement): boolean {
  return m.quantity.comparator === undefined;
}

function missingForEgfr(
  creatinine: Measurement<'creatinine-serum'> | undefined,
  age: number | undefined,
  facts: Facts,
): readonly FactName[] {
  const missing: FactName[] = [];
  if (!creatinine) missing.push('creatinine-serum');
  if (age === undefined) missing.push('age');
  if (!facts.patient.sex) missing.push('sex');
  return missing.length > 0 ? missing : ['egfr'];
}

function clearanceOf(
  facts: Facts,
  creatinine: Measurement<'creatinine-serum'> | undefined,
  age: number | undefined,
  weight: Measurement<'body-weight'> | undefined,
): Quantity<'mL/min'> | undefined {
  if (!creatinine || age === undefined || !weight || !facts.patient.sex) return undefined;
  return creatinineClearance(creatinine.quantity, age, weight.quantity, facts.patient.sex);
}

/** The criterion's limits are rounded pairs (2 mg/dL, 177 µmol/L): each is read in its own unit. */
function asReported(creatinine: Measurement<'creatinine-serum'>): Quantity<'mg/dL'> | Quantity<'umol/L'> {
  const { quantity: read, reported } = creatinine;
  const inMicromol = reported.unit !== undefined && respell(reported.unit) === 'umol/L';
  return inMicromol ? quantity(reported.value, 'umol/L', read.comparator) : read;
}

function derivedOf(
  choice: EgfrChoice,
  clearance: Quantity<'mL/min'> | undefined,
  expected: number | undefined,
  ratio: number | undefined,
  age: number | undefined,
): readonly Derived[] {
  const derived: Derived[] = [];
  if (age !== undefined)
    derived.push({ name: 'age', value: age, unit: 'a', method: 'completed years at the specimen' });
  if (choice.computed) {
    for (const egfr of choice.egfr) {
      derived.push({ name: 'egfr', value: egfr.value, unit: egfr.unit, method: choice.method ?? OWN_METHOD });
    }
  }
  if (clearance) {
    derived.push({ name: 'crcl', value: clearance.value, unit: clearance.unit, method: 'Cockcroft-Gault 1976' });
  }
  if (expected !== undefined) {
    derived.push({ name: 'b2m-expected', value: expected, unit: 'mg/L', method: 'Bianchi 2001, at this eGFR' });
  }
  if (ratio !== undefined) {
    derived.push({ name: 'b2m-ratio', value: ratio, unit: '1', method: 'measured ÷ expected from filtration' });
  }
  return derived;
}
