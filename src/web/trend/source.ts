// Where the chart comes from: a synthetic patient of this server, or the EHR that launched us.
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { call } from '../shared/api.ts';
import { toChart, type Chart } from './patient-chart.ts';

/** Chosen by the address: `?patient=` is a synthetic patient; `?code=&state=` and a stored state are a SMART launch. */
export async function loadChart(search: URLSearchParams, localCodes: LocalCodes): Promise<Chart | undefined> {
  const id = search.get('patient');
  if (id) return fromFixture(id);
  if (search.has('code') || search.has('error') || sessionStorage.getItem('SMART_KEY')) {
    const { fromEhr } = await import('./ehr.ts');
    return fromEhr(localCodes);
  }
  return undefined;
}

async function fromFixture(id: string): Promise<Chart> {
  const { body } = await call<fhir4.Bundle<fhir4.FhirResource>>(`/demo/patients/${encodeURIComponent(id)}`);
  return toChart((body.entry ?? []).flatMap((e) => e.resource ?? []));
}
