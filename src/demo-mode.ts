// Demonstration mode: synthetic patients on a FHIR server of their own, and a first call to copy.
import type { DemoData } from './demo/patients.ts';
import type { DemoPatient } from './http/pages.ts';
import { describeError, type Log } from './ops/log.ts';

export interface Demo {
  readonly fhirBaseUrl: string;
  close(): Promise<void>;
}

/** The patient of the printed call: one whose number means more than one thing. */
const SHOWN_PATIENT = 'mm-iss3-egfr20';

export const NO_DATA: DemoData = { patients: [], resources: [] };

/** Reads the synthetic patients. Loaded only when asked for: a production image does not hold them. */
export async function demoDataOrNone(now: number, log: Log): Promise<DemoData> {
  try {
    const { loadDemoData } = await import('./demo/patients.ts');
    return loadDemoData(now);
  } catch (error) {
    log.write('warn', 'demonstration patients not found', { error: describeError(error) });
    return NO_DATA;
  }
}

/** Each patient with everything that is theirs, for the console to pick from. */
export function toWebPatients({ patients, resources }: DemoData): readonly DemoPatient[] {
  const byPatient = new Map<string, fhir4.FhirResource[]>();
  for (const resource of resources) {
    const { subject, patient } = resource as { subject?: fhir4.Reference; patient?: fhir4.Reference };
    const self = `${resource.resourceType}/${resource.id}`;
    const owner = (subject ?? patient)?.reference ?? self;
    byPatient.set(owner, [...(byPatient.get(owner) ?? []), resource]);
  }
  return patients.map((patient) => {
    const { id } = patient;
    const entry = (byPatient.get(`Patient/${id}`) ?? []).map((resource) => ({ resource }));
    return { ...patient, bundle: { resourceType: 'Bundle', type: 'collection', entry } };
  });
}

/**
 * Starts the FHIR server beside ours; on any free port when the preferred one is taken. The hooks are served whether or
 * not it comes up.
 */
export async function startDemoBeside(
  { resources }: DemoData,
  preferredPort: number,
  log: Log,
): Promise<Demo | undefined> {
  try {
    const { startDemoFhirServer } = await import('./demo/fhir-server.ts');
    const server = await startDemoFhirServer({ port: preferredPort, resources }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      return startDemoFhirServer({ port: 0, resources });
    });
    return { fhirBaseUrl: server.baseUrl, close: () => server.close() };
  } catch (error) {
    log.write('warn', 'demonstration data not served', { error: describeError(error) });
    return undefined;
  }
}

export interface Welcome {
  readonly url: string;
  readonly serviceIds: readonly string[];
  /** Undefined when the demonstration data could not be served. */
  readonly fhirBaseUrl: string | undefined;
  readonly auth: 'off' | 'required';
  /** The public base URL, which tokens are made for. */
  readonly audience: string;
  /** It listens on this machine only. */
  readonly loopback: boolean;
}

/** What a newcomer reads at the start. */
export function welcome({ url, serviceIds, fhirBaseUrl, auth, audience, loopback }: Welcome): string {
  const who = auth === 'off' ? 'no authentication' : 'calls need a token of a configured client';
  const where = loopback ? 'this machine only' : 'open to the network';
  const lines = [
    '',
    `ClearStage is running in demonstration mode: ${who}, ${where}, synthetic patients.`,
    `  Console     ${url}/`,
    `  Discovery   ${url}/cds-services`,
    `  Services    ${serviceIds.join(', ')}`,
  ];
  if (fhirBaseUrl) {
    lines.push(`  FHIR data   ${fhirBaseUrl}`, '');
    if (auth === 'required') lines.push(tokenFirst(audience), '');
    lines.push('A first call, to copy:', '', firstCall(url, fhirBaseUrl, auth));
  }
  return `${lines.join('\n')}\n\n`;
}

/** How to sign for a client of the configuration; `aud` is checked, so it is the address as the configuration has it. */
function tokenFirst(audience: string): string {
  return [
    'Each call needs a token of a configured client, whose fhirServers hold the FHIR data above. To sign one:',
    '',
    `TOKEN=$(npx clearstage token --only token --key KEY.json --issuer ISSUER --aud ${audience}${SHOWN_SERVICE})`,
  ].join('\n');
}

const SHOWN_SERVICE = '/cds-services/b2m-patient-view';

function firstCall(url: string, fhirServer: string, auth: 'off' | 'required'): string {
  const body = JSON.stringify({
    hook: 'patient-view',
    hookInstance: '7bd1b5f0-3a4e-4c1c-9d55-0b2f3f6b5a10',
    fhirServer,
    context: { patientId: SHOWN_PATIENT, userId: 'Practitioner/COREPRACTITIONER1' },
    // a session of its own: it goes on answering when somebody has dismissed the card elsewhere
    extension: { 'org.clearstage.session': 'first-call' },
  });
  const token = auth === 'required' ? ` -H "authorization: Bearer $TOKEN"` : '';
  return `curl -s ${url}${SHOWN_SERVICE} -H 'content-type: application/json'${token} -d '${body}'`;
}
