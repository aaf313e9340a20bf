// What is not there, as a row of the table; and when a test last came back.
import { describe, expect, test } from '@jest/globals';
import { lastDoneIn } from '../../cds-services/b2m-result/last-done.ts';
import { missingRow, shortfall } from '../../cds-services/b2m-result/missing-rows.ts';
import { albumin, AS_OF, chart, daysAgo, observation } from '../support/chart.ts';
import { resultInput, type InputOptions } from '../support/result-input.ts';

const AT = Date.parse(daysAgo(0));
const ROW = { result: 'Albumin', place: 'missing', replaces: 'albumin-serum', limit: 'needed for ISS' };
const row = (resources: readonly fhir4.FhirResource[], options?: InputOptions, what: readonly string[] = ['ISS']) =>
  missingRow(resultInput(resources, options), 'albumin-serum', AT, 30, what);
const page = (days?: number): InputOptions => ({
  partlyRead: [
    {
      key: 'labs',
      type: 'Observation',
      codes: new Set(['1751-7']),
      spans: days === undefined ? [] : [{ from: Date.parse(AS_OF) - days * 86_400_000, to: Infinity }],
    },
  ],
});

describe('an albumin that is not there', () => {
  test('is none within so many days, with what it is needed for', () => {
    expect(row([])).toEqual({ ...ROW, value: 'none within 30 days' });
    expect(row([], {}, [])).toEqual({ ...ROW, limit: undefined, value: 'none within 30 days' });
    expect(missingRow(resultInput([]), 'albumin-serum', AT, 30, ['ISS'], 'not on record').value).toBe('not on record');
  });

  test('is too old: the newest of those before', () => {
    const older = [albumin('3.1 g/dL', { at: daysAgo(90) }), albumin('3.9 g/dL', { at: daysAgo(31) })];
    expect(row(older)).toEqual({ ...ROW, value: '3.9 g/dL, too old', date: '2026-10-01' });
    // one of that time that does not belong to it is not old
    expect(row([albumin('3.9 g/dL', { at: daysAgo(30) })]).value).toBe('none within 30 days');
    expect(row([albumin('3.9 g/dL', { at: daysAgo(2) })]).value).toBe('none within 30 days');
  });

  test('is not used, with why and when', () => {
    expect(row([albumin('3.9', { at: daysAgo(30) }), albumin('3.9 g/dL', { at: daysAgo(31) })])).toEqual({
      ...ROW,
      value: 'not used: no unit',
      date: '2026-10-02',
    });
    expect(row([albumin('3.9', { at: daysAgo(31) })]).value).toBe('none within 30 days');
  });

  test('was not read, or only in part', () => {
    expect(row([], page()).value).toBe('not in the part read');
    expect(row([], { ...page(), unavailable: ['labs'] }).value).toBe('could not be read');
    expect(row([], page(31)).value).toBe('none within 30 days');
    expect(row([], page(29)).value).toBe('not in the part read');
  });
});

test('what keeps an albumin from being called absent', () => {
  const of = (resources: readonly fhir4.FhirResource[], options?: InputOptions) =>
    shortfall(resultInput(resources, options), 'albumin-serum', AT, 30);
  expect(of([])).toBeUndefined();
  expect(of([albumin('3.9')])).toBe('not-used');
  expect(of([], page())).toBe('in-part');
  expect(of([], { ...page(), unavailable: ['labs'] })).toBe('unread');
});

describe('a test last came back', () => {
  const done = (...resources: readonly fhir4.FhirResource[]) =>
    lastDoneIn(
      { resources: chart(resources), unavailable: new Map() },
      new Map([['urn:lab|ALB', '1751-7']]),
    )(['1751-7', '2862-1']);
  const text = { valueString: 'see report', valueQuantity: undefined };

  test('never', () => {
    expect(done()).toBe(-Infinity);
    expect(done(observation('2160-0', '1 mg/dL'))).toBe(-Infinity);
    expect(done(albumin('3.9 g/dL', { with: { effectiveDateTime: undefined } }))).toBe(-Infinity);
  });

  test('on its latest day, whatever it says, by any of its codes or the site’s own', () => {
    const at = (days: number) => Date.parse(daysAgo(days));
    expect(done(albumin('3.9 g/dL', { at: daysAgo(9) }), albumin('3.8 g/dL', { at: daysAgo(4) }))).toBe(at(4));
    expect(done(albumin('3.8 g/dL', { at: daysAgo(4) }), albumin('3.9 g/dL', { at: daysAgo(9) }))).toBe(at(4));
    expect(done(observation('2862-1', undefined, { at: daysAgo(3), with: text }))).toBe(at(3));
    const own = { code: { coding: [{ system: 'urn:lab', code: 'ALB' }] } };
    expect(done(observation('', '3.9 g/dL', { at: daysAgo(2), with: own }))).toBe(at(2));
    const issued = { effectiveDateTime: undefined };
    expect(done(albumin('3.9 g/dL', { issued: daysAgo(1), with: issued }))).toBe(at(1));
  });

  test('not where it was cancelled or entered in error', () => {
    for (const status of ['cancelled', 'entered-in-error'] as const) {
      expect(done(albumin('3.9 g/dL', { status }))).toBe(-Infinity);
    }
    expect(done(albumin('3.9 g/dL', { status: 'preliminary', at: daysAgo(1) }))).toBe(Date.parse(daysAgo(1)));
  });
});
