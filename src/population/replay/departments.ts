// Where a patient was seen, by visit, as far as the export names it.
import type { PatientRecord } from './patient-record.ts';

/** `Encounter/1` → the department's name: the service's, else the place's, else the provider's. */
export function departmentsOf({ resources }: Pick<PatientRecord, 'resources'>): ReadonlyMap<string, string> {
  const departments = new Map<string, string>();
  for (const { resource, reference } of resources) {
    if (resource.resourceType !== 'Encounter') continue;
    const { serviceType, location, serviceProvider } = resource;
    const codings = Array.isArray(serviceType?.coding) ? serviceType.coding : [];
    const places = Array.isArray(location) ? location : [];
    const names = [
      serviceType?.text,
      ...codings.map((c) => c?.display),
      ...places.map((p) => p?.location?.display),
      serviceProvider?.display,
    ];
    const name = names.find((n) => typeof n === 'string' && n !== '');
    if (name !== undefined) departments.set(reference, name);
  }
  return departments;
}
