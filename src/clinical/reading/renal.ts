// The kidneys' share in a B2M: eGFR beside it, what filtration alone predicts, and when none of this may be said.
import type { Assessment, Derived, FactName } from '../quantities/assessment.ts';
import { STATED_WEIGHT } from '../facts/catalogue.ts';
import { covers, coversAround } from '../facts/coverage.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import { expectedB2m } from '../instruments/b2m-expected.ts';
import { ADULT_AGE, type Egfr } from '../instruments/ckd-epi-2021.ts';
import { creatinineClearance } from '../instruments/cockcroft-gault-1976.ts';
import { AKI_RELATIVE_DAYS } from '../instruments/kdigo-aki-2012.ts';
import { imwgRenalCriterion } from '../instruments/imwg-renal-2014.ts';
import { gfrCategory, REDUCED_GFR, SEVERELY_REDUCED_GFR } from '../instruments/kdigo-gfr-2012.ts';
import { GFR_VALIDITY, renalConfounding } from '../instruments/renal-confounding.ts';
import { exceeds, quantity, type Quantity } from '../quantities/quantity.ts';
import { ageOn } from '../quantities/time.ts';
import { isPrinted } from '../quantities/units.ts';
import { LONG_DAYS } from './creatinine-course.ts';
import { chooseEgfr, NO_EGFR, OWN_METHOD, type EgfrChoice } from './egfr.ts';
import type { KidneyStatus } from './kidney.ts';
import { isPregnant } from './pregnancy.ts';
import { nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { steadinessOf, type SteadinessReading } from './steadiness.ts';

/** Why no eGFR-based reading is made. */
export type Withheld =
  | 'child'
  | 'dialysis'
  | 'end-stage'
  | 'dialysis-open'
  | 'pregnancy'
  | 'unsteady'
  | 'dialysis-unknown'
  | 'rough-date'
  | 'steadiness-unknown';

export interface RenalReading {
  readonly withheld?: Withheld | undefined;
  /** Of the creatinine that it is read with. */
  readonly steadiness: SteadinessReading;
  /** The eGFR used; two when the sex is unknown; none when it cannot be had. */
  readonly egfr: readonly Egfr[];
  readonly egfrMethod?: string | undefined;
  /** With cystatin C, where it differs much from the one used. */
  readonly egfrWithCystatin?: { readonly egfr: Egfr; readonly of: Measurement } | undefined;
  readonly creatinine?: Measurement<'creatinine-serum'> | undefined;
  /** The laboratory's own eGFR nearest to the specimen, whether or not it is the one used. */
  readonly reportedEgfr?: Measurement<'egfr'> | undefined;
  /** Measured where that is of the last 30 days, else by Cockcroft-Gault. */
  readonly clearance?: Quantity<'mL/min'> | undefined;
  readonly measuredClearance?: Measurement<'creatinine-clearance'> | undefined;
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
  const steadiness = steadinessOf(facts).around(at, creatinine);
  const withheld = withheldBecause(facts, kidney, steadiness, { age, at, isRough, creatinine });
  const choice = withheld ? NO_EGFR : chooseEgfr(facts, { at, age, creatinine }, settings);
  const measured = withheld
    ? undefined
    : nearest(resultsOf(facts, 'creatinine-clearance'), at, settings.pairingDays, (m) => !m.quantity.comparator);
  const weight = measured ? undefined : weightOf(facts, at, settings.filtrationPairingDays);
  const clearance = withheld ? undefined : (measured?.quantity ?? clearanceOf(facts, creatinine, age, weight));
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
    withheld: withheld && `withheld-${withheld}`,
  });
  return {
    withheld,
    steadiness,
    egfr: choice.egfr,
    egfrMethod: choice.method,
    egfrWithCystatin: choice.withCystatin,
    creatinine,
    reportedEgfr: choice.reported,
    clearance,
    measuredClearance: measured,
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
    inputs: [creatinine, choice.cystatin, choice.reported, measured, clearance && weight].filter(
      (m) => m !== undefined,
    ),
    derived: derivedOf(choice, measured ? undefined : clearance, weight?.code, expected, ratio, age),
  };
}

function beyondFiltration(possible: readonly string[]): RenalReading['beyondFiltration'] {
  const [partly, well] = [possible.includes('partly-beyond-filtration'), possible.includes('well-beyond-filtration')];
  if (possible.length !== (partly ? 1 : 0) + (well ? 1 : 0)) return undefined;
  if (!partly) return 'well';
  return well ? 'at least partly' : 'partly';
}

interface Moment {
  readonly at: number;
  readonly age: number | undefined;
  readonly isRough: boolean;
  readonly creatinine: Measurement<'creatinine-serum'> | undefined;
}

function withheldBecause(
  facts: Facts,
  kidney: KidneyStatus,
  { unsteady, course }: SteadinessReading,
  { age, at, isRough, creatinine }: Moment,
): Withheld | undefined {
  if (age !== undefined && age < ADULT_AGE) return 'child';
  if (kidney.dialysis) return 'dialysis';
  if (kidney.endStage) return 'end-stage';
  if (kidney.dialysisOpen) return 'dialysis-open';
  if (isRough) return 'rough-date';
  if (unsteady) return 'unsteady';
  if (isPregnant(facts, at)) return 'pregnancy';
  const mayBe = facts.contexts.some(
    (c) => (c.kind === 'dialysis' || c.kind === 'esrd') && c.certainty === 'unknown' && c.activity !== 'inactive',
  );
  if (mayBe || !covers(facts, 'conditions')) return 'dialysis-unknown';
  // what rose before it, or fell after it, may stand on a page that was not read
  const surrounded = !creatinine || coversAround(facts, 'creatinine-serum', creatinine.at, AKI_RELATIVE_DAYS);
  const comparable =
    !creatinine || course?.compared === true || coversAround(facts, 'creatinine-serum', creatinine.at, LONG_DAYS, 0);
  return surrounded && comparable ? undefined : 'steadiness-unknown';
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

/** What was weighed before what the patient says. */
function weightOf(facts: Facts, at: number, days: number): Measurement<'body-weight'> | undefined {
  const all = resultsOf(facts, 'body-weight');
  return nearest(all, at, days, (m) => m.code !== STATED_WEIGHT) ?? nearest(all, at, days);
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
export function asReported(creatinine: Measurement<'creatinine-serum'>): Quantity<'mg/dL'> | Quantity<'umol/L'> {
  const { quantity: read, reported } = creatinine;
  return isPrinted(reported.unit, 'umol/L') ? quantity(reported.value, 'umol/L', read.comparator) : read;
}

function derivedOf(
  choice: EgfrChoice,
  clearance: Quantity<'mL/min'> | undefined,
  weighed: string | undefined,
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
    const method = `Cockcroft-Gault 1976${weighed === STATED_WEIGHT ? ', weight as the patient states it' : ''}`;
    derived.push({ name: 'crcl', value: clearance.value, unit: clearance.unit, method });
  }
  if (expected !== undefined) {
    derived.push({ name: 'b2m-expected', value: expected, unit: 'mg/L', method: 'Bianchi 2001, at this eGFR' });
  }
  if (ratio !== undefined) {
    derived.push({ name: 'b2m-ratio', value: ratio, unit: '1', method: 'measured ÷ expected from filtration' });
  }
  return derived;
}
