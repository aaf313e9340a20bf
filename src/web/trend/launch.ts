// The SMART launch page: sends the browser to the EHR's authorization server, and only to an EHR we know.
import FHIR from 'fhirclient';

import { call } from '../shared/api.ts';

interface SmartConfig {
  readonly clientId: string;
  readonly servers: readonly string[];
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
  if (!iss) throw new Error('This page is opened by an EHR (SMART launch): the address carries no "iss".');
  const { body } = await call<SmartConfig>('/smart/config.json');
  if (!body.servers.some((s) => trimmed(s) === trimmed(iss))) {
    throw new Error('This server is not set up for the EHR that opened it; its operator can add it.');
  }
  // without a launch id the user opened the app alone and chooses the patient at the EHR
  const launched = search.has('launch') ? 'launch' : 'launch/patient';
  await FHIR.oauth2.authorize({
    clientId: body.clientId,
    iss,
    scope: [launched, ...SCOPES].join(' '),
    redirectUri: '/trend',
  });
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}

launch().catch((error: Error) => {
  const status = document.getElementById('status');
  if (status) status.textContent = error.message;
});
