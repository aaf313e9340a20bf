// References among the gathered resources, followed by one index: relative, absolute, urn:uuid, contained.
import { listed } from './listed.ts';
import type { Sourced } from './types.ts';

export interface References {
  /**
   * @param reference as it stands in the record
   * @param from the reference of the resource it stands in, for what is contained there (`#a`)
   * @returns the resource meant, if it was gathered
   */
  resolve(reference: string | undefined, from: string): Sourced | undefined;
}

/** Made on the first question, so that a chart without references costs nothing. */
export function indexReferences(resources: readonly Sourced[]): References {
  let index: ReadonlyMap<string, Sourced> | undefined;
  return {
    resolve(reference, from) {
      if (typeof reference !== 'string') return undefined;
      index ??= toIndex(resources);
      if (reference.startsWith('#')) return index.get(containerOf(from) + reference);
      const plain = withoutVersion(reference);
      const exact = index.get(plain);
      if (exact || !plain.includes('://')) return exact;
      return ofNoBase(index.get(plain.split('/').slice(-2).join('/')));
    },
  };
}

function toIndex(resources: readonly Sourced[]): ReadonlyMap<string, Sourced> {
  const index = new Map<string, Sourced>();
  const add = (key: string, sourced: Sourced): void => {
    if (!index.has(key)) index.set(key, sourced);
  };
  for (const sourced of resources) {
    if (!isResource(sourced.resource)) continue;
    add(sourced.reference, sourced);
    if (sourced.fullUrl) add(withoutVersion(sourced.fullUrl), sourced);
    for (const inner of containedIn(sourced.resource)) {
      if (typeof inner.id !== 'string') continue;
      // some servers write the id as the reference to it
      const reference = `${containerOf(sourced.reference)}#${inner.id.replace(/^#/, '')}`;
      add(reference, { resource: inner, reference });
    }
  }
  return index;
}

/** An absolute reference that is not that of a resource itself is not met by one of the same id under another base. */
function ofNoBase(found: Sourced | undefined): Sourced | undefined {
  return found?.fullUrl?.includes('://') ? undefined : found;
}

export function containedIn(resource: fhir4.FhirResource): readonly fhir4.FhirResource[] {
  const contained: readonly fhir4.Resource[] | undefined = 'contained' in resource ? resource.contained : undefined;
  return listed(contained).filter(isAnyResource);
}

/** Servers and clients put anything in a resource's place. */
export function isResource(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isAnyResource(resource: fhir4.Resource): resource is fhir4.FhirResource {
  return typeof resource.resourceType === 'string';
}

/** The reference of what a contained resource stands in; its own for any other. */
export function containerOf(reference: string): string {
  return reference.replace(/#.*/, '');
}

function withoutVersion(reference: string): string {
  return reference.replace(/\/_history\/.*/, '');
}
