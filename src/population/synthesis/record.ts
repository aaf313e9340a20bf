// A made-up patient's truth → the FHIR resources that an EHR would export of him, slips and all.
import { DAY_MS, isoDay } from '../../clinical/quantities/time.ts';
import type { Disease, Draw, Truth } from './truth.ts';

const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';
/** Laboratory B's own code for B2M, which a site maps in its configuration. */
export const LOCAL_CODE = { system: 'https://laboratory-b.example.org/codes', code: 'B2MIK', loinc: '1952-1' } as const;

/** @source the code lists of the services: SNOMED CT, ICD-10-CM */
const PROBLEMS: Readonly<Record<Exclude<Disease, 'none'>, fhir4.Coding>> = {
  'new-myeloma': { system: SNOMED, code: '109989006', display: 'Multiple myeloma' },
  'treated-myeloma': { system: SNOMED, code: '109989006', display: 'Multiple myeloma' },
  mgus: { system: SNOMED, code: '277577000', display: 'Monoclonal gammopathy of uncertain significance' },
  'smouldering-myeloma': { system: SNOMED, code: '413587002', display: 'Smoldering myeloma' },
  cll: { system: SNOMED, code: '92814006', display: 'Chronic lymphocytic leukemia' },
  waldenstrom: { system: SNOMED, code: '190818004', display: 'Waldenström macroglobulinemia' },
  'follicular-lymphoma': { system: SNOMED, code: '308121000', display: 'Follicular non-Hodgkin lymphoma' },
};

interface Analyte {
  readonly code: string;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
}

const ANALYTES: Readonly<Record<'b2m' | 'albumin' | 'creatinine' | 'ldh' | 'hemoglobin', Analyte>> = {
  b2m: { code: '1952-1', unit: 'mg/L', low: 0.8, high: 2.34 },
  albumin: { code: '1751-7', unit: 'g/dL', low: 3.5 },
  creatinine: { code: '2160-0', unit: 'mg/dL' },
  ldh: { code: '2532-0', unit: 'U/L', high: 225 },
  hemoglobin: { code: '718-7', unit: 'g/dL' },
};

/** @param end of the record, milliseconds since 1970, a midnight */
export function toResources(truth: Truth, end: number): readonly fhir4.FhirResource[] {
  const subject = { reference: `Patient/${truth.id}` };
  const day = (daysAgo: number): string => isoDay(end - daysAgo * DAY_MS);
  const visit = (daysAgo: number, i: number): fhir4.Encounter => ({
    resourceType: 'Encounter',
    id: `${truth.id}-e${i}`,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    serviceType: { text: truth.disease === 'none' ? 'Medicine' : 'Haematology' },
    participant: [{ individual: { reference: `Practitioner/${practitionerOf(truth)}` } }],
    subject,
    period: { start: `${day(daysAgo)}T08:00:00Z`, end: `${day(daysAgo)}T08:30:00Z` },
  });
  const days = [...new Set([...truth.draws.map((d) => d.daysAgo), ...truth.visits])].sort((a, b) => b - a);
  const visitOf = ({ daysAgo }: Draw): string => `Encounter/${truth.id}-e${days.indexOf(daysAgo)}`;
  return [
    {
      resourceType: 'Patient',
      id: truth.id,
      gender: truth.sex,
      birthDate: `${new Date(end).getUTCFullYear() - truth.age}-01-15`,
    },
    ...problemsOf(truth, subject, day),
    ...days.map(visit),
    ...truth.draws.flatMap((draw, i) => [
      ...resultsOf(truth, draw, i, subject, day, visitOf(draw)),
      ...othersOf(truth, draw, i, subject, day),
    ]),
    ...treatmentOf(truth, subject, day),
    ...dialysisOf(truth, subject, day),
    ...fishOf(truth, subject, day),
  ];
}

function practitionerOf({ id }: Truth): string {
  return `clinician-${(Number(id.replace(/\D+/g, '')) % 20) + 1}`;
}

type Day = (daysAgo: number) => string;

function problemsOf(truth: Truth, subject: fhir4.Reference, day: Day): readonly fhir4.Condition[] {
  const { id, disease, diagnosed, undated, chronicKidneyDisease } = truth;
  const own: readonly (readonly [fhir4.Coding, number | undefined])[] = [
    ...(disease === 'none' ? [] : [[PROBLEMS[disease], undated ? undefined : diagnosed] as const]),
    ...(chronicKidneyDisease
      ? [[{ system: SNOMED, code: '709044004', display: 'Chronic kidney disease' }, 2_000] as const]
      : []),
  ];
  return own.map(([coding, daysAgo], i) => ({
    resourceType: 'Condition',
    id: `${id}-c${i}`,
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    verificationStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
    },
    code: { coding: [coding], text: coding.display ?? '' },
    subject,
    ...(daysAgo !== undefined && { onsetDateTime: day(daysAgo), recordedDate: day(daysAgo) }),
  }));
}

function resultsOf(
  truth: Truth,
  draw: Draw,
  i: number,
  subject: fhir4.Reference,
  day: Day,
  visit: string,
): readonly fhir4.Observation[] {
  const order = ['creatinine', 'albumin', 'ldh', 'hemoglobin', 'b2m'] as const;
  return order.flatMap((name): readonly fhir4.Observation[] => {
    const value = draw[name];
    if (value === undefined) return [];
    const { code, unit: printed, low, high } = ANALYTES[name];
    const slip = name === 'b2m' ? draw.slip : undefined;
    const unit = slip === 'mg/dL-misprint' ? 'mg/dL' : printed;
    const inUnit = (number: number): fhir4.Quantity =>
      slip === 'no-unit'
        ? { value: number }
        : truth.laboratory === 'B'
          ? { value: number, unit }
          : { value: number, unit, system: 'http://unitsofmeasure.org', code: unit };
    return [
      {
        resourceType: 'Observation',
        id: `${truth.id}-o${i}-${name}`,
        status: slip === 'cancelled' ? 'cancelled' : 'final',
        code: {
          coding: [
            slip === 'local-code' ? { system: LOCAL_CODE.system, code: LOCAL_CODE.code } : { system: LOINC, code },
          ],
        },
        subject,
        encounter: { reference: visit },
        ...(slip === 'partial-date'
          ? { effectiveDateTime: day(draw.daysAgo).slice(0, 7) }
          : { effectiveDateTime: `${day(draw.daysAgo)}T08:10:00Z`, issued: `${day(draw.daysAgo)}T11:00:00Z` }),
        valueQuantity: inUnit(value),
        ...((low !== undefined || high !== undefined) && {
          referenceRange: [
            { ...(low !== undefined && { low: inUnit(low) }), ...(high !== undefined && { high: inUnit(high) }) },
          ],
        }),
      },
    ];
  });
}

/** Drawn with it, as everywhere: of no use to us, to be passed over. */
function othersOf(
  { id }: Truth,
  { daysAgo }: Draw,
  i: number,
  subject: fhir4.Reference,
  day: Day,
): readonly fhir4.Observation[] {
  return OTHERS.map(([code, value, unit]) => ({
    resourceType: 'Observation',
    id: `${id}-o${i}-${code}`,
    status: 'final',
    code: { coding: [{ system: LOINC, code }] },
    subject,
    effectiveDateTime: `${day(daysAgo)}T08:10:00Z`,
    issued: `${day(daysAgo)}T11:00:00Z`,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  }));
}

/** Potassium and sodium. */
const OTHERS = [
  ['2823-3', 4.1, 'mmol/L'],
  ['2951-2', 139, 'mmol/L'],
] as const;

function treatmentOf(truth: Truth, subject: fhir4.Reference, day: Day): readonly fhir4.FhirResource[] {
  const { id, treatedSince } = truth;
  if (treatedSince === undefined) return [];
  return ['bortezomib', 'lenalidomide', 'dexamethasone'].map((drug, i) => ({
    resourceType: 'MedicationRequest',
    id: `${id}-m${i}`,
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: drug },
    subject,
    requester: { reference: `Practitioner/${practitionerOf(truth)}` },
    authoredOn: `${day(treatedSince)}T09:00:00Z`,
  }));
}

function dialysisOf({ id, dialysisSince }: Truth, subject: fhir4.Reference, day: Day): readonly fhir4.Procedure[] {
  if (dialysisSince === undefined) return [];
  const sessions = Math.min(12, Math.ceil(dialysisSince / 30));
  return Array.from({ length: sessions }, (_, i) => ({
    resourceType: 'Procedure',
    id: `${id}-p${i}`,
    status: 'completed',
    code: { coding: [{ system: SNOMED, code: '302497006', display: 'Hemodialysis' }] },
    subject,
    performedDateTime: day(dialysisSince - i * 30),
  }));
}

function fishOf({ id, fish }: Truth, subject: fhir4.Reference, day: Day): readonly fhir4.Observation[] {
  if (!fish) return [];
  const found: readonly (readonly [string, boolean])[] = [
    ['81746-0', fish.del17p],
    ['72726-3', fish.t414],
    ['77033-9', false],
    ['81752-8', fish.gain1q],
  ];
  return found.map(([code, present], i) => ({
    resourceType: 'Observation',
    id: `${id}-f${i}`,
    status: 'final',
    code: { coding: [{ system: LOINC, code }] },
    subject,
    effectiveDateTime: day(fish.daysAgo),
    issued: `${day(fish.daysAgo)}T16:00:00Z`,
    valueCodeableConcept: {
      coding: [{ system: LOINC, code: present ? 'LA9633-4' : 'LA9634-2', display: present ? 'Present' : 'Absent' }],
    },
  }));
}
