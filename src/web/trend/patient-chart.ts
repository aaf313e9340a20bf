// One patient's chart, as the trend page reads it.
import type { PartlyRead } from '../../clinical/facts/types.ts';

export interface Chart {
  readonly patient: fhir4.Patient | undefined;
  readonly resources: readonly fhir4.FhirResource[];
  /** Keys of what could not be read at all. */
  readonly unavailable: readonly string[];
  /** What was read in part, and what was not read. */
  readonly partlyRead: readonly PartlyRead[];
  /** Launched by an EHR: the page stands alone in its frame. */
  readonly launched: boolean;
}

/** A chart that was handed over as a whole. */
const WHOLE: Omit<Chart, 'patient' | 'resources'> = { launched: false, unavailable: [], partlyRead: [] };

/** Puts resources into a chart; the first Patient is whose it is. */
export function toChart(
  resources: readonly fhir4.FhirResource[],
  read: Omit<Chart, 'patient' | 'resources'> = WHOLE,
): Chart {
  const patient = resources.find((r): r is fhir4.Patient => r.resourceType === 'Patient');
  return { patient, resources, ...read };
}
