// What the server says of itself in /metadata, against what our queries need.
import { blocker, info, warning, type Finding } from './finding.ts';
import { listOf, member, statusInWords, type Probe } from './probe.ts';

/** Search parameters of our queries by resource type. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Observation: ['patient', 'code', 'date'],
  Condition: ['patient'],
  MedicationRequest: ['patient'],
  Procedure: ['patient'],
  ServiceRequest: ['patient'],
};

export async function checkCapabilities(probe: Probe): Promise<readonly Finding[]> {
  const answer = await probe('metadata');
  if (member(answer.body, 'resourceType') !== 'CapabilityStatement') {
    return [blocker('metadata', `no CapabilityStatement: ${statusInWords(answer)}`)];
  }
  const version = member(answer.body, 'fhirVersion');
  const r4 = typeof version === 'string' && version.startsWith('4.');
  const software = member(answer.body, 'software', 'name');
  const served = new Map(
    listOf(member(answer.body, 'rest'))
      .flatMap((rest) => listOf(member(rest, 'resource')))
      .map((resource) => [member(resource, 'type'), namesOf(resource)]),
  );
  return [
    r4
      ? info('metadata', `FHIR ${version}${typeof software === 'string' ? `, ${software}` : ''}, ${answer.ms} ms`)
      : blocker('metadata', `FHIR ${String(version)}: FHIR R4 is needed`),
    ...Object.entries(NEEDED).flatMap(([type, parameters]) => {
      const names = served.get(type);
      if (!names) return [warning('metadata', `${type} is not listed; whether it is served, its query shows`)];
      const missing = parameters.filter((p) => !names.includes(p));
      return missing.length === 0
        ? []
        : [warning('metadata', `${type} does not list the search parameter ${missing.join(', ')}`)];
    }),
  ];
}

function namesOf(resource: unknown): readonly unknown[] {
  return listOf(member(resource, 'searchParam')).map((parameter) => member(parameter, 'name'));
}
