// The patient check: whether a resource belongs to the patient of the call, by whatever reference it names one.
import { isObject, type JsonObject } from '../contracts/json.ts';
import { isReferenceToPatient, type PatientIdentity } from './patient-identity.ts';

/** What a reference may mean that is only a place: entries of the same Bundle, resources contained in the same one. */
export interface Around {
  readonly named?: ReadonlyMap<string, JsonObject> | undefined;
  readonly local?: ReadonlyMap<string, JsonObject> | undefined;
}

/** Does the resource belong to this patient, as far as it says? One that names nobody came by a query for this patient. */
export function isOf(patient: PatientIdentity, resource: JsonObject, around: Around): boolean {
  if (resource['resourceType'] === 'Patient') return resource['id'] === undefined || resource['id'] === patient.id;
  const subject = resource['subject'] ?? resource['patient'] ?? {};
  // a list, a bare text: it names somebody, and not so that it can be read whom
  if (!isObject(subject)) return false;
  const reference = subject['reference'] ?? undefined;
  if (reference === undefined) return true;
  if (typeof reference !== 'string') return false;
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

/** Made once for a Bundle: looking through its entries for each subject takes the square of their number. */
export function byFullUrl(entries: readonly unknown[]): ReadonlyMap<string, JsonObject> {
  const named = new Map<string, JsonObject>();
  for (const entry of entries) {
    if (!isObject(entry)) continue;
    const { fullUrl, resource } = entry;
    if (typeof fullUrl === 'string' && isObject(resource) && !named.has(fullUrl)) named.set(fullUrl, resource);
  }
  return named;
}

export function byLocalId(contained: readonly unknown[]): ReadonlyMap<string, JsonObject> {
  const local = new Map<string, JsonObject>();
  for (const item of contained) {
    if (isObject(item) && typeof item['id'] === 'string' && !local.has(item['id'])) local.set(item['id'], item);
  }
  return local;
}
