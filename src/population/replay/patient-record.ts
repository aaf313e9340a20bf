// What an export holds of one patient: its records parsed, each once, and what could not be read named.
import type { Located } from '../../contracts/service.ts';
import { collect } from '../../protocol/collection.ts';
import { isSubsetted } from '../input/classify.ts';
import type { Skipped } from '../input/reader.ts';
import type { SpoolRecord } from '../input/spool.ts';

export interface PatientRecord {
  readonly id: string;
  /** The Patient of the export; without it a server would have had nobody to read. */
  readonly patient: fhir4.Patient | undefined;
  readonly resources: readonly Located[];
  /** Types of which a record could not be read, or had elements left out: absence proves nothing. */
  readonly partly: ReadonlySet<string>;
  readonly skipped: readonly Skipped[];
  /** Records that stood there more than once, and those said to be deleted elsewhere in the export. */
  readonly repeated: number;
  readonly deleted: number;
}

export interface Shared {
  /** `Type/id` of what the export says was deleted. */
  readonly deleted: ReadonlySet<string>;
  /** `Medication` by id. */
  readonly medications: ReadonlyMap<string, fhir4.Medication>;
}

export function readRecord(id: string, records: readonly SpoolRecord[], shared: Shared): PatientRecord {
  const skipped: Skipped[] = [];
  const partly = new Set<string>();
  const found = new Map<string, Located>();
  const nameless: Located[] = [];
  let repeated = 0;
  let deleted = 0;
  for (const { bytes, file, at } of records) {
    const text = bytes.toString('utf8');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      skipped.push({ file, at, why: 'no JSON' });
      const type = /"resourceType"\s*:\s*"([A-Za-z]+)"/.exec(text)?.[1];
      if (type !== undefined) partly.add(type);
      continue;
    }
    const place = `file ${file + 1} at ${at}`;
    const { resources } = collect(value, { place, from: 'export', patient: { id } });
    for (const located of resources) {
      const { resource, reference } = located;
      if (shared.deleted.has(reference)) {
        deleted++;
        continue;
      }
      if (isSubsetted({ ...resource })) partly.add(resource.resourceType);
      if (!reference.includes('/') || reference.startsWith(place)) {
        nameless.push(located);
        continue;
      }
      const known = found.get(reference);
      if (known) repeated++;
      if (!known || isNewer(resource, known.resource)) found.set(reference, located);
    }
  }
  const all = [...found.values(), ...nameless];
  return {
    id,
    patient: all.map(({ resource }) => resource).find((r) => r.resourceType === 'Patient'),
    resources: [...all, ...medicationsOf(all, shared.medications, found)],
    partly,
    skipped,
    repeated,
    deleted,
  };
}

/** Of two versions of one resource the later counts; where neither says, the one that comes later in the export. */
function isNewer(a: fhir4.FhirResource, b: fhir4.FhirResource): boolean {
  const [va, vb] = [Number(a.meta?.versionId), Number(b.meta?.versionId)];
  return Number.isNaN(va) || Number.isNaN(vb) || va >= vb;
}

/** The drugs that this patient's orders refer to. */
function medicationsOf(
  all: readonly Located[],
  medications: Shared['medications'],
  found: ReadonlyMap<string, Located>,
): readonly Located[] {
  if (medications.size === 0) return [];
  const needed = new Map<string, Located>();
  for (const { resource } of all) {
    const pointer = 'medicationReference' in resource ? resource.medicationReference?.reference : undefined;
    const id = typeof pointer === 'string' ? /(?:^|\/)Medication\/([^/]+)/.exec(pointer)?.[1] : undefined;
    const medication = id === undefined ? undefined : medications.get(id);
    if (!medication || id === undefined) continue;
    const reference = `Medication/${id}`;
    if (!found.has(reference)) needed.set(reference, { resource: medication, reference, from: 'export' });
  }
  return [...needed.values()];
}
