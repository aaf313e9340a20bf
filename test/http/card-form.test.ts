// A client's EHR is sent cards in the form that it can show.
import { expect, test } from '@jest/globals';
import { createAnonymousAccess } from '../../src/trust/anonymous-access.ts';
import { startApp } from '../support/app.ts';
import { stubService } from '../support/stub-service.ts';

const BODY = {
  rows: [{ result: 'B2M', value: '6.9 mg/L', limit: 'ISS III: 5.5 or more' }],
  lines: [],
  closing: 'Advice only.',
};
const RESULT = {
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  code: { text: 'any' },
  subject: { reference: 'Patient/p1' },
};
const service = {
  ...stubService,
  evaluate: (...args: Parameters<typeof stubService.evaluate>) => {
    const told = stubService.evaluate(...args);
    return { ...told, cards: told.cards.map((card) => ({ ...card, detail: 'as a table', body: BODY })) };
  },
};

test.each([
  [undefined, 'as a table'],
  [{ tables: false }, 'Results:\n\n- B2M: 6.9 mg/L; ISS III: 5.5 or more\n\n*Advice only.*'],
  [{ markdown: false }, 'Results:\nB2M: 6.9 mg/L; ISS III: 5.5 or more\n\nAdvice only.'],
])('an EHR that shows %j reads it so, and nothing of the making goes out', async (shows, detail) => {
  const app = await startApp({ services: [service], authenticator: createAnonymousAccess([], shows) });
  const patient = { resourceType: 'Patient', id: 'p1' };
  const answer = await app.post('/cds-services/b2m-patient-view', {
    hook: 'patient-view',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context: { userId: 'Practitioner/1', patientId: 'p1' },
    prefetch: { patient, labs: { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: RESULT }] } },
  });
  const { cards } = (await answer.json()) as { readonly cards: readonly Record<string, unknown>[] };
  await app.close();
  expect(cards[0]?.['detail']).toBe(detail);
  expect(cards[0]).not.toHaveProperty('body');
});
