// What an offering's queries would have brought of a patient's record: its prefetch templates, read as a server reads them.
import { codingsIn } from '../../clinical/facts/code-search.ts';
import { resourceTypeOf } from '../../contracts/fhir-query.ts';
import type { Offering } from '../../contracts/service.ts';

/** The prefetch keys that would bring a resource; none for what is never asked for. */
export type Asked = (resource: fhir4.FhirResource) => readonly string[];

/** The order in which drugs are told by what they are given as: the same query may bring the drug along. */
const BROUGHT_ALONG: Readonly<Record<string, string>> = { Medication: 'MedicationRequest' };

/**
 * A code counts whatever name its system has (`urn:oid:…`), since services read it by any; a resource without a code
 * that is asked for is brought by no query by code.
 */
export function askedBy({ prefetch }: Pick<Offering, 'prefetch'>): Asked {
  const queries = Object.entries(prefetch).map(([key, template]) => {
    const codes = /[?&]code=([^&]*)/.exec(template)?.[1];
    return {
      key,
      type: resourceTypeOf(template),
      codes: codes === undefined ? undefined : new Set(codingsIn(codes).map((c) => c.code)),
    };
  });
  return (resource) => {
    const type = BROUGHT_ALONG[resource.resourceType] ?? resource.resourceType;
    const codes = codesOf(resource);
    return queries.flatMap((q) =>
      q.type === type && (q.codes === undefined || codes.some((c) => q.codes?.has(c))) ? [q.key] : [],
    );
  };
}

function codesOf(resource: fhir4.FhirResource): readonly string[] {
  const concept: unknown = 'code' in resource ? resource.code : undefined;
  if (typeof concept !== 'object' || concept === null || !('coding' in concept)) return [];
  const { coding } = concept;
  return Array.isArray(coding)
    ? (coding as readonly (fhir4.Coding | null)[]).flatMap((c) => (typeof c?.code === 'string' ? [c.code] : []))
    : [];
}

/** Keys by type, for what of a type is not known. */
export function keysOfType({ prefetch }: Pick<Offering, 'prefetch'>, type: string): readonly string[] {
  return Object.entries(prefetch).flatMap(([key, template]) => (resourceTypeOf(template) === type ? [key] : []));
}
