// The results inside a Bundle or a hook request, found wherever they stand, and edited without touching the original.

import { CATALOGUE } from '../../clinical/facts/catalogue.ts';
import { nameOfCode } from '../shared/analyte-name.ts';
import { withAdded } from './additions.ts';
import { hasNumberOrText, withFinding } from './entries.ts';
import { resourcesIn, type Path } from './resources.ts';

export interface ChartResult {
  readonly key: string;
  readonly name: string;
  readonly code: string;
  readonly status: string;
  /** As the laboratory wrote it, with its comparator: `<0.2`. */
  readonly value: string;
  readonly unit: string;
  /** ISO date. */
  readonly date: string;
}

export interface Edit {
  readonly value?: string;
  readonly unit?: string;
  readonly date?: string;
  readonly left?: 'in' | 'out';
  /** It is not on the chart but added here. */
  readonly added?: fhir4.FhirResource;
}

export type Edits = Readonly<Record<string, Edit>>;

/** Every Observation with a number or a text for a value, newest first. */
export function resultsIn(json: unknown): readonly ChartResult[] {
  return [...observationsIn(json, [])]
    .filter(([, o]) => hasNumberOrText(o))
    .map(([path, o]) => describe(path, o))
    .toSorted((a, b) => b.date.localeCompare(a.date) || rankOf(a) - rankOf(b));
}

/** The JSON with what was added here, each as it was added. */
export function withAdditions<T>(json: T, edits: Edits): T {
  return withAdded(
    json,
    Object.values(edits).flatMap((edit) => edit.added ?? []),
  );
}

/** A copy of the JSON with the edits made, those of what was added too. */
export function withEdits<T>(json: T, edits: Edits): T {
  if (Object.keys(edits).length === 0) return json;
  const copy = structuredClone(withAdditions(json, edits));
  const drop = new Set<unknown>();
  for (const [path, observation] of observationsIn(copy, [])) {
    const edit = edits[JSON.stringify(path)];
    if (!edit) continue;
    if (edit.left === 'out') drop.add(observation);
    else apply(observation, edit);
  }
  for (const [, resource] of resourcesIn(copy)) {
    const edit = edits[resource.resourceType === 'Patient' ? 'Patient' : `${resource.resourceType}/${resource.id}`];
    if (!edit) continue;
    if (edit.left === 'out') drop.add(resource);
    else if (resource.resourceType === 'Patient') applyToPatient(resource, edit);
    else if (resource.resourceType === 'Observation' && (edit.value === 'present' || edit.value === 'absent'))
      withFinding(resource, edit.value);
  }
  return drop.size > 0 ? (without(copy, drop) as T) : copy;
}

const RANKS: ReadonlyMap<string, number> = new Map([...CATALOGUE.keys()].map((code, i) => [code, i]));

/** B2M before creatinine before albumin; what we don't read comes last. */
function rankOf({ code }: ChartResult): number {
  return RANKS.get(code) ?? RANKS.size;
}

function* observationsIn(json: unknown, path: Path): Generator<[Path, fhir4.Observation]> {
  if (typeof json !== 'object' || json === null) return;
  if ((json as { resourceType?: unknown }).resourceType === 'Observation') yield [path, json as fhir4.Observation];
  else if (Array.isArray(json)) for (const [i, item] of json.entries()) yield* observationsIn(item, [...path, i]);
  else for (const [key, item] of Object.entries(json)) yield* observationsIn(item, [...path, key]);
}

function describe(path: Path, o: fhir4.Observation): ChartResult {
  const coding = o.code?.coding?.[0];
  const q = o.valueQuantity;
  return {
    key: JSON.stringify(path),
    name: nameOfCode(coding?.code ?? '') ?? o.code?.text ?? coding?.display ?? coding?.code ?? 'Unnamed result',
    code: coding?.code ?? '',
    status: o.status,
    value: q ? `${q.comparator ?? ''}${q.value ?? ''}` : (o.valueString ?? String(o.valueInteger ?? '')),
    unit: q?.unit ?? q?.code ?? '',
    date: (o.effectiveDateTime ?? o.effectivePeriod?.start ?? o.issued ?? '').slice(0, 10),
  };
}

function apply(o: fhir4.Observation, { value, unit, date }: Edit): void {
  if (value !== undefined) setValue(o, value.trim());
  if (unit !== undefined && o.valueQuantity) {
    o.valueQuantity = { ...o.valueQuantity, unit, system: 'http://unitsofmeasure.org', code: unit };
  }
  if (date !== undefined && /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(date)) {
    // the time of day stays as it was; a year or a month has none
    o.effectiveDateTime = date.length === 10 ? `${date}${(o.effectiveDateTime ?? '').slice(10)}` : date;
    delete o.issued;
  }
}

/** @param edit `value` is the sex, `date` the birth date; empty is not on record */
function applyToPatient(patient: fhir4.Patient, { value, date }: Edit): void {
  if (value === '') delete patient.gender;
  else if (value !== undefined) patient.gender = value as NonNullable<fhir4.Patient['gender']>;
  if (date === '') delete patient.birthDate;
  else if (date !== undefined) patient.birthDate = date;
}

function setValue(o: fhir4.Observation, text: string): void {
  const match = /^(<=|>=|<|>)?\s*(\d+(?:[.,]\d*)?|[.,]\d+)$/.exec(text);
  const { comparator: _, ...rest } = o.valueQuantity ?? {};
  delete o.valueInteger;
  if (match) {
    const comparator = match[1] as fhir4.Quantity['comparator'];
    o.valueQuantity = { ...rest, ...(comparator && { comparator }), value: Number(match[2]?.replace(',', '.')) };
    delete o.valueString;
  } else {
    // what is not a number is sent as the text it is, like a laboratory's "haemolysed"
    delete o.valueQuantity;
    if (text) o.valueString = text;
  }
}

/** The JSON without the given resources; a Bundle entry goes with its resource. */
function without(json: unknown, drop: ReadonlySet<unknown>): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) {
    return json
      .filter((item) => !drop.has(item) && !drop.has((item as { resource?: unknown } | null)?.resource))
      .map((item) => without(item, drop));
  }
  return Object.fromEntries(
    Object.entries(json)
      .filter(([, item]) => !drop.has(item))
      .map(([key, item]) => [key, without(item, drop)]),
  );
}
