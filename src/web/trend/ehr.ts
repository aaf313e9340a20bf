// The chart from the EHR that launched us, by SMART on FHIR.
import FHIR from 'fhirclient';

import { codesOf } from '../../clinical/facts/catalogue.ts';
import { codeSearches, codeTokens, plainKey, type LocalCodes } from '../../clinical/facts/code-search.ts';
import { toChart, type Chart } from './patient-chart.ts';

/** A chart of decades still ends. */
const MOST_PAGES = 10;

/** What the picture reads, and what it is called when it cannot be read. */
function searchesFor(patientId: string, localCodes: LocalCodes): Readonly<Record<string, string>> {
  const patient = `&patient=${encodeURIComponent(patientId)}`;
  return {
    ...codeSearches(
      'results',
      'Observation?_count=200&code=',
      codeTokens(
        codesOf(() => true),
        localCodes,
      ),
      patient,
    ),
    problems: `Condition?_count=200${patient}`,
    medications: `MedicationRequest?_count=200${patient}`,
    procedures: `Procedure?_count=200${patient}`,
  };
}

/** Completes the launch and reads the chart; parts that are refused are named, the patient itself is needed. */
export async function fromEhr(localCodes: LocalCodes): Promise<Chart> {
  const client = await FHIR.oauth2.ready();
  const id = client.patient.id;
  if (!id) throw new Error('The EHR did not say whose chart this is (no patient in the launch).');
  const patient = (await client.request(`Patient/${encodeURIComponent(id)}`)) as fhir4.Patient;
  const searches = Object.entries(searchesFor(id, localCodes));
  const parts = await Promise.allSettled(
    searches.map(([, query]) => client.request<fhir4.FhirResource[]>(query, { pageLimit: MOST_PAGES, flat: true })),
  );
  const resources = parts.flatMap((p) => (p.status === 'fulfilled' ? p.value : []));
  const missing = searches.flatMap(([name], i) => (parts[i]?.status === 'rejected' ? [plainKey(name)] : []));
  return toChart([patient, ...resources], true, [...new Set(missing)]);
}
