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
import {
  answerCode,
  drugName,
  fishCode,
  prefetchKey,
  problemCode,
  procedureCode,
  RESULTS,
  testCode,
} from './vocabulary.ts';

type Values = string | readonly string[] | null;

/** The chart of an example; `test/cds-services/examples.schema.json` says what each part means. */
export interface Given {
  readonly hook?: HookName;
  readonly sex?: 'female' | 'male' | 'unknown';
  readonly age?: number | null;
  /** The record was merged into another one. */
  readonly replaced?: true;
  readonly problems?: readonly string[];
  readonly treatment?: readonly string[];
  readonly procedures?: readonly string[];
  readonly fish?: Readonly<Record<string, string | readonly string[]>>;
  readonly cytogeneticsAsText?: string;
  readonly recorded?: readonly string[];
  readonly done?: readonly string[];
  /** Active orders. */
  readonly pending?: readonly string[];
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

/** What an example may give beside results. */
const PARTS: Readonly<Record<keyof Given, true>> = {
  hook: true,
  sex: true,
  age: true,
  replaced: true,
  problems: true,
  treatment: true,
  procedures: true,
  fish: true,
  cytogeneticsAsText: true,
  recorded: true,
  done: true,
  pending: true,
  lookingAt: true,
  unavailable: true,
  incomplete: true,
  orders: true,
  reason: true,
  prescribing: true,
};

/** @returns the call for one example, with what all examples of the table share @throws Error for a word that is not known */
export function toCall(usual: Given, given: Given, hook: HookName): Call {
  const all: Given = { ...usual, ...given };
  const unknown = Object.keys(all).find((name) => !(name in RESULTS) && !(name in PARTS));
  if (unknown !== undefined) throw new Error(`no such part of a chart: ${unknown}`);
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
    ...Object.entries(all.fish ?? {}).flatMap(([name, answers]) => asList(answers).flatMap((a) => toFish(name, a))),
    ...(all.cytogeneticsAsText === undefined ? [] : [report(all.cytogeneticsAsText)]),
    ...(all.recorded ?? []).map(toStage),
    ...(all.done ?? []).map(toDone),
    ...(all.pending ?? []).map(toPending),
    ...results,
  ]);
  const drafts = chart([
    ...(all.orders ?? []).map((name, i) => toOrder(name, i, all.reason)),
    ...(all.prescribing ?? []).map((name, i) => ({
      ...drug(drugName(name), { id: `draft-drug-${i}` }),
      status: 'draft' as const,
    })),
  ]);
  const lookedAt = (l: Located): boolean => (all.lookingAt ?? []).some((name) => l.resource.id === `${name}-1`);
  const missing = (all.lookingAt ?? []).find((name) => !located.some((l) => l.resource.id === `${name}-1`));
  if (missing !== undefined) throw new Error(`looking at what the chart does not hold: ${missing}`);
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
      unavailable: new Map((all.unavailable ?? []).map((key) => [prefetchKey(key), 'did not answer'])),
      coverage: new Map((all.incomplete ?? []).map(toCoverage)),
    },
  };
}

/** `labs`; `labs, whole for 100 days`. */
function toCoverage(text: string): [string, readonly Span[]] {
  const [, key = text, days] = /^(\w+), whole for (\d+) days$/.exec(text) ?? [];
  return [
    prefetchKey(key),
    days === undefined ? [] : [{ from: Date.parse(AS_OF) - Number(days) * DAY_MS, to: Infinity }],
  ];
}

function asList(values: Values | undefined): readonly string[] {
  if (values === null || values === undefined) return [];
  return typeof values === 'string' ? [values] : values;
}

/** Days since something was done or drawn, from the end of a phrase. */
function ago(text: string): number | undefined {
  const [, count, unit] = /(\d+) (hour|day|year)s? ago/.exec(text) ?? [];
  if (count === undefined && text.includes('ago')) throw new Error(`not a time: ${text}`);
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
    at: / of (\d{4}(?:-\d\d)?)/.exec(text)?.[1] ?? daysAgo(ago(text) ?? 0),
    ...(limit && { high: /[a-z]/i.test(limit) ? limit : `${limit} ${unit}` }),
    ...(status && { status: STATUS[status] ?? 'final' }),
    ...(text.includes(', undated') && UNDATED),
  };
  return observation(code, value, options);
}

const UNDATED: ObservationOptions = { with: { effectiveDateTime: undefined } };

/** A year whose birthday has passed on the day of reading. */
function person({ sex = 'female', age = 66, replaced }: Given): fhir4.Patient {
  return patient({
    gender: sex,
    birthDate: age === null ? undefined : `${2026 - age}-06-15`,
    ...(replaced && { with: { link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] } }),
  });
}

/** In words only, or by a code of a system that nobody knows. */
const UNREADABLE = 'something that cannot be read';

function toCondition(text: string): fhir4.Condition {
  const [, doubt, name = '', state] =
    /^(suspected |refuted )?(.+?)(?:, (relapsed|in remission|resolved))?(?:, (?:\d+ \w+ ago|of \d{4}))?$/.exec(text) ??
    [];
  if (text === UNREADABLE) return condition('', { with: { code: { text: 'Plasmazellerkrankung, Myelom?' } } });
  const code = problemCode(name);
  const days = ago(text);
  const [, year] = /, of (\d{4})$/.exec(text) ?? [];
  return condition(code, {
    ...(/^[A-Z]/.test(code) && { system: 'http://hl7.org/fhir/sid/icd-10-cm' }),
    ...(year && { since: year }),
    ...(days !== undefined && { since: daysAgo(days).slice(0, 10) }),
    ...(state && { clinical: { relapsed: 'relapse', 'in remission': 'remission', resolved: 'resolved' }[state] ?? '' }),
    ...(doubt && { verification: doubt.trim() === 'suspected' ? 'provisional' : 'refuted' }),
  });
}

function toDrug(text: string): fhir4.FhirResource {
  if (text === UNREADABLE)
    return { ...drug(''), medicationCodeableConcept: { coding: [{ system: 'urn:own', code: '1' }] } };
  const [name = ''] = text.split(',');
  const { authoredOn, ...made } = drug(drugName(name), { at: daysAgo(ago(text) ?? 0) });
  const [, purpose] = /, for ([a-z ]+)/.exec(text) ?? [];
  const ordered: fhir4.MedicationRequest = { ...made, ...(purpose && { reasonCode: [{ text: purpose }] }) };
  if (text.includes(', undated')) return ordered;
  const { medicationCodeableConcept, subject } = made;
  const record = {
    ...(medicationCodeableConcept && { medicationCodeableConcept }),
    subject,
    status: 'completed' as const,
  };
  const at = authoredOn ?? '';
  if (text.includes(', given')) {
    const { reasonCode } = ordered;
    return {
      resourceType: 'MedicationAdministration',
      ...record,
      effectiveDateTime: at,
      ...(reasonCode && { reasonCode }),
    };
  }
  if (text.includes(', dispensed')) return { resourceType: 'MedicationDispense', ...record, whenHandedOver: at };
  if (text.includes(', planned')) return { ...ordered, authoredOn: at, intent: 'plan' };
  return { ...ordered, authoredOn: at, ...(text.includes(', stopped') && { status: 'completed' as const }) };
}

function toProcedure(text: string): fhir4.Procedure {
  if (text === UNREADABLE) return { ...procedure('', daysAgo(9)), code: { text: 'Blutwäsche?' } };
  const [name = ''] = text.split(',');
  const dated = procedure(procedureCode(name), daysAgo(ago(text) ?? 0));
  const made: fhir4.Procedure = {
    ...dated,
    ...(text.includes(', not known to be done') && { status: 'unknown' }),
    ...(text.includes(', stopped') && { status: 'stopped' }),
  };
  if (!text.includes(', undated')) return made;
  const { performedDateTime: _, ...undated } = made;
  return undated;
}

const SELECTED = ' of selected cells';
const IN_A_LIST = 'in a list of genes';
/** What makes a variant count, or not. */
const VARIANT_WORDS: Readonly<Record<string, readonly [component: string, answer: string]>> = {
  pathogenic: ['53037-8', 'LA6668-3'],
  benign: ['53037-8', 'LA6675-8'],
  'of uncertain significance': ['53037-8', 'LA26333-7'],
  somatic: ['48002-0', 'LA6684-0'],
  germline: ['48002-0', 'LA6683-2'],
};

/** `absent`; `present, 8 %`; `45 % of selected cells, 10 days ago`; `present, benign`. */
function toFish(name: string, answer: string): readonly fhir4.Observation[] {
  const parts = answer.split(', ');
  const options = { at: daysAgo(ago(answer) ?? 0) };
  const method = answer.includes(SELECTED) ? { method: { text: 'FISH on CD138-selected cells' } } : {};
  const word = parts.find((p) => p === 'present' || p === 'absent');
  const share = parts.find((p) => p.includes('%'))?.replace(SELECTED, '');
  const known = parts.every(
    (p) => p === word || p.includes('%') || p.endsWith('ago') || p === IN_A_LIST || VARIANT_WORDS[p],
  );
  if (!known || (word ?? share) === undefined) throw new Error(`no such answer: ${answer}`);
  const valueCodeableConcept = word && { coding: [{ system: LOINC, code: answerCode(word) }] };
  if (name === 'TP53 mutation') {
    const said = parts.flatMap((p) => (VARIANT_WORDS[p] ? [VARIANT_WORDS[p]] : []));
    const component = [
      ...(parts.includes(IN_A_LIST) ? [gene('BCORL1')] : []),
      gene('TP53'),
      ...said.map(([code, value]) => ({
        code: { coding: [{ system: LOINC, code }] },
        valueCodeableConcept: { coding: [{ system: LOINC, code: value }] },
      })),
    ];
    return [observation('69548-6', undefined, { ...options, with: { valueCodeableConcept, component } })];
  }
  const code = fishCode(name);
  return [
    ...(word ? [observation(code, undefined, { ...options, with: { valueCodeableConcept, ...method } })] : []),
    ...(share ? [observation(name === 'del(17p)' ? '84916-6' : code, share, { ...options, with: method })] : []),
  ];
}

function gene(name: string): fhir4.ObservationComponent {
  return { code: { coding: [{ system: LOINC, code: '48018-6' }] }, valueCodeableConcept: { text: name } };
}

function report(text: string): fhir4.Observation {
  return observation('50659-2', undefined, { with: { valueString: text } });
}

function toStage(text: string): fhir4.Observation {
  const [, system, stage, undated] = /^(ISS|R-ISS)(?: (I{1,3}))?(, undated)?$/.exec(text) ?? [];
  if (system === undefined) throw new Error(`no such stage: ${text}`);
  const inWords = { valueCodeableConcept: { text: 'Stadium nach ISS' } };
  return recordedStage(system as 'ISS' | 'R-ISS', (stage ?? 'I') as 'I' | 'II' | 'III', {
    with: { ...(stage === undefined && inWords), ...(undated && UNDATED.with) },
  });
}

function toDone(text: string): fhir4.Observation {
  const [name = ''] = text.split(',');
  return observation(testCode(name), undefined, {
    at: daysAgo(ago(text) ?? 0),
    with: { valueString: 'see report' },
  });
}

function toPending(text: string, position: number): fhir4.ServiceRequest {
  const [name = ''] = text.split(',');
  const days = ago(text);
  return {
    ...toOrder(name, position, undefined),
    id: `pending-${position}`,
    status: 'active',
    ...(days !== undefined && { authoredOn: daysAgo(days) }),
  };
}

function toOrder(name: string, position: number, reason: string | undefined): fhir4.ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    id: `draft-${position}`,
    status: 'draft',
    intent: 'order',
    code: { coding: [{ system: LOINC, code: testCode(name) }] },
    subject: { reference: `Patient/${PATIENT_ID}` },
    ...(reason !== undefined && { reasonCode: [toCondition(reason).code ?? {}] }),
  };
}
