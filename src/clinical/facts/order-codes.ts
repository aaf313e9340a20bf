// What an order asks for, as LOINC codes: its own, the site's, and those that a CPT code stands for.
import { loincOf } from './observation.ts';
import { listed } from './listed.ts';
import { systemOf } from './systems.ts';
import { textsOf } from './words.ts';

/** CPT is licensed: numbers only, each with the LOINC code of what it orders. @source clinical reference 7.11 */
const CPT: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['80047', '24321-2'],
  ['80048', '24321-2'],
  ['80053', '24323-8'],
  ['80069', '24362-6'],
  ['80076', '24325-3'],
  ['82232', '1952-1'],
  ['82570', '2161-8'],
  ['82575', '34555-3'],
  ['83521', '104533-5'],
  ['83883', '104533-5'],
  ['84156', '2889-4'],
  ['84165', '24351-9'],
  ['84166', '81231-3'],
  ['86334', '25700-6'],
]);
/** CPT's one code of B2M tells no specimen; the words may. */
const OF_URINE: ReadonlyMap<string, string> = new Map([['1952-1', '1953-9']]);
const URINE = /\burin/i;

/** @returns LOINC codes of an order, its details among them (a panel may list what it holds there) */
export function codesOrdered(
  resource: fhir4.ServiceRequest | fhir4.Observation | fhir4.DiagnosticReport,
  localCodes: ReadonlyMap<string, string>,
): readonly string[] {
  const details = resource.resourceType === 'ServiceRequest' ? asList(resource.orderDetail) : [];
  return [...asList(resource.code), ...details].flatMap((concept) => codesOf(concept, localCodes));
}

function codesOf(concept: fhir4.CodeableConcept, localCodes: ReadonlyMap<string, string>): readonly string[] {
  const codings = asList(concept.coding);
  const inUrine = textsOf({ ...concept, coding: [...codings] }).some((w) => URINE.test(w));
  return codings.flatMap((coding) => {
    const loinc = loincOf(coding, localCodes);
    if (loinc !== undefined) return [loinc];
    if (systemOf(coding.system) !== 'cpt') return [];
    const ordered = CPT.get(coding.code);
    return ordered === undefined ? [] : [(inUrine ? OF_URINE.get(ordered) : undefined) ?? ordered];
  });
}

/** Real EHRs send one object where a list belongs. */
function asList<T extends object>(value: readonly T[] | T | undefined): readonly T[] {
  if (isArray(value)) return listed(value);
  return typeof value === 'object' && value !== null ? [value] : [];
}

function isArray<T>(value: readonly T[] | T): value is readonly T[] {
  return Array.isArray(value);
}
