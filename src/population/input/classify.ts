// What one line of an export is, told as cheaply as may be: only what cannot be told from its bytes is parsed.
import { isObject, type JsonObject } from '../../contracts/json.ts';
import { PATIENT_TYPES, SHARED_TYPES } from './record-types.ts';

/** A line, or what became of it. */
export type Line =
  | { readonly kind: 'record'; readonly type: string; readonly patient: string; readonly subsetted: boolean }
  | { readonly kind: 'shared' | 'passed'; readonly type: string }
  | { readonly kind: 'bundle' | 'outcome' | 'manifest' | 'log'; readonly value: JsonObject }
  /** Begins a block: what follows belongs to this patient (Bulk Data, organised by resource). */
  | { readonly kind: 'header'; readonly patient: string | undefined }
  | { readonly kind: 'broken'; readonly why: string };

const HEAD = /^[\s\uFEFF]*\{\s*"resourceType"\s*:\s*"([A-Za-z]+)"/;
/** Longer than any resource type with its key. */
const HEAD_LENGTH = 96;
const SUBSETTED = Buffer.from('"SUBSETTED"');
const CONTAINED = Buffer.from('"contained"');
const NAMING = [Buffer.from('"subject":{"reference":"'), Buffer.from('"patient":{"reference":"')];
const ID_HEAD = /^[\s\uFEFF]*\{\s*"resourceType"\s*:\s*"Patient"\s*,\s*"id"\s*:\s*"([^"\\]+)"/;
const QUOTE = 34;

/** @param block patient of the block it stands in, for what names nobody */
export function classify(line: Buffer, block: string | undefined): Line {
  const head = line.toString('latin1', 0, HEAD_LENGTH).replace(/^\u00EF\u00BB\u00BF/, '');
  const type = HEAD.exec(head)?.[1];
  if (type === undefined) return classifyParsed(line, block);
  if (!PATIENT_TYPES.has(type) && !SHARED_TYPES.has(type) && !SPECIAL.has(type)) {
    return endsAsObject(line) ? { kind: 'passed', type } : { kind: 'broken', why: 'cut off' };
  }
  if (SHARED_TYPES.has(type)) return endsAsObject(line) ? { kind: 'shared', type } : { kind: 'broken', why: 'cut off' };
  const patient = type === 'Patient' ? ID_HEAD.exec(head)?.[1] : quickPatient(line);
  if (patient === undefined || SPECIAL.has(type)) return classifyParsed(line, block);
  if (!endsAsObject(line)) return { kind: 'broken', why: 'cut off' };
  return { kind: 'record', type, patient, subsetted: line.includes(SUBSETTED) };
}

const SPECIAL: ReadonlySet<string> = new Set(['Bundle', 'Parameters', 'OperationOutcome']);

/** The patient as most servers write the reference; undefined where only parsing can tell. */
function quickPatient(line: Buffer): string | undefined {
  for (const naming of NAMING) {
    const at = line.indexOf(naming);
    if (at < 0) continue;
    const from = at + naming.length;
    const to = line.indexOf(QUOTE, from);
    const id = to < 0 ? undefined : patientIn(line.toString('latin1', from, to));
    // What is contained may name somebody of its own.
    return id === undefined || line.includes(CONTAINED) ? undefined : id;
  }
  return undefined;
}

const REFERENCE = /(?:^|\/)Patient\/([A-Za-z0-9._-]{1,255})(?:\/_history\/[^/]+)?$/;

/** The id in a reference to a patient, relative or absolute. */
export function patientIn(reference: unknown): string | undefined {
  return typeof reference === 'string' ? REFERENCE.exec(reference)?.[1] : undefined;
}

function endsAsObject(line: Buffer): boolean {
  let end = line.length - 1;
  while (end >= 0 && (line[end] ?? 0) <= 32) end--;
  return line[end] === 125;
}

function classifyParsed(line: Buffer, block: string | undefined): Line {
  const value = jsonIn(line);
  return value === undefined ? { kind: 'broken', why: 'no JSON' } : classifyValue(value, block);
}

/** What stands in a line or a file, parsed; undefined for what is no JSON. */
export function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** The same of what has been parsed: a line, or a file that is one JSON value. */
export function classifyValue(value: unknown, block: string | undefined): Line {
  if (!isObject(value)) return { kind: 'broken', why: 'no object' };
  const type = value['resourceType'];
  if (typeof type !== 'string') {
    if (Array.isArray(value['output'])) return { kind: 'manifest', value };
    if (typeof value['eventId'] === 'string') return { kind: 'log', value };
    return { kind: 'broken', why: 'no resourceType' };
  }
  if (type === 'Bundle') return { kind: 'bundle', value };
  if (type === 'OperationOutcome') return { kind: 'outcome', value };
  if (type === 'Parameters') return headerOf(value);
  if (SHARED_TYPES.has(type)) return { kind: 'shared', type };
  if (!PATIENT_TYPES.has(type)) return { kind: 'passed', type };
  const patient = ownerOf(value) ?? block;
  if (patient === undefined) return { kind: 'broken', why: type === 'Patient' ? 'no id' : 'names no patient' };
  return { kind: 'record', type, patient, subsetted: isSubsetted(value) };
}

/** Whose a resource is, as far as it says by a literal reference. */
export function ownerOf(value: JsonObject): string | undefined {
  if (value['resourceType'] === 'Patient') return typeof value['id'] === 'string' ? value['id'] : undefined;
  const subject = value['subject'] ?? value['patient'];
  return isObject(subject) ? patientIn(subject['reference']) : undefined;
}

function headerOf(value: JsonObject): Line {
  const parameters = Array.isArray(value['parameter']) ? (value['parameter'] as readonly unknown[]) : [];
  const header = parameters.filter(isObject).find((p) => p['name'] === 'header');
  if (!header) return { kind: 'passed', type: 'Parameters' };
  const pointer = header['valueReference'];
  return { kind: 'header', patient: isObject(pointer) ? patientIn(pointer['reference']) : undefined };
}

/** Elements were left out (`_elements`), so that absence proves nothing. @source https://hl7.org/fhir/R4/valueset-common-tags.html */
export function isSubsetted(value: JsonObject): boolean {
  const meta = value['meta'];
  const tags = isObject(meta) && Array.isArray(meta['tag']) ? (meta['tag'] as readonly unknown[]) : [];
  return tags.some((tag) => isObject(tag) && tag['code'] === 'SUBSETTED');
}
