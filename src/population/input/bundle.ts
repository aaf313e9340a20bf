// A Bundle in an export → what of it belongs to which patient, or the resources it says were deleted.
import { isObject, type JsonObject } from '../../contracts/json.ts';
import { isSubsetted, ownerOf, patientIn } from './classify.ts';
import { PATIENT_TYPES } from './record-types.ts';

export interface Division {
  /** By patient: a Bundle with that patient's entries, references by `fullUrl` kept whole. */
  readonly patients: ReadonlyMap<string, { readonly bundle: JsonObject; readonly subsetted: boolean }>;
  /** `Type/id` of what a transaction of DELETE requests names. */
  readonly deleted: readonly string[];
  /** Resources by type. */
  readonly types: readonly string[];
  /** Resources of types we read that name no patient. */
  readonly stray: number;
}

/** Entries that name nobody (a Medication, a Specimen without subject) go to every patient of the Bundle. */
export function divide(bundle: JsonObject): Division {
  const entries = (Array.isArray(bundle['entry']) ? (bundle['entry'] as readonly unknown[]) : []).filter(isObject);
  const deleted = entries.flatMap(({ request }) =>
    isObject(request) && request['method'] === 'DELETE' && typeof request['url'] === 'string' ? [request['url']] : [],
  );
  const resources = entries.flatMap((entry) =>
    isObject(entry['resource']) ? [{ entry, resource: entry['resource'] }] : [],
  );
  const named = new Map(
    resources.flatMap(({ entry, resource }) =>
      typeof entry['fullUrl'] === 'string' ? [[entry['fullUrl'], resource] as const] : [],
    ),
  );
  const groups = new Map<string, JsonObject[]>();
  const everybody: JsonObject[] = [];
  let stray = 0;
  for (const { entry, resource } of resources) {
    const type = resource['resourceType'];
    if (typeof type !== 'string' || !(PATIENT_TYPES.has(type) || type === 'Medication')) continue;
    const patient = ownerOf(resource) ?? byFullUrl(resource, named);
    if (patient === undefined) {
      if (type === 'Medication' || type === 'Specimen') everybody.push(entry);
      else stray++;
      continue;
    }
    const group = groups.get(patient);
    if (group) group.push(entry);
    else groups.set(patient, [entry]);
  }
  const patients = new Map(
    [...groups].map(([id, own]) => [
      id,
      {
        bundle: { resourceType: 'Bundle', type: 'collection', entry: [...own, ...everybody] },
        subsetted: own.some((e) => isObject(e['resource']) && isSubsetted(e['resource'])),
      },
    ]),
  );
  const types = resources.flatMap(({ resource }) =>
    typeof resource['resourceType'] === 'string' ? [resource['resourceType']] : [],
  );
  return { patients, deleted, types, stray };
}

function byFullUrl(resource: JsonObject, named: ReadonlyMap<string, JsonObject>): string | undefined {
  const subject = resource['subject'] ?? resource['patient'];
  const reference = isObject(subject) ? subject['reference'] : undefined;
  if (typeof reference !== 'string') return undefined;
  const target = named.get(reference);
  return target?.['resourceType'] === 'Patient' ? ownerOf(target) : patientIn(reference);
}
