// Goes the way of a hook call a few hundred times right after the start, in small slices, so that the first patients'
// calls already meet compiled code.
import { setImmediate as turn } from 'node:timers/promises';
import { decide, type DecideDeps } from '../protocol/decide.ts';
import type { Endpoint } from '../protocol/endpoints.ts';

const ROUNDS = 1_200;
/** The longest a waiting call is held up by a slice, milliseconds. */
const SLICE_MS = 4;

/**
 * Evaluates a made-up patient on every endpoint; nothing is fetched, recorded, counted or logged.
 *
 * @param stopped ends it early
 */
export async function warmUp(
  endpoints: Iterable<Endpoint>,
  deps: Pick<DecideDeps, 'clock' | 'timer'>,
  stopped: () => boolean,
): Promise<void> {
  const calls = [...endpoints].map((endpoint) => ({
    endpoint,
    text: JSON.stringify(exampleCall(endpoint, deps.clock())),
  }));
  const gateway = { open: () => ({ get: async () => NOTHING }) };
  const quiet: DecideDeps = { ...deps, deadlineMs: 1, gateway };
  const caller = { client: 'warm-up', fhirServers: [] };
  for (let round = 0; round < ROUNDS && !stopped();) {
    const until = deps.timer() + SLICE_MS;
    while (round < ROUNDS && deps.timer() < until) {
      const { endpoint, text } = calls[round % calls.length] as (typeof calls)[number];
      const { outcome } = await decide({ body: JSON.parse(text), endpoint, caller }, quiet);
      JSON.stringify(outcome?.evaluation.cards);
      round++;
    }
    await turn();
  }
}

const NOTHING = { ok: false, fault: 'no-server' } as const;
const LOINC = 'http://loinc.org';
const DAY_MS = 86_400_000;
const SUBJECT = { reference: 'Patient/warm-up' };

/** A myeloma patient with reduced filtration: the call in which most rules have something to say. */
function exampleCall({ wireHook, offering, templates }: Endpoint, now: number): object {
  const day = (ago: number): string => new Date(now - ago * DAY_MS).toISOString();
  const result = (code: string, value: number, unit: string, ago: number) => ({
    resourceType: 'Observation',
    id: `${code}-${ago}`,
    status: 'final',
    code: { coding: [{ system: LOINC, code }] },
    subject: SUBJECT,
    effectiveDateTime: day(ago),
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  });
  const results = [1, 8, 40].flatMap((ago) => [
    result('1952-1', 6.4 - ago / 40, 'mg/L', ago),
    result('2160-0', 2.1, 'mg/dL', ago),
    result('1751-7', 3.3, 'g/dL', ago),
  ]);
  const patient = { resourceType: 'Patient', id: 'warm-up', gender: 'female', birthDate: '1955-05-05' };
  const condition = {
    resourceType: 'Condition',
    id: 'warm-up',
    subject: SUBJECT,
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '109989006' }] },
    onsetDateTime: day(5).slice(0, 10),
  };
  const draft = { resourceType: 'ServiceRequest', id: 'draft', status: 'draft', intent: 'order', subject: SUBJECT };
  const order = { ...draft, code: { coding: [{ system: LOINC, code: '1952-1' }] } };
  return {
    hook: wireHook,
    hookInstance: '7bd1b5f0-3a4e-4c1c-9d55-0b2f3f6b5a10',
    context: {
      patientId: 'warm-up',
      userId: 'Practitioner/warm-up',
      ...(offering.hook.startsWith('order') && { draftOrders: bundle([order]) }),
      ...(offering.hook === 'order-select' && { selections: ['ServiceRequest/draft'] }),
    },
    prefetch: Object.fromEntries(
      [...templates.keys()].map((key) => [key, prefetched(key, { patient, condition, results })]),
    ),
  };
}

function prefetched(key: string, of: { patient: object; condition: object; results: readonly object[] }): object {
  if (key === 'patient') return of.patient;
  return bundle(key === 'conditions' ? [of.condition] : key === 'markers' || key === 'labs' ? of.results : []);
}

function bundle(resources: readonly object[]): object {
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) };
}
