// Warm-up: goes the way of each hook a few hundred times right after the start, in small slices, so that the first
// patients' calls already meet compiled code.
import { setImmediate as turn } from 'node:timers/promises';
import { decide, type DecideDeps } from '../protocol/decide.ts';
import type { Endpoint } from '../protocol/endpoints.ts';

/** Of all endpoints together. */
const ROUNDS = 1_200;
/** The longest a waiting call is held up by a slice, milliseconds. */
const SLICE_MS = 4;

/**
 * Evaluates each service's example on its endpoints; nothing is fetched, recorded, counted or logged.
 *
 * @param stopped ends it early
 * @param rounds calls in all
 */
export async function warmUp(
  endpoints: Iterable<Endpoint>,
  deps: Pick<DecideDeps, 'clock' | 'timer'>,
  stopped: () => boolean,
  rounds = ROUNDS,
): Promise<void> {
  const calls = [...endpoints].map((endpoint) => ({
    endpoint,
    text: JSON.stringify(exampleCall(endpoint, deps.clock())),
  }));
  const gateway = { open: () => ({ get: async () => NOTHING, follow: async () => NOTHING }) };
  const decideDeps: DecideDeps = { ...deps, deadlineMs: 1, gateway };
  const caller = { client: 'warm-up', fhirServers: [] };
  for (let round = 0; round < rounds && !stopped();) {
    const until = deps.timer() + SLICE_MS;
    while (round < rounds && deps.timer() < until) {
      const { endpoint, text } = calls[round % calls.length] as (typeof calls)[number];
      const { outcome } = await decide({ body: JSON.parse(text), endpoint, caller }, decideDeps);
      JSON.stringify(outcome?.evaluation.cards);
      round++;
    }
    await turn();
  }
}

const NOTHING = { ok: false, fault: 'no-server' } as const;

/** The service's example as an EHR would send it: each resource under the first key that asks for its type. */
function exampleCall({ wireHook, offering, service, types }: Endpoint, now: number): object {
  const { patient, resources, draftOrders } = service.example(now);
  const selections = draftOrders.map(({ resourceType, id }) => `${resourceType}/${id}`);
  return {
    hook: wireHook,
    hookInstance: '7bd1b5f0-3a4e-4c1c-9d55-0b2f3f6b5a10',
    context: {
      patientId: patient.id,
      userId: 'Practitioner/example',
      ...(offering.hook.startsWith('order') && { draftOrders: bundle(draftOrders) }),
      ...(offering.hook === 'order-select' && { selections }),
    },
    prefetch: prefetchOf(types, patient, resources),
  };
}

function prefetchOf(types: Endpoint['types'], patient: object, resources: readonly fhir4.FhirResource[]) {
  const asked = new Set<string>();
  return Object.fromEntries(
    [...types].map(([key, type]) => {
      if (type === 'Patient') return [key, patient];
      const first = !asked.has(type);
      asked.add(type);
      return [key, bundle(first ? resources.filter(({ resourceType }) => resourceType === type) : [])];
    }),
  );
}

function bundle(resources: readonly object[]): object {
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) };
}
