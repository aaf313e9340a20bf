// The prognostic indices of diseases other than myeloma that contain B2M.
import type { Assessment } from '../quantities/assessment.ts';
import type { Analyte, Facts, Measurement } from '../facts/types.ts';
import type { IndexInputs, PrognosticIndex } from '../instruments/instrument.ts';
import { PROGNOSTIC_INDICES } from '../instruments/registry.ts';
import { quantity } from '../quantities/quantity.ts';
import { ageOn, daysSince } from '../quantities/time.ts';
import { chooseBaseline, type Baseline } from './baseline.ts';
import { diagnosisOf, type Diagnosis } from './diagnosis.ts';
import { isPresent } from './fish.ts';
import { resultsAbout, type FishResult } from './fish-result.ts';
import { nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import type { CountedTherapy } from './treatment-begun.ts';
import { isHigh } from './staging.ts';

export interface IndexReading {
  readonly index: PrognosticIndex;
  readonly assessment: Assessment;
  readonly basis: Baseline['basis'];
  readonly because?: Baseline['because'] | undefined;
  readonly b2m?: Measurement<'b2m-serum'> | undefined;
  readonly inputs: readonly Measurement[];
  /** What the index was made of. */
  readonly ingredients: IndexInputs;
  /** What dates it, with the therapies against the disease. */
  readonly diagnosis: Diagnosis;
  readonly treatment: Baseline['treatment'];
  /** Where the time since it counts and is known. */
  readonly lastTherapy?: LastTherapy | undefined;
  /** del(17p) and TP53, where the index asks for them. */
  readonly cytogenetics: readonly FishResult[];
}

/** What the indices are made of is read once for those of one disease that look at one time. */
const GROUPS = [
  ...new Map(
    PROGNOSTIC_INDICES.map(({ disease, madeFor }) => [`${disease} ${madeFor}`, { disease, madeFor }]),
  ).values(),
].map(({ disease, madeFor }) => ({
  disease,
  madeFor,
  indices: PROGNOSTIC_INDICES.filter((i) => i.disease === disease && i.madeFor === madeFor),
}));

/** Every index that applies to a confirmed, current disease, even when everything is still possible. */
export function readIndices(
  facts: Facts,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): readonly IndexReading[] {
  return GROUPS.flatMap(({ disease, madeFor, indices }) => {
    const known = diagnosisOf(facts, disease);
    const forRelapse = madeFor === 'relapse';
    if (!known || (forRelapse && known.activity !== 'relapse')) return [];
    const diagnosis = forRelapse ? undated(known) : known;
    const baseline = chooseBaseline(facts, diagnosis, focus, settings);
    const { ingredients, used, lastTherapy } = ingredientsOf(facts, diagnosis, baseline, settings);
    const cytogenetics = disease === 'cll' ? (['del17p', 'tp53'] as const).flatMap((a) => resultsAbout(facts, a)) : [];
    return indices.map((index) => ({
      index,
      assessment: { ...index.assess(ingredients), basis: baseline.basis },
      basis: baseline.basis,
      because: baseline.because,
      b2m: baseline.b2m,
      inputs: used,
      ingredients,
      diagnosis: known,
      treatment: baseline.treatment,
      ...(forRelapse && { lastTherapy }),
      cytogenetics,
    }));
  });
}

/** Without a date there is no time of diagnosis to look back to. */
function undated(diagnosis: Diagnosis): Diagnosis {
  return { ...diagnosis, date: undefined };
}

function ingredientsOf(
  facts: Facts,
  diagnosis: Diagnosis,
  baseline: Baseline,
  settings: ReadingSettings,
): Pick<IndexReading, 'ingredients' | 'lastTherapy'> & { readonly used: readonly Measurement[] } {
  const { b2m } = baseline;
  const at = b2m?.at ?? diagnosis.date?.earliest ?? facts.asOf;
  const beside = <A extends Analyte>(analyte: A): Measurement<A> | undefined =>
    nearest(resultsOf(facts, analyte), at, settings.pairingDays, (m) => baseline.belongs(m));
  const years = ageOn(facts.patient.birthDate, at);
  const lastTherapy = lastTherapyBefore(baseline.treatment, at);
  const found = {
    ldh: beside('ldh-serum'),
    hemoglobin: beside('hemoglobin'),
    platelets: beside('platelets'),
    albumin: beside('albumin-serum'),
    mProtein: beside('m-protein'),
    ecog: beside('ecog'),
  };
  return {
    ingredients: {
      age: years === undefined ? undefined : quantity(years, 'a'),
      sex: facts.patient.sex,
      b2m: b2m?.quantity,
      // FLIPI2 and GELTAMO-IPI were made with the limit of each laboratory: a published one is none.
      b2mHigh: isHigh(b2m),
      ldh: found.ldh?.quantity,
      ldhUpperLimit: found.ldh?.range?.high,
      ldhHigh: isHigh(found.ldh),
      hemoglobin: found.hemoglobin?.quantity,
      platelets: found.platelets?.quantity,
      albumin: found.albumin?.quantity,
      mProtein: found.mProtein?.quantity,
      ecog: found.ecog?.quantity,
      monthsSinceTherapy: lastTherapy?.months,
      del17p: isPresent(facts.aberrations, 'del17p'),
      tp53: isPresent(facts.aberrations, 'tp53'),
    },
    lastTherapy,
    used: [b2m, ...Object.values(found)].flatMap((m) => (m ? [m, ...(m.sameDraw ?? [])] : [])),
  };
}

/** Days of a mean month. */
const MONTH_DAYS = 365.25 / 12;

export interface LastTherapy {
  readonly name: string;
  /** Its start, milliseconds since 1970. */
  readonly at: number;
  /** Mean months from then to the B2M. */
  readonly months: number;
}

/** By the start of each: a drug that goes on began with its first record. @source soumerai-2019 */
function lastTherapyBefore({ therapies }: Baseline['treatment'], at: number): LastTherapy | undefined {
  const starts = new Map<string, CountedTherapy>();
  for (const given of therapies.filter((t) => t.counts !== 'no')) {
    const { name } = given.therapy;
    const first = starts.get(name);
    if (!first || given.dose.earliest < first.dose.earliest) starts.set(name, given);
  }
  const begun = [...starts.values()].filter((t) => t.dose.earliest <= at);
  const [last] = begun.toSorted((a, b) => b.dose.earliest - a.dose.earliest);
  if (!last || begun.some((t) => t.counts === 'open')) return undefined;
  const from = last.dose.earliest;
  return { name: last.therapy.name, at: from, months: daysSince(from, at) / MONTH_DAYS };
}
