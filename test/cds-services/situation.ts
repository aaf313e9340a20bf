// An example of a truth table → the call an EHR would make: hook, chart and time.
import type { Span } from '../../src/clinical/facts/types.ts';
import { DAY_MS } from '../../src/clinical/quantities/time.ts';
import type { HookName } from '../../src/contracts/hooks.ts';
import type { Chart, Located, Situation } from '../../src/contracts/service.ts';
import {
  AS_OF,
  chart,
  condition,
  daysAgo,
  drug,
  LOINC,
  observation,
  patient,
  PATIENT_ID,
  procedure,
  recordedStage,
  type ObservationOptions,
} from '../support/chart.ts';

type Values = string | readonly string[] | null;

/** The chart of an example; `src/decision/examples.schema.json` says what each part means. */
export interface Given {
  readonly hook?: HookName;
  readonly sex?: 'female' | 'male' | 'unknown';
  readonly age?: number | null;
  readonly problems?: readonly string[];
  readonly treatment?: readonly string[];
  readonly procedures?: readonly string[];
  readonly fish?: Readonly<Record<string, string>>;
  readonly cytogeneticsAsText?: string;
  readonly recorded?: readonly string[];
  readonly done?: readonly string[];
  readonly lookingAt?: readonly string[];
  readonly unavailable?: readonly string[];
  /** Keys read only in part; with a date, whole from there on. */
  readonly incomplete?: readonly string[];
  readonly orders?: readonly string[];
  readonly reason?: string;
  readonly prescribing?: readonly string[];
}

export interface Call {
  readonly situation: Situation;
  readonly chart: Chart;
}

/** LOINC codes of the results an example may give. */
const RESULTS = {
  b2m: '1952-1',
  b2mAfterDialysis: '87708-4',
  b2mArbitraryUnits: '83076-0',
  urineB2m: '1953-9',
  urineB2mPer24h: '10873-8',
  urineB2mPerCreatinine: '13485-8',
  csfB2m: '1951-3',
  creatinine: '2160-0',
  urineCreatinine: '2161-8',
  urinePh: '2756-5',
  albumin: '1751-7',
  ldh: '2532-0',
  egfr: '98979-8',
  cystatinC: '33863-2',
  weight: '29463-7',
  haemoglobin: '718-7',
  platelets: '777-3',
  mProtein: '33358-3',
  ecog: '89247-1',
} as const;

/** @returns the call for one example, with what all examples of the table share */
export function toCall(usual: Given, given: Given, hook: HookName): Call {
  const all: Given = { ...usual, ...given };
  const results = Object.entries(RESULTS).flatMap(([name, code]) =>
    asList((all as Record<string, Values | undefined>)[name]).map((text, i) =>
      toResult(text, code, `${name}-${i + 1}`),
    ),
  );
  const located = chart([
    person(all),
    ...(all.problems ?? []).map(toCondition),
    ...(all.treatment ?? []).map(toDrug),
    ...(all.procedures ?? []).map(toProcedure),
    ...Object.entries(all.fish ?? {}).map(([name, answer]) => toFish(name, answer)),
    ...(all.cytogeneticsAsText === undefined ? [] : [report(all.cytogeneticsAsText)]),
    ...(all.recorded ?? []).map(toStage),
    ...(all.done ?? []).map(toDone),
    ...results,
  ]);
  const drafts = chart([
    ...(all.orders ?? []).map((name, i) => toOrder(name, i, all.reason)),
    ...(all.prescribing ?? []).map((name, i) => ({
      ...drug(name, { id: `draft-drug-${i}` }),
      status: 'draft' as const,
    })),
  ]);
  const lookedAt = (l: Located): boolean => (all.lookingAt ?? []).some((name) => l.resource.id === `${name}-1`);
  return {
    situation: {
      hook: all.hook ?? hook,
      patientId: PATIENT_ID,
      userId: 'Practitioner/1',
      results: located.filter(lookedAt),
      draftOrders: drafts,
      selected: drafts,
    },
    chart: {
      resources: located,
      unavailable: new Map((all.unavailable ?? []).map((key) => [key, 'did not answer'])),
      coverage: new Map((all.incomplete ?? []).map(toCoverage)),
    },
  };
}

/** `labs`; `labs, whole for 100 days`. */
function toCoverage(text: string): [string, readonly Span[]] {
  const [, key = text, days] = /^(\w+), whole for (\d+) days$/.exec(text) ?? [];
  return [key, days === undefined ? [] : [{ from: Date.parse(AS_OF) - Number(days) * DAY_MS, to: Infinity }]];
}

function asList(values: Values | undefined): readonly string[] {
  if (values === null || values === undefined) return [];
  return typeof values === 'string' ? [values] : values;
}

/** Days since something was done or drawn, from the end of a phrase. */
function ago(text: string): number | undefined {
  const [, count, unit] = /(\d+) (hour|day|year)s? ago/.exec(text) ?? [];
  if (count === undefined) return undefined;
  return Number(count) * (unit === 'year' ? 365.25 : unit === 'hour' ? 1 / 24 : 1);
}

const STATUS: Readonly<Record<string, fhir4.Observation['status']>> = {
  preliminary: 'preliminary',
  cancelled: 'cancelled',
  'entered in error': 'entered-in-error',
};

function toResult(text: string, code: string, id: string): fhir4.Observation {
  const [, value = '', limit] = /^([^(,]+?)(?: \(limit ([^)]+)\))?(?:,|$)/.exec(text) ?? [];
  const status = Object.keys(STATUS).find((s) => text.endsWith(s));
  const unit = value.replace(/^[<>=\d.]+ ?/, '');
  const options: ObservationOptions = {
    id,
    at: daysAgo(ago(text) ?? 0),
    ...(limit && { high: /[a-z]/i.test(limit) ? limit : `${limit} ${unit}` }),
    ...(status && { status: STATUS[status] ?? 'final' }),
    ...(text.includes(', undated') && UNDATED),
  };
  return observation(code, value, options);
}

const UNDATED: ObservationOptions = { with: { effectiveDateTime: undefined } };

/** A year whose birthday has passed on the day of reading. */
function person({ sex = 'female', age = 66 }: Given): fhir4.Patient {
  return patient({
    gender: sex,
    birthDate: age === null ? undefined : `${2026 - age}-06-15`,
  });
}

/** Codes beside those that the chart builder knows by name: SNOMED CT, or ICD-10-CM where a dot or letter tells. */
const PROBLEM_CODES: Readonly<Record<string, string>> = {
  'light-chain myeloma': '277579002',
  'myeloma (icd-10)': 'C90.00',
  'mantle cell lymphoma': '443487006',
  cmml: '127225006',
  myelofibrosis: '307651005',
  'sjögren syndrome': '83901003',
  cmv: '28944009',
  'hepatitis c': '50711007',
  cirrhosis: '19943007',
  "crohn's disease": '34000006',
  tuberculosis: '56717001',
  'multiple sclerosis': '24700007',
  'myeloma kidney': '32278006',
  plasmacytoma: '415112005',
  'plasma-cell leukaemia': 'C90.10',
  'ckd stage 4': '431857002',
  'acute kidney injury': 'N17.9',
  'cadmium exposure': 'T56.3X1A',
  'tubulo-interstitial nephritis': 'N12',
};

function toCondition(text: string): fhir4.Condition {
  const [, doubt, name = '', state] =
    /^(suspected |refuted )?(.+?)(?:, (relapsed|in remission|resolved))?(?:, \d+ \w+ ago)?$/.exec(text) ?? [];
  const code = PROBLEM_CODES[name] ?? name;
  const days = ago(text);
  return condition(code, {
    ...(/^[A-Z]/.test(code) && { system: 'http://hl7.org/fhir/sid/icd-10-cm' }),
    ...(days !== undefined && { since: daysAgo(days).slice(0, 10) }),
    ...(state && { clinical: { relapsed: 'relapse', 'in remission': 'remission', resolved: 'resolved' }[state] ?? '' }),
    ...(doubt && { verification: doubt.trim() === 'suspected' ? 'provisional' : 'refuted' }),
  });
}

function toDrug(text: string): fhir4.MedicationRequest {
  const [name = ''] = text.split(',');
  const made = drug(name, { at: daysAgo(ago(text) ?? 0) });
  return text.includes(', stopped') ? { ...made, status: 'completed' } : made;
}

function toProcedure(text: string): fhir4.Procedure {
  return procedure(text.startsWith('haemodialysis') ? '302497006' : '70536003', daysAgo(ago(text) ?? 0));
}

const FISH_CODES: Readonly<Record<string, string>> = {
  'del(17p)': '81746-0',
  't(4;14)': '72726-3',
  't(14;16)': '77033-9',
  't(14;20)': '90043-1',
  '1q+': '81752-8',
  'del(1p32)': '103667-2',
};
const ANSWERS: Readonly<Record<string, string>> = { present: 'LA9633-4', absent: 'LA9634-2' };

function toFish(name: string, answer: string): fhir4.Observation {
  const coded = { valueCodeableConcept: { coding: [{ system: LOINC, code: ANSWERS[answer] ?? '' }] } };
  if (name === 'TP53 mutation') {
    const gene = { code: { coding: [{ system: LOINC, code: '48018-6' }] }, valueCodeableConcept: { text: 'TP53' } };
    return observation('69548-6', undefined, { with: { ...coded, component: [gene] } });
  }
  const isShare = answer.endsWith('%');
  const code = isShare && name === 'del(17p)' ? '84916-6' : (FISH_CODES[name] ?? '');
  return isShare ? observation(code, answer) : observation(code, undefined, { with: coded });
}

function report(text: string): fhir4.Observation {
  return observation('50659-2', undefined, { with: { valueString: text } });
}

function toStage(text: string): fhir4.Observation {
  const [what = '', undated] = text.split(', ');
  const [system, stage] = what.split(' ');
  return recordedStage(system as 'ISS' | 'R-ISS', stage as 'I' | 'II' | 'III', undated ? UNDATED : {});
}

/** Tests by the names of suggestions. */
const TESTS: Readonly<Record<string, string>> = {
  'serum B2M': '1952-1',
  'urine B2M': '1953-9',
  '24-hour urine B2M': '10873-8',
  'urine B2M per creatinine': '13485-8',
  'CSF B2M': '1951-3',
  creatinine: '2160-0',
  'metabolic panel': '24323-8',
  albumin: '1751-7',
  LDH: '2532-0',
  'blood count': '58410-2',
  'urine creatinine': '2161-8',
  'urine pH': '2756-5',
  'serum protein electrophoresis': '24351-9',
  'serum immunofixation': '25700-6',
  'serum free light chains': '104533-5',
};

function toDone(text: string): fhir4.Observation {
  const [name = ''] = text.split(',');
  return observation(TESTS[name] ?? '', undefined, {
    at: daysAgo(ago(text) ?? 0),
    with: { valueString: 'see report' },
  });
}

function toOrder(name: string, position: number, reason: string | undefined): fhir4.ServiceRequest {
  const code = TESTS[name];
  if (code === undefined) throw new Error(`no such test: ${name}`);
  return {
    resourceType: 'ServiceRequest',
    id: `draft-${position}`,
    status: 'draft',
    intent: 'order',
    code: { coding: [{ system: LOINC, code }] },
    subject: { reference: `Patient/${PATIENT_ID}` },
    ...(reason !== undefined && { reasonCode: [toCondition(reason).code ?? {}] }),
  };
}
