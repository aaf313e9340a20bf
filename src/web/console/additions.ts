// What can be added to a chart in the console, as the resource an EHR would hold: numbers, diagnoses, drugs, procedures, FISH.
import { CATALOGUE, isAnalyte, LOINC } from '../../clinical/facts/catalogue.ts';
import { nameOfCode } from '../shared/analyte-name.ts';
import { withFinding } from './entries.ts';

export type AdditionKind = 'Number' | 'Diagnosis' | 'Drug' | 'Procedure' | 'FISH';

export interface Addable {
  readonly kind: AdditionKind;
  readonly name: string;
  /** Absent for a drug, which goes by its name. */
  readonly coding?: fhir4.Coding;
  /** Of what is a number: its unit unless told. */
  readonly unit?: string;
}

export interface Addition {
  readonly what: Addable;
  /** A number, `present` or `absent`. */
  readonly value: string;
  readonly unit: string;
  /** ISO date. */
  readonly date: string;
}

const SNOMED = 'http://snomed.info/sct';

/** The first code of each analyte that we read. */
const NUMBERS: readonly Addable[] = [
  ...new Map(
    [...CATALOGUE]
      .toReversed()
      .flatMap(([code, entry]) =>
        isAnalyte(entry) ? [[entry.analyte, { code, unit: entry.units.unit }] as const] : [],
      ),
  ).values(),
]
  .toReversed()
  .map(({ code, unit }) => ({
    kind: 'Number',
    name: nameOfCode(code) ?? code,
    coding: { system: LOINC, code },
    unit,
  }));

const coded =
  (kind: AdditionKind) =>
  ([code, display]: readonly [code: string, display: string]): Addable => ({
    kind,
    name: display,
    coding: { system: SNOMED, code, display },
  });

/** @source SNOMED CT, as the clinical reference has them (docs/clinical-reference.md, 7) */
const DIAGNOSES: readonly (readonly [code: string, display: string])[] = [
  ['109989006', 'Multiple myeloma'],
  ['413587002', 'Smoldering myeloma'],
  ['277577000', 'Monoclonal gammopathy of uncertain significance'],
  ['23132008', 'AL amyloidosis'],
  ['92814006', 'Chronic lymphocytic leukemia'],
  ['190818004', 'Waldenström macroglobulinemia'],
  ['308121000', 'Follicular non-Hodgkin lymphoma'],
  ['443487006', 'Mantle cell lymphoma'],
  ['709044004', 'Chronic kidney disease'],
  ['46177005', 'End-stage renal disease'],
  ['69896004', 'Rheumatoid arthritis'],
  ['385763009', 'Hospice care'],
  ['103735009', 'Palliative care'],
];

/** @source as the diagnoses */
const PROCEDURES: readonly (readonly [code: string, display: string])[] = [
  ['302497006', 'Hemodialysis'],
  ['71192002', 'Peritoneal dialysis'],
  ['70536003', 'Transplant of kidney'],
];

const DRUGS: readonly Addable[] = [
  'Bortezomib',
  'Daratumumab',
  'Lenalidomide',
  'Dexamethasone',
  'Melphalan',
  'Ibrutinib',
  'Gentamicin',
  'Tenofovir disoproxil',
  'Ibuprofen',
].map((name) => ({ kind: 'Drug', name }));

const fish = (code: string, name: string, unit?: string): Addable => ({
  kind: 'FISH',
  name,
  coding: { system: LOINC, code },
  ...(unit !== undefined && { unit }),
});

const FISH: readonly Addable[] = [
  fish('84916-6', 'del(17p), % of cells', '%'),
  fish('81746-0', 'del(17p)'),
  fish('72726-3', 't(4;14)'),
  fish('77033-9', 't(14;16)'),
  fish('90043-1', 't(14;20)'),
  fish('81752-8', '1q gain'),
  fish('103667-2', 'del(1p32), % of cells', '%'),
];

export const ADDABLE: readonly Addable[] = [
  ...NUMBERS,
  ...DIAGNOSES.map(coded('Diagnosis')),
  ...DRUGS,
  ...PROCEDURES.map(coded('Procedure')),
  ...FISH,
];

/** The resource of an addition. @param id unique in the chart */
export function toResource({ what, value, unit, date }: Addition, patientId: string, id: string): fhir4.FhirResource {
  const subject = { reference: `Patient/${patientId}` };
  const code: fhir4.CodeableConcept = { ...(what.coding && { coding: [what.coding] }), text: what.name };
  switch (what.kind) {
    case 'Diagnosis':
      return {
        resourceType: 'Condition',
        id,
        clinicalStatus: status('condition-clinical', 'active'),
        verificationStatus: status('condition-ver-status', 'confirmed'),
        category: [status('condition-category', 'problem-list-item')],
        code,
        subject,
        onsetDateTime: date,
        recordedDate: date,
      };
    case 'Drug':
      return {
        resourceType: 'MedicationRequest',
        id,
        status: 'active',
        intent: 'order',
        medicationCodeableConcept: code,
        subject,
        authoredOn: date,
      };
    case 'Procedure':
      return { resourceType: 'Procedure', id, status: 'completed', code, subject, performedDateTime: date };
    case 'Number':
    case 'FISH':
      return observation({ resourceType: 'Observation', id, status: 'final', code, subject, effectiveDateTime: date });
  }

  function observation(bare: fhir4.Observation): fhir4.Observation {
    if (what.unit === undefined) {
      withFinding(bare, value === 'absent' ? 'absent' : 'present');
      return bare;
    }
    const number = Number(value.replace(',', '.'));
    // what is no number is sent as the text it is
    if (value.trim() === '' || !Number.isFinite(number)) return { ...bare, valueString: value };
    return { ...bare, valueQuantity: { value: number, unit, system: 'http://unitsofmeasure.org', code: unit } };
  }
}

function status(system: string, code: string): fhir4.CodeableConcept {
  return { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }] };
}

/**
 * The chart with further resources: in a Bundle at its end; in a request in the first prefetched Bundle of that type, or
 * that is empty. A request without such a place stays as it is.
 */
export function withAdded<T>(json: T, added: readonly fhir4.FhirResource[]): T {
  if (added.length === 0) return json;
  const copy = structuredClone(json);
  for (const resource of added) placeFor(copy, resource.resourceType)?.push({ resource });
  return copy;
}

/** Is there a place for a resource of that type? */
export function hasPlaceFor(json: unknown, type: string): boolean {
  return placeFor(structuredClone(json), type) !== undefined;
}

type Entries = { readonly resource?: { readonly resourceType?: string } }[];

function placeFor(json: unknown, type: string): Entries | undefined {
  if (isBundle(json)) return (json.entry ??= []);
  const prefetch: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'prefetch') : undefined;
  if (typeof prefetch !== 'object' || prefetch === null) return undefined;
  const bundles = Object.values(prefetch).filter(isBundle);
  const fits =
    bundles.find((b) => b.entry?.some((e) => e.resource?.resourceType === type)) ??
    bundles.find((b) => (b.entry ?? []).length === 0);
  return fits && (fits.entry ??= []);
}

function isBundle(value: unknown): value is { entry?: Entries } {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'resourceType') === 'Bundle';
}
