// A patient's chart in a few words, as FHIR resources: `chart([patient(), b2m('6.1 mg/L'), condition('myeloma')])`.
import type { Located } from '../../src/contracts/service.ts';
import type { Aberration, Facts } from '../../src/clinical/facts/types.ts';
import type { Reading } from '../../src/clinical/reading/reading.ts';
import { comfortCareLists, type ComfortCareLists } from '../../src/clinical/facts/comfort-care.ts';
import { collectFacts } from '../../src/clinical/facts/collect.ts';
import { readPatient } from '../../src/clinical/reading/reading.ts';
import { STAGE_CODES, NCIT } from '../../src/clinical/facts/recorded-stage.ts';
import { READING } from '../../fixtures/published.ts';

export const PATIENT_ID = 'p1';
/** The moment of reading, and the morning of that day, when blood was drawn unless told otherwise. */
export const AS_OF = '2026-11-01T09:00:00Z';
const MORNING = '2026-11-01T07:30:00Z';
const DAY_MS = 86_400_000;
export const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
export const SNOMED = 'http://snomed.info/sct';
const subject = { reference: `Patient/${PATIENT_ID}` };

/** The time of day of the morning sample, some days before it; fractions are hours. */
export function daysAgo(days: number): string {
  return new Date(Date.parse(MORNING) - days * DAY_MS).toISOString();
}

/**
 * What a laboratory prints: `5.5 mg/L`, `<0.5 mg/L`, `6.5`.
 *
 * @throws Error when the text is not a number with or without comparator and unit
 */
export function parseValue(text: string): fhir4.Quantity {
  const match = /^(<=|>=|<|>)?\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*(.*)$/.exec(text);
  if (!match) throw new Error(`not a laboratory value: ${text}`);
  const [, comparator, value, unit] = match;
  return {
    value: Number(value),
    ...(comparator && { comparator: comparator as NonNullable<fhir4.Quantity['comparator']> }),
    ...(unit && { unit, system: UCUM, code: unit }),
  };
}

export interface ObservationOptions {
  readonly id?: string;
  /** When the specimen was taken, a FHIR date or instant; the morning of reading unless told. */
  readonly at?: string;
  readonly issued?: string;
  readonly status?: fhir4.Observation['status'];
  /** The laboratory's limits, as printed: `2.34 mg/L`. */
  readonly low?: string;
  readonly high?: string;
  readonly interpretation?: string;
  /** Anything else of the resource, replacing what stands there; `undefined` takes it away. */
  readonly with?: { readonly [K in keyof fhir4.Observation]?: fhir4.Observation[K] | undefined };
}

/** One result by LOINC code; `undefined` for a result without a value. */
export function observation(
  loinc: string,
  value: string | undefined,
  options: ObservationOptions = {},
): fhir4.Observation {
  const { at = daysAgo(0), issued, low, high, interpretation } = options;
  const made = {
    resourceType: 'Observation' as const,
    ...(options.id && { id: options.id }),
    status: options.status ?? 'final',
    code: { coding: [{ system: LOINC, code: loinc }] },
    subject,
    effectiveDateTime: at,
    ...(issued && { issued }),
    ...(value !== undefined && { valueQuantity: parseValue(value) }),
    ...((low ?? high) !== undefined && {
      referenceRange: [{ ...(low && { low: parseValue(low) }), ...(high && { high: parseValue(high) }) }],
    }),
    ...(interpretation && { interpretation: [{ coding: [{ code: interpretation }] }] }),
    ...options.with,
  };
  return Object.fromEntries(Object.entries(made).filter(([, v]) => v !== undefined)) as unknown as fhir4.Observation;
}

type Result = (value: string, options?: ObservationOptions) => fhir4.Observation;
const result =
  (loinc: string, defaults: ObservationOptions = {}): Result =>
  (value, options) =>
    observation(loinc, value, { ...defaults, ...options });

export const b2m = result('1952-1');
export const creatinine = result('2160-0');
export const albumin = result('1751-7');
/** With the laboratory's limit of 225 U/L. */
export const ldh = result('2532-0', { high: '225 U/L' });
/** The laboratory's own, by CKD-EPI 2021. */
export const egfr = result('98979-8');
export const cystatinC = result('33863-2');
export const weight = result('29463-7');
export const urineB2m = result('1953-9');
export const urinePh = result('2756-5');
export const urineCreatinine = result('2161-8');
export const csfB2m = result('1951-3');
export const hemoglobin = result('718-7');
export const platelets = result('777-3');
export const mProtein = result('33358-3');
export const ecog = result('89247-1');

export interface PatientOptions {
  readonly id?: string;
  readonly gender?: fhir4.Patient['gender'] | undefined;
  readonly birthDate?: string | undefined;
  readonly with?: Partial<fhir4.Patient>;
}

/** A woman of 66 unless told. */
export function patient(options: PatientOptions = {}): fhir4.Patient {
  const { gender, birthDate } = { gender: 'female' as const, birthDate: '1960-06-15', ...options };
  return {
    resourceType: 'Patient',
    id: options.id ?? PATIENT_ID,
    ...(gender && { gender }),
    ...(birthDate && { birthDate }),
    ...options.with,
  };
}

/** SNOMED CT codes by the words of a problem list; a code may be given instead. */
export const PROBLEMS: Readonly<Record<string, string>> = {
  myeloma: '109989006',
  'smouldering myeloma': '413587002',
  mgus: '277577000',
  'al amyloidosis': '23132008',
  cll: '92814006',
  waldenstrom: '190818004',
  'follicular lymphoma': '308121000',
  dlbcl: '109969005',
  all: '91857003',
  ckd: '709044004',
  'ckd stage 5': '433146000',
  esrd: '46177005',
  dialysis: '105502003',
  'kidney transplant': '737295003',
  'rheumatoid arthritis': '69896004',
  lupus: '55464009',
  hiv: '86406008',
};

/** Codes have no blanks and at least one digit. */
const LIKE_A_CODE = /^(?=.*\d)\S+$/;

export interface ConditionOptions {
  readonly id?: string;
  readonly system?: string;
  /** Date of onset; none unless told. */
  readonly since?: string;
  readonly clinical?: string;
  readonly verification?: string;
  readonly with?: Partial<fhir4.Condition>;
}

/** A problem by its name (see PROBLEMS) or by a code of `system` (SNOMED CT unless told). @throws Error for another name */
export function condition(problem: string, options: ConditionOptions = {}): fhir4.Condition {
  const code = PROBLEMS[problem] ?? problem;
  if (problem !== '' && options.system === undefined && !LIKE_A_CODE.test(code))
    throw new Error(`no such problem: ${problem}`);
  return {
    resourceType: 'Condition',
    ...(options.id && { id: options.id }),
    clinicalStatus: { coding: [{ code: options.clinical ?? 'active' }] },
    verificationStatus: { coding: [{ code: options.verification ?? 'confirmed' }] },
    code: { coding: [{ system: options.system ?? SNOMED, code }] },
    subject,
    ...(options.since && { onsetDateTime: options.since }),
    ...options.with,
  };
}

const FISH: Readonly<Partial<Record<Aberration, string>>> = {
  del17p: '81746-0',
  't4-14': '72726-3',
  't14-16': '77033-9',
  't14-20': '90043-1',
  gain1q: '81752-8',
};
const ANSWER = { present: 'LA9633-4', absent: 'LA9634-2' } as const;

/** A FISH result coded as present or absent. */
export function fish(
  aberration: keyof typeof FISH,
  answer: 'present' | 'absent',
  options: ObservationOptions = {},
): fhir4.Observation {
  return observation(FISH[aberration] ?? '', undefined, {
    ...options,
    with: { valueCodeableConcept: { coding: [{ system: LOINC, code: ANSWER[answer] }] }, ...options.with },
  });
}

/** A prescription; the name of the drug as the EHR shows it. */
export function drug(
  name: string,
  options: { readonly at?: string; readonly id?: string } = {},
): fhir4.MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    ...(options.id && { id: options.id }),
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: name },
    subject,
    authoredOn: options.at ?? daysAgo(0),
  };
}

/** A dose that was given. */
export function given(
  name: string,
  at: string,
  parts: Partial<fhir4.MedicationAdministration> = {},
): fhir4.MedicationAdministration {
  return {
    resourceType: 'MedicationAdministration',
    status: 'completed',
    subject,
    medicationCodeableConcept: { text: name },
    effectiveDateTime: at,
    ...parts,
  };
}

export function procedure(snomed: string, at: string): fhir4.Procedure {
  return {
    resourceType: 'Procedure',
    status: 'completed',
    code: { coding: [{ system: SNOMED, code: snomed }] },
    subject,
    performedDateTime: at,
  };
}
export const dialysisSession = (at = daysAgo(1)): fhir4.Procedure => procedure('302497006', at);
export const transplantation = (at: string): fhir4.Procedure => procedure('70536003', at);

/** A stage that a clinician has recorded, as mCODE codes it. */
export function recordedStage(
  system: keyof typeof STAGE_CODES,
  stage: 'I' | 'II' | 'III',
  options: ObservationOptions = {},
): fhir4.Observation {
  const { observable, strata } = STAGE_CODES[system];
  return observation('', undefined, {
    ...options,
    with: {
      code: { coding: [{ system: NCIT, code: observable }] },
      valueCodeableConcept: { coding: [{ system: NCIT, code: strata[stage] }] },
      ...options.with,
    },
  });
}

/** The resources as they reach a service; those without an id get one that tells their place. */
export function chart(resources: readonly fhir4.FhirResource[]): readonly Located[] {
  return resources.map((resource, i) => {
    const id = resource.id ?? `${resource.resourceType.toLowerCase()}-${i + 1}`;
    return { resource: { ...resource, id }, reference: `${resource.resourceType}/${id}`, from: 'prefetch' };
  });
}

export interface ReadingOptions {
  readonly asOf?: string;
  /** References of the results being looked at. */
  readonly lookedAt?: readonly string[];
  readonly unavailable?: readonly string[];
  readonly localCodes?: ReadonlyMap<string, string>;
  /** Lists of this test only; those that ship unless told. */
  readonly comfortCare?: ComfortCareLists;
}

/** The facts of the chart, with the drug lists of the b2m-result service. */
export function collect(located: readonly Located[], options: ReadingOptions = {}): Facts {
  return collectFacts(located, {
    patientId: PATIENT_ID,
    asOf: Date.parse(options.asOf ?? AS_OF),
    drugs: {
      antiNeoplastic: READING.lists.antiNeoplasticIngredients,
      nephrotoxic: READING.lists.nephrotoxicIngredients,
      steroids: READING.lists.steroidIngredients,
    },
    ...(options.unavailable && { unavailable: options.unavailable }),
    ...(options.localCodes && { localCodes: options.localCodes }),
    comfortCare:
      options.comfortCare ?? comfortCareLists(READING.lists.comfortCareCodes, READING.lists.palliativeCareCodes),
  });
}

/** The reading of the chart with the settings of all services. */
export function read(located: readonly Located[], options: ReadingOptions = {}): Reading {
  return readPatient(collect(located, options), READING.settings, new Set(options.lookedAt));
}
