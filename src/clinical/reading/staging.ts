// Every myeloma index from one set of contemporaneous results.
import type { Assessment } from '../quantities/assessment.ts';
import type { Analyte, ConditionFact, Facts, Measurement } from '../facts/types.ts';
import { durieSalmonRenal } from '../instruments/durie-salmon-1975.ts';
import { imsImwgCriteria, imsImwgRisk, type CgsCriterion, type ImsImwgInputs } from '../instruments/ims-imwg-2025.ts';
import { issStage } from '../instruments/iss-2005.ts';
import { r2IssStage } from '../instruments/r2-iss-2022.ts';
import { rIssStage } from '../instruments/r-iss-2015.ts';
import { exceeds } from '../quantities/quantity.ts';
import { dayOf } from '../quantities/time.ts';
import { chooseBaseline, type Baseline } from './baseline.ts';
import { readFish } from './fish.ts';
import { nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

export interface StagingReading extends Pick<Baseline, 'basis' | 'because' | 'b2m'> {
  readonly diagnosis: ConditionFact;
  readonly albumin?: Measurement<'albumin-serum'> | undefined;
  readonly ldh?: Measurement<'ldh-serum'> | undefined;
  /** Above the laboratory's own limit; undefined without a limit. */
  readonly ldhHigh?: boolean | undefined;
  readonly creatinine?: Measurement<'creatinine-serum'> | undefined;
  readonly iss: Assessment;
  readonly rIss: Assessment;
  readonly r2Iss: Assessment;
  readonly imsImwg: Assessment;
  readonly criteria: readonly CgsCriterion[];
  readonly durieSalmon: Assessment;
  readonly inputs: readonly Measurement[];
}

/** Stages a patient with confirmed myeloma, from whatever is there. */
export function readStaging(
  facts: Facts,
  diagnosis: ConditionFact,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): StagingReading {
  const baseline = chooseBaseline(facts, diagnosis, focus, settings);
  const { b2m, basis } = baseline;
  // Without a B2M the other ingredients are looked for around diagnosis, or now.
  const at = b2m?.at ?? diagnosis.at ?? facts.asOf;
  const beside = <A extends Analyte>(analyte: A): Measurement<A> | undefined =>
    nearest(resultsOf(facts, analyte), at, settings.pairingDays, (m) => baseline.belongs(m));
  const albumin = beside('albumin-serum');
  const ldh = beside('ldh-serum');
  const creatinine = beside('creatinine-serum');
  const ldhHigh = isHigh(ldh);
  const quantities = {
    b2m: b2m?.quantity,
    albumin: albumin?.quantity,
  };
  // Of the disease as it was found: a marrow in remission no longer shows what was there. Reports come weeks later.
  const latest = diagnosis.at === undefined ? -Infinity : dayOf(diagnosis.at) + settings.baselineAfterDays;
  const fish = readFish(facts.aberrations.filter((a) => baseline.belongs(a) || dayOf(a.at) <= latest));
  const cgs: ImsImwgInputs = {
    b2m: quantities.b2m,
    creatinine: creatinine?.quantity,
    ...fish,
  };
  const why = baseline.because && BECAUSE[baseline.because];
  const on = ({ system, possible, missing, notes }: Assessment): Assessment => ({
    system,
    possible,
    missing,
    basis,
    notes: why === undefined ? notes : [why, ...(notes ?? [])],
  });
  return {
    basis,
    because: baseline.because,
    b2m,
    diagnosis,
    albumin,
    ldh,
    ldhHigh,
    creatinine,
    iss: on(issStage(quantities)),
    rIss: on(rIssStage({ ...quantities, ldhHigh, ...fish })),
    r2Iss: on(r2IssStage({ ...quantities, ldhHigh, ...fish })),
    imsImwg: on(imsImwgRisk(cgs)),
    criteria: imsImwgCriteria(cgs),
    durieSalmon: on(durieSalmonRenal(creatinine?.quantity)),
    inputs: [b2m, albumin, ldh, creatinine].filter((m) => m !== undefined),
  };
}

const BECAUSE: Readonly<Record<NonNullable<Baseline['because']>, string>> = {
  'no-diagnosis-date': 'the date of diagnosis is not on record: current values, not a diagnostic stage',
  'outside-window': 'drawn outside the window around diagnosis: current values, not a diagnostic stage',
  'after-treatment': 'drawn after treatment began: current values, not a diagnostic stage',
  relapse: 'relapsed disease: current values, not a diagnostic stage',
};

/** High by the laboratory's own limit only: exactly the limit is not high, and no limit means unknown. */
export function isHigh(m: Measurement | undefined): boolean | undefined {
  if (!m) return undefined;
  if (m.range?.high !== undefined) return exceeds(m.quantity, m.range.high, 'above');
  return m.interpretation === undefined ? undefined : m.interpretation === 'high';
}
