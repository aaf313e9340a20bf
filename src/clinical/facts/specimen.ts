// The Specimen of a result, and what it says that it was measured in, where that is not blood.
import { codingsOf } from './listed.ts';
import type { References } from './references.ts';
import type { Analyte } from './types.ts';
import { folded, textsOf } from './words.ts';

export type OtherFluid = 'urine' | 'cerebrospinal fluid';

/**
 * SNOMED CT and HL7 v2 table 0487. @source HL7 v2-to-FHIR concept map of specimen types (HL7/v2-to-fhir); the codes stand
 * in at least two independent public code lists
 */
const FLUIDS: ReadonlyMap<string, OtherFluid> = new Map<string, OtherFluid>([
  ['122575003', 'urine'],
  ['409821005', 'urine'],
  ['UR', 'urine'],
  ['URM', 'urine'],
  ['URT', 'urine'],
  ['258450006', 'cerebrospinal fluid'],
  ['CSF', 'cerebrospinal fluid'],
]);
/** Lower case, accents folded; English, German (Sammelurin), Spanish, French, Italian, Portuguese; not murine or taurine. */
const URINE = /(?<![mpa])urin(?:e|a|o|ary)?\b|harn\b|\borina\b/;
const CSF = /\bcsf\b|cerebro-?spinal|\bliquor\b|cefalorraquid|cephalo-?rachid|\bl\.?c\.?r\.?\b/;

/** The Specimen of a result, where it was gathered. */
export function specimenOf(
  { specimen }: fhir4.Observation,
  from: string,
  references: Pick<References, 'resolve'>,
): fhir4.Specimen | undefined {
  const found = references.resolve(specimen?.reference, from)?.resource;
  return found?.resourceType === 'Specimen' ? found : undefined;
}

/** @returns undefined when no specimen is named, when it was not gathered, and when it is blood or anything else */
export function otherFluidOf(
  observation: fhir4.Observation,
  from: string,
  references: References,
): OtherFluid | undefined {
  const type = specimenOf(observation, from, references)?.type;
  for (const { code } of codingsOf(type)) {
    const fluid = typeof code === 'string' ? FLUIDS.get(code) : undefined;
    if (fluid) return fluid;
  }
  const words = [...textsOf(type), observation.specimen?.display].flatMap((w) =>
    typeof w === 'string' ? [folded(w)] : [],
  );
  if (words.some((w) => CSF.test(w))) return 'cerebrospinal fluid';
  return words.some((w) => URINE.test(w)) ? 'urine' : undefined;
}

const OF_BLOOD: ReadonlySet<Analyte> = new Set<Analyte>([
  'b2m-serum',
  'b2m-serum-postdialysis',
  'creatinine-serum',
  'albumin-serum',
  'ldh-serum',
  'egfr',
  'cystatin-c',
  'calcium-serum',
  'm-protein',
  'free-kappa',
  'free-lambda',
  'free-light-chain-ratio',
  'hemoglobin',
  'platelets',
]);

export function isOfBlood(analyte: Analyte): boolean {
  return OF_BLOOD.has(analyte);
}
