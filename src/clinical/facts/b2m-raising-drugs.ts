// Drugs on the medication list that raise serum B2M by themselves: lithium and ciclosporin.
import { codingsOf, listed } from './listed.ts';
import type { References } from './references.ts';
import { systemOf } from './systems.ts';
import { begunAt, mayBeGiven, medicationIn, nameOf, isOngoing, type MedicationRecord } from './treatment.ts';
import type { RaisingDrug, Sourced } from './types.ts';
import { folded, textsOf } from './words.ts';

/** @source clinical reference 5: ATC (WHO), RxNorm ingredients; Mayo Clinic Laboratories names the two drugs */
const CODES: ReadonlyMap<string, RaisingDrug['ingredient']> = new Map([
  ['atc|N05AN01', 'lithium'],
  ['rxnorm|6448', 'lithium'],
  ['rxnorm|42351', 'lithium'],
  ['rxnorm|52105', 'lithium'],
  ['atc|L04AD01', 'ciclosporin'],
  ['rxnorm|3008', 'ciclosporin'],
]);

/** Lower case, accents folded; English, German, Spanish, French, Italian, Portuguese. */
const NAMES: readonly (readonly [RegExp, RaisingDrug['ingredient']])[] = [
  [/\b(?:lithium|litio)\b/, 'lithium'],
  [/\bc[iy]closporin[ea]?\b/, 'ciclosporin'],
];
/** Drops for the eye do not reach the blood. */
const FOR_THE_EYE = /\b(?:eye|ophthalm|augen|collyr|colir)/;
const EYE_DROPS = 'atc|S01XA18';

/** Those that may have been given, with when each began as far as the record tells. */
export function readRaisingDrugs(
  records: readonly Sourced<MedicationRecord>[],
  references: References,
): readonly RaisingDrug[] {
  return records.flatMap(({ resource, reference }) => {
    if (!mayBeGiven(resource)) return [];
    const ingredient = ingredientOf(medicationIn(resource, reference, references), resource);
    if (!ingredient) return [];
    const begun = begunAt(resource, reference, references);
    return [
      { ingredient, reference, ...(begun && { at: begun.earliest }), ...(isOngoing(resource) && { ongoing: true }) },
    ];
  });
}

function ingredientOf(
  medication: fhir4.CodeableConcept | undefined,
  resource: MedicationRecord,
): RaisingDrug['ingredient'] | undefined {
  if (!medication) return undefined;
  const codes = codingsOf(medication).map(({ system, code }) => `${systemOf(system) ?? ''}|${code ?? ''}`);
  const words = folded(`${nameOf(medication)} ${routeOf(resource)}`);
  if (codes.includes(EYE_DROPS) || FOR_THE_EYE.test(words)) return undefined;
  return (
    codes.map((code) => CODES.get(code)).find((i) => i !== undefined) ?? NAMES.find(([name]) => name.test(words))?.[1]
  );
}

function routeOf(resource: MedicationRecord): string {
  const dosages =
    resource.resourceType === 'MedicationStatement'
      ? resource.dosage
      : resource.resourceType === 'MedicationAdministration'
        ? [resource.dosage ?? {}]
        : resource.dosageInstruction;
  return listed(dosages)
    .flatMap((d) => textsOf(d.route))
    .join(' ');
}
