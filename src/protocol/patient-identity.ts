// Who the patient of a call is: an id on the FHIR server the call names. An absolute reference is an identity, too.

export interface PatientIdentity {
  readonly id: string;
  /** Host and path of the FHIR server; undefined when the call names none, and then a host cannot be judged. */
  readonly base?: string | undefined;
}

/** @param fhirServer base URL as the call names it */
export function identityOf(id: string, fhirServer?: string | null): PatientIdentity {
  return { id, base: fhirServer && URL.canParse(fhirServer) ? placeOf(new URL(fhirServer)) : undefined };
}

const VERSION = /\/_history\/[^/]*$/;

/**
 * @param reference literal reference, relative or absolute, with or without a version; no local one (`#`, `urn:`)
 * @returns is it this patient: `Patient/1`, `1`, or the same on the call's own server, under http or https
 */
export function isReferenceToPatient(reference: string, { id, base }: PatientIdentity): boolean {
  // By far the commonest form.
  if (reference === `Patient/${id}`) return true;
  const path = reference.replace(VERSION, '');
  if (!path.includes('://')) return path === id || path === `Patient/${id}` || path.endsWith(`/Patient/${id}`);
  if (!path.endsWith(`/Patient/${id}`) || !URL.canParse(path)) return false;
  return base === undefined || placeOf(new URL(path.slice(0, -`/Patient/${id}`.length))) === base;
}

function placeOf({ host, pathname }: URL): string {
  return host + pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
}
