// Everything a specialist would read off one patient's facts, computed once and shared by all rules.
import type { Facts, Measurement } from '../facts/types.ts';
import { ADULT_AGE } from '../instruments/ckd-epi-2021.ts';
import { exceeds } from '../quantities/quantity.ts';
import { ageOn, ageRange } from '../quantities/time.ts';
import { comfortCare, weighCare, type CareEntry } from './comfort-care.ts';
import { diagnosisOf, type Diagnosis } from './diagnosis.ts';
import { readIndices, type IndexReading } from './indices.ts';
import { isSteadyNow, readInjury, type InjuryReading } from './injury.ts';
import { readKidneyStatus, type KidneyStatus } from './kidney.ts';
import { upperLimit, type UpperLimit } from './reference-limit.ts';
import { readRenal, type RenalReading } from './renal.ts';
import { newest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { readStaging, type StagingReading } from './staging.ts';
import { isUnitInDoubt } from './unit-doubt.ts';
import { readTrend, type TrendReading } from './trend-reading.ts';
import { readUrine, type UrineReading } from './urine-reading.ts';

/** Why nothing is read. */
export type OutOfScope = 'child' | 'deceased' | 'comfort-care';

export interface Reading {
  readonly facts: Facts;
  /** Completed years at the moment of reading; undefined when the birth date does not tell. */
  readonly age?: number | undefined;
  /** Why the patient is out of scope, so that nothing is computed and said: below 18 years, comfort care, deceased. */
  readonly outOfScope?: OutOfScope | undefined;
  /** In palliative care, which accompanies treatment: no survival is told and no work-up offered. */
  readonly palliative: boolean;
  /** What says so, and what is passed over. */
  readonly care: readonly CareEntry[];
  /** The serum B2M being looked at. */
  readonly focus?: Measurement<'b2m-serum'> | undefined;
  readonly limit?: UpperLimit | undefined;
  /** Above the upper limit; undefined without a B2M or when a comparator leaves it open. */
  readonly elevated?: boolean | undefined;
  /** Too high to be believed without a look at its unit. */
  readonly unitInDoubt: boolean;
  readonly kidney: KidneyStatus;
  /** What the newest creatinine says of the kidneys now. */
  readonly injury?: InjuryReading | undefined;
  /** Neither the newest creatinine nor the problem list says that the kidneys are changing now. */
  readonly steadyNow: boolean;
  readonly renal: RenalReading;
  readonly myeloma?: Diagnosis | undefined;
  readonly staging?: StagingReading | undefined;
  readonly indices: readonly IndexReading[];
  readonly trend?: TrendReading | undefined;
  readonly urine?: UrineReading | undefined;
}

/**
 * Reads the facts.
 *
 * @param focusReferences references of the results being looked at; empty: the newest serum B2M is what is looked at
 */
export function readPatient(facts: Facts, settings: ReadingSettings, focusReferences: ReadonlySet<string>): Reading {
  const serum = resultsOf(facts, 'b2m-serum');
  const rough = facts.roughlyDated['b2m-serum'] ?? [];
  const isFocus = (m: Measurement): boolean => focusReferences.has(m.reference);
  const focus = newest(serum.filter(isFocus)) ?? rough.find(isFocus) ?? newest(serum) ?? rough[0];
  const kidney = readKidneyStatus(facts, settings);
  const entriesOfCare = weighCare(facts, settings);
  const care = comfortCare(entriesOfCare);
  const outOfScope = outOfScopeBecause(facts, focus?.at ?? facts.asOf, care);
  const adult = outOfScope === undefined;
  const age = ageOn(facts.patient.birthDate, focus?.at ?? facts.asOf);
  const renal = readRenal(facts, focus, kidney, settings);
  const limit = focus && upperLimit(focus, age);
  const injury = adult ? readInjury(facts, kidney, settings) : undefined;
  const myeloma = diagnosisOf(facts, 'myeloma');
  // What a replaced record lacks may stand in the one that replaced it.
  const stageable = adult && !facts.patient.replaced;
  const staging = stageable && myeloma ? readStaging(facts, myeloma, focus, settings) : undefined;
  const indices = stageable ? readIndices(facts, focus, settings) : [];
  const isComparable = !kidney.dialysis && !kidney.endStage && focus?.until === undefined;
  const trend = adult && isComparable ? readTrend(facts, focus, settings) : undefined;
  const urine = adult ? readUrine(facts, settings) : undefined;
  const elevated = focus && limit && exceeds(focus.quantity, limit.value, 'above');
  return {
    facts,
    age,
    outOfScope,
    palliative: care === 'soft',
    care: entriesOfCare,
    focus,
    limit,
    elevated,
    unitInDoubt: isUnitInDoubt(facts, focus?.quantity, kidney, renal),
    kidney,
    injury,
    steadyNow: isSteadyNow(facts),
    renal,
    myeloma,
    staging,
    indices,
    trend,
    urine,
  };
}

/** @source clinical reference 11.1, rule 7 */
function outOfScopeBecause(facts: Facts, at: number, care: ReturnType<typeof comfortCare>): OutOfScope | undefined {
  const ages = ageRange(facts.patient.birthDate, at);
  // An age that may be below 18 is below 18.
  if (ages && ages[0] < ADULT_AGE) return 'child';
  if (facts.patient.deceased) return 'deceased';
  return care === 'stop' ? 'comfort-care' : undefined;
}
