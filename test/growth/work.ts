// What is counted: one hook call about a chart, and one feedback call.
import { services } from '../../fixtures/published.ts';
import { readFeedback } from '../../src/protocol/feedback-shape.ts';
import { decide, type DecideDeps } from '../../src/protocol/decide.ts';
import { compileEndpoints } from '../../src/protocol/endpoints.ts';
import { NOW } from './charts.ts';

const endpoint = compileEndpoints(services).get('b2m-patient-view');
if (!endpoint) throw new Error('the service is not there');
const NOTHING = { ok: false, fault: 'no-server' } as const;
const deps: DecideDeps = {
  clock: () => NOW,
  timer: () => performance.now(),
  deadlineMs: 1,
  gateway: { open: () => ({ get: async () => NOTHING, follow: async () => NOTHING }) },
};

/** One call whose prefetch holds these resources, each under the first key that asks for its type. */
export function callAbout(resources: readonly object[]): object {
  const asked = new Set<string>();
  const prefetch = Object.fromEntries(
    [...(endpoint?.types ?? [])].map(([key, type]) => {
      if (type === 'Patient')
        return [key, { resourceType: 'Patient', id: 'p1', gender: 'female', birthDate: '1958-03-02' }];
      const found = asked.has(type) ? [] : resources.filter((r) => 'resourceType' in r && r.resourceType === type);
      asked.add(type);
      return [key, { resourceType: 'Bundle', type: 'searchset', entry: found.map((resource) => ({ resource })) }];
    }),
  );
  return {
    hook: 'patient-view',
    hookInstance: '7bd1b5f0-3a4e-4c1c-9d55-0b2f3f6b5a10',
    context: { patientId: 'p1', userId: 'Practitioner/dr' },
    prefetch,
  };
}

export async function evaluateCall(body: object): Promise<void> {
  if (endpoint) await decide({ body, endpoint, caller: { client: 'growth', fhirServers: [] } }, deps);
}

export function readEntries(n: number): void {
  const entry = (i: number): object => ({
    card: `7bd1b5f0-3a4e-4c1c-9d55-${String(i).padStart(12, '0')}`,
    outcome: 'overridden',
    overrideReason: { reason: { code: 'other', system: 'https://clearstage.org' } },
    outcomeTimestamp: '2026-11-27T11:00:00Z',
  });
  readFeedback({ feedback: Array.from({ length: n }, (_, i) => entry(i)) });
}
