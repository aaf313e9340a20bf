// A drug that is drafted today is ordered today, in whatever state and of whatever day its draft is.
import { expect, test } from '@jest/globals';
import { services } from '../../fixtures/published.ts';
import { AS_OF, chart, condition, daysAgo, drug, patient, PATIENT_ID } from '../support/chart.ts';

function summaries(draft: object): readonly string[] {
  const drafts = chart([{ ...drug('bortezomib 3.5 mg', { id: 'draft' }), status: 'draft', ...draft }]);
  const situation = {
    hook: 'order-sign' as const,
    patientId: PATIENT_ID,
    userId: 'Practitioner/1',
    results: [],
    draftOrders: drafts,
    selected: drafts,
  };
  const record = {
    resources: chart([patient(), condition('myeloma', { since: daysAgo(5).slice(0, 10) })]),
    unavailable: new Map<string, string>(),
    coverage: new Map(),
  };
  const service = services.find(({ id }) => id === 'b2m-order');
  return service?.evaluate(situation, record, Date.parse(AS_OF)).cards.map((card) => card.summary) ?? [];
}

test.each([
  ['as it is drafted', {}],
  ['without a date', { authoredOn: undefined }],
  ['written in advance', { authoredOn: daysAgo(-3) }],
  ['taken over from an order of last year', { authoredOn: daysAgo(400) }],
  ['as a plan', { intent: 'plan' }],
  ['active already', { status: 'active' }],
])('%s', (_, draft) => {
  expect(summaries(draft)).toEqual([
    'No B2M or albumin on record before bortezomib: the ISS stage cannot be made after the first dose',
  ]);
});

test.each(['cancelled', 'stopped', 'entered-in-error'])('%s it is no order', (status) => {
  expect(summaries({ status })).toEqual([]);
});
