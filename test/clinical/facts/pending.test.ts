// What is on its way: active requests, results and reports without a value.
import { describe, expect, test } from '@jest/globals';
import { isPending } from '../../../src/clinical/reading/pending.ts';
import { AS_OF, chart, collect, daysAgo, LOINC, PATIENT_ID } from '../../support/chart.ts';

const subject = { reference: `Patient/${PATIENT_ID}` };
const codes = (loinc: string) => [{ system: LOINC, code: loinc }];
const code = { coding: codes('1952-1') };
const request = (more: Partial<fhir4.ServiceRequest> = {}): fhir4.ServiceRequest => ({
  resourceType: 'ServiceRequest',
  id: 'r',
  status: 'active',
  intent: 'order',
  subject,
  code,
  authoredOn: daysAgo(1),
  ...more,
});
const pending = (...resources: readonly fhir4.FhirResource[]): boolean =>
  isPending(collect(chart(resources)), ['1952-1'], { pendingDays: 30 });

describe('a request', () => {
  test.each<[string, Partial<fhir4.ServiceRequest>, boolean]>([
    ['active, of yesterday', {}, true],
    ['of 30 days ago', { authoredOn: daysAgo(30) }, true],
    ['of 31 days ago', { authoredOn: daysAgo(31) }, false],
    ['whose month is known, and may be recent', { authoredOn: AS_OF.slice(0, 7) }, true],
    ['of a year that is over', { authoredOn: '2024' }, false],
    ['without a date', { authoredOn: undefined }, true],
    ['whose date cannot be read', { authoredOn: 'last week' }, true],
    ['completed', { status: 'completed' }, false],
    ['revoked', { status: 'revoked' }, false],
    ['on hold', { status: 'on-hold' }, false],
    ['a draft', { status: 'draft' }, false],
    ['mistaken', { status: 'entered-in-error' }, false],
    ['of unknown status: it may be on its way', { status: 'unknown' }, true],
    ['of a status that is none', { status: 'sent' as 'unknown' }, true],
    ['a plan', { intent: 'plan' }, false],
    ['a proposal', { intent: 'proposal' }, false],
    ['a directive', { intent: 'directive' }, false],
    ['an option', { intent: 'option' }, false],
    ['not to be performed', { doNotPerform: true }, false],
    ['for another patient', { subject: { reference: 'Patient/other' } }, false],
    ['for something else', { code: { coding: codes('718-7') } }, false],
    ['for several things, this among them', { code: { coding: [...codes('718-7'), ...codes('1952-1')] } }, true],
    ['with a modifier that is not understood', { modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }, false],
  ])('%s', (_, more, expected) => {
    expect(pending(request(more))).toBe(expected);
  });
});

test.each<[fhir4.Observation['status'], boolean]>([
  ['registered', true],
  ['preliminary', true],
  ['final', false],
  ['cancelled', false],
])('a result that is %s', (status, expected) => {
  expect(pending({ resourceType: 'Observation', id: 'o', status, subject, code, effectiveDateTime: daysAgo(1) })).toBe(
    expected,
  );
});

test.each<[what: string, parts: Partial<fhir4.Observation>, expected: boolean]>([
  ['drawn 30 days ago', { effectiveDateTime: daysAgo(30) }, true],
  ['drawn 31 days ago', { effectiveDateTime: daysAgo(31) }, false],
  ['drawn 31 days ago, issued lately', { effectiveDateTime: daysAgo(31), issued: daysAgo(1) }, false],
  ['begun 31 days ago', { effectivePeriod: { start: daysAgo(31) } }, false],
  ['issued 31 days ago, when drawn is not known', { issued: daysAgo(31) }, false],
  ['of no date at all', {}, true],
])('a registered result %s', (_, parts, expected) => {
  expect(pending({ resourceType: 'Observation', id: 'o', status: 'registered', subject, code, ...parts })).toBe(
    expected,
  );
});

test('come in one order whatever theirs, and only those whose codes are known', () => {
  const orders = [request({ id: 'b' }), request({ id: 'a' }), request({ id: 'c', code: { text: 'B2M' } })];
  for (const some of [orders, orders.toReversed()]) {
    expect(collect(chart(some)).pendingTests.map((t) => t.reference)).toEqual(['ServiceRequest/a', 'ServiceRequest/b']);
  }
});

test('a report that is registered', () => {
  const report = { resourceType: 'DiagnosticReport', id: 'd', subject, code, issued: daysAgo(1) } as const;
  expect(pending({ ...report, status: 'registered' })).toBe(true);
  expect(pending({ ...report, status: 'final' })).toBe(false);
  // what it contains does not make it a result of itself
  const contained = [{ resourceType: 'Practitioner' as const, id: 'who' }];
  expect(pending({ ...report, status: 'registered', contained })).toBe(true);
});
