// Resources as they come (single, listed, bundled, contained) → located resources of this patient; everybody else's set aside.
import { CdsProblem } from '../contracts/problems.ts';
import type { Located } from '../contracts/service.ts';
import { isReferenceToPatient, type PatientIdentity } from './patient-identity.ts';

export interface Collection {
  readonly resources: Located[];
  /** References of resources that belong to another patient, or whose patient cannot be told. */
  readonly foreign: string[];
  /** Severe OperationOutcomes met among the resources. */
  failures: number;
  /** Where a Patient stands who is another. */
  otherPatient?: string;
}

// deeper nesting is nobody's record
const MAX_NESTING = 8;

type Json = Readonly<Record<string, unknown>>;

export function emptyCollection(): Collection {
  return { resources: [], foreign: [], failures: 0 };
}

/**
 * Adds what `value` holds: one resource, an array of them, or a Bundle (also nested).
 *
 * @param place where `value` stands in the request; the name of a resource without an id
 * @param from prefetch key or context field, kept with each resource
 */
export function collect(value: unknown, place: string, from: string, patient: PatientIdentity, into: Collection): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) add(value[i], place, i, undefined, from, patient, into, 0);
  } else {
    add(value, place, -1, undefined, from, patient, into, 0);
  }
}

/** @throws CdsProblem `wrong-patient` when a Patient who is another was among what was collected @param place its root */
export function refuseOtherPatient({ otherPatient }: Collection, place: string): void {
  if (otherPatient === undefined) return;
  throw new CdsProblem('wrong-patient', {
    detail: `${place} holds a Patient who is not the one in context.patientId`,
    expression: [`${otherPatient}.id`, 'context.patientId'],
  });
}

function add(
  value: unknown,
  place: string,
  index: number,
  entry: Entry | undefined,
  from: string,
  patient: PatientIdentity,
  into: Collection,
  depth: number,
): void {
  if (typeof value !== 'object' || value === null || depth > MAX_NESTING) return;
  const resource = value as Json;
  const type = resource['resourceType'];
  if (typeof type !== 'string') return;
  if (type === 'OperationOutcome') {
    if (isFailure(resource)) into.failures++;
    return;
  }
  if (type === 'Bundle') {
    const entries = resource['entry'];
    if (!Array.isArray(entries)) return;
    const inner = index < 0 ? `${place}.entry` : `${place}[${index}].resource.entry`;
    const named = byFullUrl(entries);
    for (let i = 0; i < entries.length; i++) {
      const item = entries[i] as Json | null | undefined;
      const fullUrl = item?.['fullUrl'];
      const its: Entry = { named, ...(typeof fullUrl === 'string' && { fullUrl }) };
      add(item?.['resource'], inner, i, its, from, patient, into, depth + 1);
    }
    return;
  }
  const id = resource['id'];
  const reference = typeof id === 'string' && id !== '' ? `${type}/${id}` : index < 0 ? place : `${place}[${index}]`;
  const contained = resource['contained'];
  const around: Around = { named: entry?.named, local: Array.isArray(contained) ? byLocalId(contained) : undefined };
  if (!isOf(resource, type, patient, around)) {
    into.foreign.push(reference);
    if (type === 'Patient') into.otherPatient ??= index < 0 ? place : `${place}[${index}].resource`;
    return;
  }
  const fullUrl = entry?.fullUrl;
  into.resources.push({
    resource: value as fhir4.FhirResource,
    reference,
    from,
    ...(fullUrl !== undefined && { fullUrl }),
  });
  if (Array.isArray(contained)) addContained(contained, around, reference, from, patient, into);
}

function addContained(
  contained: readonly unknown[],
  around: Around,
  parentReference: string,
  from: string,
  patient: PatientIdentity,
  into: Collection,
): void {
  contained.forEach((item, i) => {
    if (typeof item !== 'object' || item === null) return;
    const inner = item as Json;
    const type = inner['resourceType'];
    // a contained Patient is a copy under a local id, so it can neither confirm nor deny who this is
    if (typeof type !== 'string' || type === 'Patient' || type === 'OperationOutcome' || type === 'Bundle') return;
    const reference =
      typeof inner['id'] === 'string' ? `${parentReference}#${inner['id']}` : `${parentReference}.contained[${i}]`;
    if (isOf(inner, type, patient, around))
      into.resources.push({ resource: item as fhir4.FhirResource, reference, from });
    else into.foreign.push(reference);
  });
}

/** One entry of a Bundle: where it stands, and what the others are called. */
interface Entry {
  readonly named: ReadonlyMap<string, Json>;
  readonly fullUrl?: string;
}

/** What a reference may mean that is only a place: entries of the same Bundle, resources contained in the same one. */
interface Around {
  readonly named?: ReadonlyMap<string, Json> | undefined;
  readonly local?: ReadonlyMap<string, Json> | undefined;
}

/** Made once for a Bundle: looking through its entries for each subject takes the square of their number. */
function byFullUrl(entries: readonly unknown[]): ReadonlyMap<string, Json> {
  const named = new Map<string, Json>();
  for (const entry of entries as readonly (Json | null)[]) {
    const url = entry?.['fullUrl'];
    const target = entry?.['resource'];
    if (typeof url === 'string' && isObject(target) && !named.has(url)) named.set(url, target);
  }
  return named;
}

function byLocalId(contained: readonly unknown[]): ReadonlyMap<string, Json> {
  const local = new Map<string, Json>();
  for (const item of contained) {
    const id = isObject(item) ? item['id'] : undefined;
    if (isObject(item) && typeof id === 'string' && !local.has(id)) local.set(id, item);
  }
  return local;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

/** Does the resource belong to this patient, as far as it says? One that names nobody came by a query for this patient. */
function isOf(resource: Json, type: string, patient: PatientIdentity, around: Around): boolean {
  if (type === 'Patient') return resource['id'] === undefined || resource['id'] === patient.id;
  const subject = (resource['subject'] ?? resource['patient']) as Json | null | undefined;
  const reference = typeof subject === 'object' ? subject?.['reference'] : undefined;
  if (typeof reference !== 'string') return true;
  return isReferenceTo(reference, patient, around);
}

function isReferenceTo(reference: string, patient: PatientIdentity, around: Around): boolean {
  if (reference.startsWith('#')) return localIs(reference.slice(1), patient, around);
  if (reference.startsWith('urn:')) return fullUrlIs(reference, patient, around);
  return isReferenceToPatient(reference, patient);
}

/** A contained Patient is a copy under a local id: it is this patient only by that id. */
function localIs(localId: string, patient: PatientIdentity, { local }: Around): boolean {
  return local?.get(localId)?.['resourceType'] === 'Patient' && localId === patient.id;
}

function fullUrlIs(url: string, patient: PatientIdentity, { named }: Around): boolean {
  const target = named?.get(url);
  return target?.['resourceType'] === 'Patient' && target['id'] === patient.id;
}

/** An empty search of one large EHR carries an OperationOutcome of severity `warning`: that is an answer, not a fault. */
export function isFailure(outcome: Json): boolean {
  const issues = outcome['issue'];
  if (!Array.isArray(issues)) return true;
  return (issues as readonly (Json | null)[]).some((i) => i?.['severity'] === 'error' || i?.['severity'] === 'fatal');
}
