// The discovery document, `GET /cds-services`: built once, sent as it is.
import type { Endpoint } from './endpoints.ts';

/** The published version of every hook we answer. @source https://build.fhir.org/ig/HL7/cds-hooks-library/ */
const HOOK_VERSION = '1.0';

/** The discovery document as JSON text. @source https://cds-hooks.hl7.org/#discovery */
export function discoveryDocument(endpoints: Iterable<Endpoint>): string {
  const services = [...endpoints].map(({ offering, wireHook, id }) => ({
    hook: wireHook,
    title: offering.title,
    description: offering.description,
    id,
    ...(Object.keys(offering.prefetch).length > 0 && { prefetch: offering.prefetch }),
    ...(offering.usageRequirements && { usageRequirements: offering.usageRequirements }),
    version: '3.0.0',
    hookVersion: HOOK_VERSION,
  }));
  return JSON.stringify({ services });
}
