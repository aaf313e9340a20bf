// Does a chart hold anything that something could be said of? Asked of the codes alone, before a chart is read.
import { meaningsOf } from './conditions.ts';
import { listed } from './listed.ts';
import { entryOf } from './observation.ts';
import { containedIn, isResource } from './references.ts';
import type { Analyte, Context, Disease, Sourced } from './types.ts';

/** What a rule may begin with: a result, usable or not, or an entry of the problem list, whatever its status. */
export type Lead = Analyte | Disease | Context;

/**
 * @param resources whatever was gathered of the patient
 * @param localCodes the site's codes as `system|code` → LOINC
 * @returns false only where no reading of these resources could find one of the leads
 */
export function holdsLead(
  resources: readonly Sourced[],
  leads: ReadonlySet<Lead>,
  localCodes: ReadonlyMap<string, string>,
): boolean {
  const isResultOfLead = (part: { readonly code?: fhir4.CodeableConcept }): boolean => {
    const entry = entryOf(part.code, localCodes)?.entry;
    return entry !== undefined && 'analyte' in entry && entry.analyte !== undefined && leads.has(entry.analyte);
  };
  const isLead = (resource: fhir4.FhirResource): boolean => {
    if (resource.resourceType === 'Condition') return meaningsOf(resource.code).some(({ kind }) => leads.has(kind));
    if (resource.resourceType !== 'Observation') return false;
    return isResultOfLead(resource) || listed(resource.component).some(isResultOfLead);
  };
  return resources.some(
    ({ resource }) => isResource(resource) && (isLead(resource) || containedIn(resource).some(isLead)),
  );
}
