// The CapabilityStatement of the demonstration server, made from the search parameters it serves.
import type { SearchParameters } from './search-parameters.ts';

/** @source https://hl7.org/fhir/R4/capabilitystatement.html */
export function toCapabilityStatement(
  parameters: SearchParameters,
  baseUrl: string,
  date: string,
): fhir4.CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    implementation: { description: 'ClearStage demonstration data: synthetic patients', url: baseUrl },
    rest: [
      {
        mode: 'server',
        resource: [...parameters].map(([type, known]) => ({
          type: type as fhir4.CapabilityStatementRestResource['type'],
          interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'create' }, { code: 'update' }],
          searchParam: [...known].map(([name, { type }]) => ({ name, type })),
        })),
      },
    ],
  };
}
