// Where the chart comes from: a synthetic patient of this server, or the EHR that launched us.
import { call } from '../shared/api.ts';

export interface Chart {
  readonly patient: fhir4.Patient | undefined;
  readonly resources: readonly fhir4.FhirResource[];
  /** What could not be read, in words. */
  readonly missing: readonly string[];
  /** Launched by an EHR: the page stands alone in its frame. */
  readonly launched: boolean;
}

/** Chosen by the address: `?patient=` is a synthetic patient; `?code=&state=` and a stored state are a SMART launch. */
export async function loadChart(search: URLSearchParams): Promise<Chart | undefined> {
  const id = search.get('patient');
  if (id) return fromFixture(id);
  if (search.has('code') || search.has('error') || sessionStorage.getItem('SMART_KEY')) {
    const { fromEhr } = await import('./ehr.ts');
    return fromEhr();
  }
  return undefined;
}

async function fromFixture(id: string): Promise<Chart> {
  const { body } = await call<fhir4.Bundle<fhir4.FhirResource>>(`/demo/patients/${encodeURIComponent(id)}`);
  return toChart(
    (body.entry ?? []).flatMap((e) => e.resource ?? []),
    false,
  );
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
