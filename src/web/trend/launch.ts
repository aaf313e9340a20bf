// The SMART launch page: sends the browser to the EHR's authorization server, and only to an EHR we know.
import FHIR from 'fhirclient';

import { call } from '../shared/api.ts';
import { LaunchFault } from './launch-fault.ts';

interface SmartConfig {
  readonly clientId: string;
  /** Is that server one of ours? */
  readonly known: boolean;
}

const SCOPES = [
  'openid',
  'fhirUser',
  'patient/Patient.read',
  'patient/Observation.read',
  'patient/Condition.read',
  'patient/MedicationRequest.read',
  'patient/Procedure.read',
];

async function launch(): Promise<void> {
  const search = new URLSearchParams(location.search);
  const iss = search.get('iss');
  if (!iss) throw new LaunchFault('no-iss');
  const { body } = await call<SmartConfig>(`/smart/config.json?iss=${encodeURIComponent(iss)}`);
  if (!body.known) throw new LaunchFault('unknown-ehr');
  // without a launch id the user opened the app alone and chooses the patient at the EHR
  const launched = search.has('launch') ? 'launch' : 'launch/patient';
  await FHIR.oauth2
    .authorize({
      clientId: body.clientId,
      iss,
      scope: [launched, ...SCOPES].join(' '),
      redirectUri: '/trend',
    })
    .catch((cause: unknown) => {
      throw new LaunchFault('discovery', cause);
    });
}

launch().catch((error: Error) => {
  const status = document.getElementById('status');
  const lines = error instanceof LaunchFault ? [error.message, error.todo, error.said] : [error.message];
  status?.replaceChildren(
    ...lines
      .filter((line) => line !== undefined)
      .map((line) => Object.assign(document.createElement('p'), { textContent: line })),
  );
  status?.classList.add('notice', 'bad');
});
