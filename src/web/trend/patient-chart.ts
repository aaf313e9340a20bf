// One patient's chart, as the trend page reads it.

export interface Chart {
  readonly patient: fhir4.Patient | undefined;
  readonly resources: readonly fhir4.FhirResource[];
  /** What could not be read, in words. */
  readonly missing: readonly string[];
  /** Launched by an EHR: the page stands alone in its frame. */
  readonly launched: boolean;
}

/** Puts resources into a chart; the first Patient is whose it is. */
export function toChart(
  resources: readonly fhir4.FhirResource[],
  launched: boolean,
  missing: readonly string[] = [],
): Chart {
  const patient = resources.find((r): r is fhir4.Patient => r.resourceType === 'Patient');
  return { patient, resources, missing, launched };
}
