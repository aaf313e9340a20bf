// Every myeloma index from one set of contemporaneous results.
import { determined, type Assessment } from '../quantities/assessment.ts';
import type { Analyte, Facts, Measurement } from '../facts/types.ts';
import { durieSalmonRenal } from '../instruments/durie-salmon-1975.ts';
import { imsImwgCriteria, imsImwgRisk, type CgsCriterion, type ImsImwgInputs } from '../instruments/ims-imwg-2025.ts';
import { issStage } from '../instruments/iss-2005.ts';
import { r2IssStage } from '../instruments/r2-iss-2022.ts';
import { rIssStage } from '../instruments/r-iss-2015.ts';
import { exceeds } from '../quantities/quantity.ts';
import { daysSince } from '../quantities/time.ts';
import { chooseBaseline, type Baseline } from './baseline.ts';
import type { Diagnosis } from './diagnosis.ts';
import { readFish, type Fish } from './fish.ts';
import { nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { steadinessOf } from './steadiness.ts';
import { around } from './window.ts';

export interface StagingReading extends Pick<Baseline, 'basis' | 'because' | 'b2m' | 'forRecord' | 'treatment'> {
  readonly diagnosis: Diagnosis;
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
  /** Creatinine was steady when the B2M was drawn, as far as is known. */
  readonly steady: boolean;
  /** Other B2M of the same window that make another ISS stage, newest first. */
  readonly otherStages: readonly { readonly b2m: Measurement<'b2m-serum'>; readonly stage: string }[];
  /** The cytogenetic results behind it, and those that were passed over. */
  readonly fish: Fish;
  /** A FISH result of that time that R-ISS is made of was read. */
  readonly fishRead: boolean;
}

/** Without a B2M the other ingredients are those of today, while one drawn today would still be a baseline. */
function whenPaired({ asOf }: Facts, { date }: Diagnosis, { baselineAfterDays }: ReadingSettings): number {
  return date && daysSince(date.earliest, asOf) > baselineAfterDays ? date.earliest : asOf;
}

/** Stages a patient with confirmed myeloma, from whatever is there. */
export function readStaging(
  facts: Facts,
  diagnosis: Diagnosis,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): StagingReading {
  const baseline = chooseBaseline(facts, diagnosis, focus, settings);
  const { b2m, basis } = baseline;
  const at = b2m?.at ?? whenPaired(facts, diagnosis, settings);
  const days = settings.pairingDays;
  const isOfThatTime = (m: Measurement): boolean =>
    !b2m?.until || around(b2m, { earliest: m.at, latest: m.at }, days, days) === 'inside';
  const beside = <A extends Analyte>(analyte: A): Measurement<A> | undefined =>
    nearest(resultsOf(facts, analyte), at, settings.pairingDays, (m) => baseline.belongs(m) && isOfThatTime(m));
  const albumin = beside('albumin-serum');
  const ldh = beside('ldh-serum');
  const creatinine = beside('creatinine-serum');
  const ldhHigh = isHigh(ldh);
  const quantities = {
    b2m: b2m?.quantity,
    albumin: albumin?.quantity,
  };
  // Of the disease as it was found: a marrow in remission no longer shows what was there.
  const fish = readFish(facts, diagnosis.date, baseline.treatment.firstDose);
  const cgs: ImsImwgInputs = {
    b2m: quantities.b2m,
    creatinine: creatinine?.quantity,
    ...fish.inputs,
  };
  // A low share of cells does not meet criterion 1, but while it leaves del(17p) open not everything is assessed.
  const assessed = fish.inputs.del17p === undefined ? { ...cgs, del17pFraction: undefined } : cgs;
  const iss = issStage(quantities);
  // Without a B2M nothing was drawn at any time.
  const why = b2m && baseline.because && `staging-${baseline.because}`;
  const on = ({ system, possible, missing, notes }: Assessment): Assessment => ({
    system,
    possible,
    missing,
    basis: b2m && basis,
    notes: why === undefined ? notes : [why, ...(notes ?? [])],
  });
  return {
    basis,
    because: baseline.because,
    forRecord: baseline.forRecord,
    treatment: baseline.treatment,
    b2m,
    diagnosis,
    albumin,
    ldh,
    ldhHigh,
    creatinine,
    steady: !b2m || steadinessOf(facts).around(b2m.at, creatinine).unsteady === undefined,
    fish,
    fishRead: [fish.inputs.del17p, fish.inputs.t4_14, fish.inputs.t14_16].some((found) => found !== undefined),
    otherStages: basis === 'baseline' ? otherStages(facts, diagnosis, baseline, iss, settings) : [],
    iss: on(iss),
    rIss: on(rIssStage({ ...quantities, ldhHigh, ...fish.inputs })),
    r2Iss: on(r2IssStage({ ...quantities, ldhHigh, ...fish.inputs })),
    imsImwg: on(imsImwgRisk(assessed)),
    criteria: imsImwgCriteria(cgs),
    durieSalmon: on(durieSalmonRenal(creatinine?.quantity)),
    inputs: [b2m, ...(b2m?.sameDraw ?? []), albumin, ...(albumin?.sameDraw ?? []), ldh, creatinine].filter(
      (m) => m !== undefined,
    ),
  };
}

/** ISS of the other B2M of the window, each with the albumin of its time, where it is another stage. */
function otherStages(
  facts: Facts,
  diagnosis: Diagnosis,
  { b2m: used, belongs }: Baseline,
  iss: Assessment,
  settings: ReadingSettings,
): StagingReading['otherStages'] {
  const { baselineBeforeDays, baselineAfterDays, pairingDays } = settings;
  const isInside = (m: Measurement): boolean =>
    around(m, diagnosis.date, baselineBeforeDays, baselineAfterDays) === 'inside' && belongs(m);
  return resultsOf(facts, 'b2m-serum').flatMap((b2m) => {
    if (b2m === used || !isInside(b2m)) return [];
    const albumin = nearest(resultsOf(facts, 'albumin-serum'), b2m.at, pairingDays, isInside);
    const stage = determined(issStage({ b2m: b2m.quantity, albumin: albumin?.quantity }));
    return stage === undefined || stage === determined(iss) ? [] : [{ b2m, stage }];
  });
}

/** High by the laboratory's own limit only: exactly the limit is not high, and no limit means unknown. */
export function isHigh(m: Measurement | undefined): boolean | undefined {
  if (!m) return undefined;
  if (m.range?.high !== undefined) return exceeds(m.quantity, m.range.high, 'above');
  return m.interpretation === undefined ? undefined : m.interpretation === 'high';
}
