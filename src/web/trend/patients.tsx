// Opened without a patient: the synthetic ones to choose from, and how an EHR opens this page.
import { useEffect, useState } from 'preact/hooks';

import { call } from '../shared/api.ts';

interface Listed {
  readonly id: string;
  readonly story: string;
}

/** A list of links; empty outside demonstration mode. */
export function Patients() {
  const [patients, setPatients] = useState<readonly Listed[]>([]);
  useEffect(() => {
    call<Listed[]>('/demo/patients')
      .then(({ body }) => setPatients(body))
      .catch(() => setPatients([]));
  }, []);
  return (
    <>
      <h1>Beta-2 microglobulin and the kidneys</h1>
      <p class="muted">
        An EHR opens this page for its patient by SMART launch at <code>/smart/launch</code>.
        {patients.length > 0 && ' Or choose a synthetic patient:'}
      </p>
      <ul class="choices">
        {patients.map((p) => (
          <li key={p.id}>
            <a href={`/trend?patient=${encodeURIComponent(p.id)}`}>{p.story}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
