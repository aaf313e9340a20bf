// The CapabilityStatement of the demonstration server, made from the search parameters it serves.
import type { SearchParameters } from './search-parameters.ts';
import { endpointsOf } from './smart.ts';

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
        security: security(baseUrl),
        resource: [...parameters].map(([type, known]) => ({
          type: type as fhir4.CapabilityStatementRestResource['type'],
          interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'create' }, { code: 'update' }],
          searchParam: [...known].map(([name, { type }]) => ({ name, type })),
        })),
      },
    ],
  };
}

/** Where apps get access, for those that read it here. @source https://hl7.org/fhir/smart-app-launch/conformance.html */
function security(baseUrl: string): fhir4.CapabilityStatementRestSecurity {
  const { authorize, token } = endpointsOf(baseUrl);
  return {
    cors: true,
    service: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }],
      },
    ],
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [
          { url: 'authorize', valueUri: authorize },
          { url: 'token', valueUri: token },
        ],
      },
    ],
  };
}
