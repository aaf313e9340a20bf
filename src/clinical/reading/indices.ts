// The prognostic indices of diseases other than myeloma that contain B2M.
import type { Assessment } from '../quantities/assessment.ts';
import type { Analyte, ConditionFact, Disease, Facts, Measurement } from '../facts/types.ts';
import { ball } from '../instruments/ball-2019.ts';
import { cllIpi } from '../instruments/cll-ipi-2016.ts';
import { flipi2 } from '../instruments/flipi2-2009.ts';
import { geltamoIpi } from '../instruments/geltamo-ipi-2017.ts';
import { ipsswm } from '../instruments/ipsswm-2009.ts';
import { primaPi } from '../instruments/prima-pi-2018.ts';
import { ripsswm } from '../instruments/ripsswm-2019.ts';
import { exceeds, quantity, type Quantity } from '../quantities/quantity.ts';
import { ageOn } from '../quantities/time.ts';
import { chooseBaseline, type Baseline } from './baseline.ts';
import { diagnosisOf } from './diagnosis.ts';
import { isPresent } from './fish.ts';
import { upperLimit } from './reference-limit.ts';
import { nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { isHigh } from './staging.ts';

type Indexed = Extract<Disease, 'cll' | 'waldenstrom' | 'follicular-lymphoma' | 'dlbcl'>;

export interface IndexReading {
  readonly disease: Indexed;
  readonly assessment: Assessment;
  readonly basis: Baseline['basis'];
  readonly because?: Baseline['because'] | undefined;
  readonly b2m?: Measurement<'b2m-serum'> | undefined;
  readonly inputs: readonly Measurement[];
}

/** What the indices are made of, read once for a disease. */
interface Ingredients {
  readonly facts: Facts;
  readonly age?: Quantity<'a'> | undefined;
  readonly b2m?: Quantity<'mg/L'> | undefined;
  readonly b2mHigh?: boolean | undefined;
  readonly ldhHigh?: boolean | undefined;
  readonly ldh?: Measurement<'ldh-serum'> | undefined;
  readonly hemoglobin?: Quantity<'g/dL'> | undefined;
  readonly platelets?: Quantity<'10*9/L'> | undefined;
  readonly albumin?: Quantity<'g/dL'> | undefined;
  readonly mProtein?: Quantity<'g/dL'> | undefined;
  readonly ecog?: Quantity<'1'> | undefined;
  readonly used: readonly Measurement[];
}

type Index = (i: Ingredients) => Assessment;

/** One made for relapse is read from the B2M of now, whatever was measured at diagnosis. */
const INDICES: readonly (readonly [Indexed, readonly Index[], 'relapse'?])[] = [
  ['cll', [ofCllIpi]],
  ['cll', [ofBall], 'relapse'],
  [
    'waldenstrom',
    [(i) => ipsswm(i), (i) => ripsswm({ ...i, ldh: i.ldh?.quantity, ldhUpperLimit: i.ldh?.range?.high })],
  ],
  ['follicular-lymphoma', [(i) => flipi2(i), (i) => primaPi(i)]],
  ['dlbcl', [(i) => geltamoIpi(i)]],
];

/** Every index that applies to a confirmed, current disease, even when everything is still possible. */
export function readIndices(
  facts: Facts,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): readonly IndexReading[] {
  return INDICES.flatMap(([disease, indices, madeFor]) => {
    const known = diagnosisOf(facts, disease);
    if (!known || (madeFor && known.activity !== madeFor)) return [];
    const diagnosis = madeFor ? undated(known) : known;
    const baseline = chooseBaseline(facts, diagnosis, focus, settings);
    const ingredients = ingredientsOf(facts, diagnosis, baseline, settings);
    return indices.map((index) => ({
      disease,
      assessment: { ...index(ingredients), basis: baseline.basis },
      basis: baseline.basis,
      because: baseline.because,
      b2m: baseline.b2m,
      inputs: ingredients.used,
    }));
  });
}

/** Without a date there is no time of diagnosis to look back to. */
function undated({ kind, certainty, activity, reference }: ConditionFact): ConditionFact {
  return { kind, certainty, activity, reference };
}

function ingredientsOf(
  facts: Facts,
  diagnosis: ConditionFact,
  baseline: Baseline,
  settings: ReadingSettings,
): Ingredients {
  const { b2m } = baseline;
  const at = b2m?.at ?? diagnosis.at ?? facts.asOf;
  const beside = <A extends Analyte>(analyte: A): Measurement<A> | undefined =>
    nearest(resultsOf(facts, analyte), at, settings.pairingDays, (m) => baseline.belongs(m));
  const years = ageOn(facts.patient.birthDate, at);
  const found = {
    ldh: beside('ldh-serum'),
    hemoglobin: beside('hemoglobin'),
    platelets: beside('platelets'),
    albumin: beside('albumin-serum'),
    mProtein: beside('m-protein'),
    ecog: beside('ecog'),
  };
  return {
    facts,
    age: years === undefined ? undefined : quantity(years, 'a'),
    b2m: b2m?.quantity,
    b2mHigh: b2m && exceeds(b2m.quantity, upperLimit(b2m, years).value, 'above'),
    ldhHigh: isHigh(found.ldh),
    ldh: found.ldh,
    hemoglobin: found.hemoglobin?.quantity,
    platelets: found.platelets?.quantity,
    albumin: found.albumin?.quantity,
    mProtein: found.mProtein?.quantity,
    ecog: found.ecog?.quantity,
    used: [b2m, ...Object.values(found)].filter((m) => m !== undefined),
  };
}

function ofCllIpi({ facts, b2m, age }: Ingredients): Assessment {
  const { aberrations } = facts;
  return cllIpi({ b2m, age, del17p: isPresent(aberrations, 'del17p'), tp53: isPresent(aberrations, 'tp53') });
}

function ofBall({ facts, b2m, ldhHigh, hemoglobin }: Ingredients): Assessment {
  return ball({ b2m, ldhHigh, hemoglobin, sex: facts.patient.sex });
}
