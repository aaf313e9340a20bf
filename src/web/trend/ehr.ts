// The chart from the EHR that launched us, by SMART on FHIR.
import FHIR from 'fhirclient';

import { codesOf } from '../../clinical/facts/catalogue.ts';
import { toChart, type Chart } from './patient-chart.ts';

/** A chart of decades still ends. */
const MOST_PAGES = 10;

/** What the picture reads, and what it is called when it cannot be read. */
const SEARCHES = [
  [
    'results',
    `Observation?_count=200&code=${codesOf(() => true)
      .map((c) => `http://loinc.org|${c}`)
      .join(',')}&patient=`,
  ],
  ['problems', 'Condition?_count=200&patient='],
  ['medications', 'MedicationRequest?_count=200&patient='],
  ['procedures', 'Procedure?_count=200&patient='],
] as const;

/** Completes the launch and reads the chart; parts that are refused are named, the patient itself is needed. */
export async function fromEhr(): Promise<Chart> {
  const client = await FHIR.oauth2.ready();
  const id = client.patient.id;
  if (!id) throw new Error('The EHR did not say whose chart this is (no patient in the launch).');
  const patient = (await client.request(`Patient/${encodeURIComponent(id)}`)) as fhir4.Patient;
  const parts = await Promise.allSettled(
    SEARCHES.map(([, query]) =>
      client.request<fhir4.FhirResource[]>(query + encodeURIComponent(id), { pageLimit: MOST_PAGES, flat: true }),
    ),
  );
  const resources = parts.flatMap((p) => (p.status === 'fulfilled' ? p.value : []));
  const missing = SEARCHES.flatMap(([name], i) => (parts[i]?.status === 'rejected' ? [name] : []));
  return toChart([patient, ...resources], true, missing);
}
