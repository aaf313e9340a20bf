// Calls and cards are counted under the configuration's names of who called, and nothing of the call goes with them.
import { expect, test } from '@jest/globals';
import type { AnsweredCall } from '../../src/contracts/ports.ts';
import { NOW, startApp } from '../support/app.ts';
import { hookCall } from '../support/requests.ts';

const insights = { role: { at: '/context/userId', names: { 'Practitioner/7': 'Oncologist' } } };

test('a call and its cards are of the role that its client’s configuration names', async () => {
  const calls: AnsweredCall[] = [];
  const app = await startApp({
    authenticator: { authenticate: async () => ({ client: 'Hospital', tenant: 'North', fhirServers: [], insights }) },
    countCall: (call) => void calls.push(call),
  });
  const of = async (userId: string) => {
    const body = hookCall('patient-view');
    return app.post('/cds-services/b2m-patient-view', { ...body, context: { userId, patientId: 'p1' } });
  };
  const answers = [await of('Practitioner/7'), await of('Practitioner/8')];
  const broken = await app.post('/cds-services/b2m-patient-view', { hook: 'patient-view' });
  await app.close();
  expect([...answers, broken].map((a) => a.status)).toEqual([200, 200, 400]);
  const named = { serviceId: 'b2m-patient-view', client: 'Hospital / North', at: NOW };
  expect(calls).toEqual([{ ...named, role: 'Oncologist' }, named]);
  expect(app.issued.length).toBeGreaterThan(1);
  expect(new Set(app.issued.map(({ role }) => role))).toEqual(new Set(['Oncologist', undefined]));
  expect(JSON.stringify([calls, app.issued])).not.toContain('Practitioner');
});
