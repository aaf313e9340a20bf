// When a problem was diagnosed: as precise as written, and open where it cannot be read.
import { describe, expect, test } from '@jest/globals';
import { diagnosisDateOf } from '../../../src/clinical/facts/diagnosis-date.ts';
import { condition } from '../../support/chart.ts';

const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';
const asserted = (valueDateTime: string) => [{ url: ASSERTED, valueDateTime }];
const BORN = '1958-03-04';

/** `2026-01-01..2026-12-31 onset`, or `open`, or nothing. */
function dated(parts: object, birthDate: string | undefined = BORN): string | undefined {
  const date = diagnosisDateOf({ ...condition('myeloma'), ...parts }, birthDate);
  if (date === undefined || date === 'open') return date;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const [from, to] = [day(date.earliest), day(date.latest)];
  return `${from === to ? from : `${from}..${to}`} ${date.source}`;
}

describe('one source', () => {
  test.each([
    ['nothing', {}, undefined],
    ['a day', { onsetDateTime: '2026-11-18' }, '2026-11-18 onset'],
    ['a moment', { onsetDateTime: '2026-11-18T10:00:00Z' }, '2026-11-18 onset'],
    ['a month', { onsetDateTime: '2026-11' }, '2026-11-01..2026-11-30 onset'],
    ['a leap February', { onsetDateTime: '2024-02' }, '2024-02-01..2024-02-29 onset'],
    ['a year', { onsetDateTime: '2026' }, '2026-01-01..2026-12-31 onset'],
    ['a period', { onsetPeriod: { start: '2026-01-05', end: '2026-03' } }, '2026-01-05..2026-03-31 onset'],
    ['a period without an end: its start', { onsetPeriod: { start: '2026-01' } }, '2026-01-01..2026-01-31 onset'],
    ['a period without a start', { onsetPeriod: { end: '2026-01-05' } }, 'open'],
    ['a period that ends before it starts', { onsetPeriod: { start: '2026-03-01', end: '2026-01-05' } }, 'open'],
    ['an age', { onsetAge: { value: 68, unit: 'a' } }, '2026-03-04..2027-03-03 onset'],
    ['an age in months', { onsetAge: { value: 816, code: 'mo' } }, '2026-03-04..2026-04-03 onset'],
    ['an age in weeks', { onsetAge: { value: 3548, code: 'wk' } }, '2026-03-03..2026-03-09 onset'],
    ['an age in days', { onsetAge: { value: 24_837, unit: 'd' } }, '2026-03-04 onset'],
    ['an age in no unit', { onsetAge: { value: 68 } }, 'open'],
    ['an age above', { onsetAge: { value: 60, unit: 'a', comparator: '>' } }, 'open'],
    [
      'a range of ages',
      { onsetRange: { low: { value: 60, unit: 'a' }, high: { value: 68, unit: 'a' } } },
      '2018-03-04..2027-03-03 onset',
    ],
    ['a range without an end', { onsetRange: { low: { value: 60, unit: 'a' } } }, 'open'],
    ['a text that is a date', { onsetString: ' 2026-11 ' }, '2026-11-01..2026-11-30 onset'],
    ['a text', { onsetString: 'last autumn' }, 'open'],
    ['a number where a text should stand', { onsetString: 2026 }, 'open'],
    [
      'an age of nothing: the first year of life',
      { onsetAge: { value: 0, unit: 'a' } },
      '1958-03-04..1959-03-03 onset',
    ],
    [
      'a range of ages that ends before it begins',
      { onsetRange: { low: { value: 68, unit: 'a' }, high: { value: 60, unit: 'a' } } },
      'open',
    ],
    ['another extension', { extension: [{ url: 'urn:other', valueDateTime: '2018-03' }] }, undefined],
    [
      'another extension beside an onset',
      { extension: [{ url: 'urn:other' }], onsetDateTime: '2026' },
      '2026-01-01..2026-12-31 onset',
    ],
    [
      'asserted twice',
      { extension: [...asserted('2018-03'), ...asserted('2018-05')] },
      '2018-03-01..2018-05-31 asserted',
    ],
    ['asserted twice, once not to be read', { extension: [...asserted('2018-03'), ...asserted('?')] }, 'open'],
    ['no day of the calendar', { onsetDateTime: '2026-02-31' }, 'open'],
    ['recorded', { recordedDate: '2026-11-18' }, '2026-11-18 recorded'],
    ['recorded in no way that can be read', { recordedDate: 'soon' }, 'open'],
    ['asserted', { extension: asserted('2018-03') }, '2018-03-01..2018-03-31 asserted'],
    ['asserted in no way that can be read', { extension: asserted('?') }, 'open'],
  ])('%s: %j is %s', (_, parts, expected) => {
    expect(dated(parts)).toBe(expected);
  });

  test.each([1e9, 1e300, Number.MAX_VALUE, NaN, -1])('an age of %p is open', (value) => {
    for (const unit of ['a', 'mo', 'wk', 'd']) {
      const age = { value, unit };
      expect(dated({ onsetAge: age })).toBe('open');
      expect(dated({ onsetRange: { low: age, high: age } })).toBe('open');
    }
  });

  test('an age of 300,000 years is open', () => {
    expect(dated({ onsetAge: { value: 300_000, unit: 'a' } })).toBe('open');
  });

  test('an age is told by the day it was reached, whatever hour the birth is known to', () => {
    const onsetAge = { value: 68, unit: 'a' };
    expect(dated({ onsetAge }, `${BORN}T23:30:00-05:00`)).toBe('2026-03-04..2027-03-03 onset');
    const date = diagnosisDateOf({ ...condition('myeloma'), onsetAge }, BORN);
    expect(date).toMatchObject({ stated: '2026-03-04' });
  });

  test('an age without a date of birth is open; with a year of birth it is two years', () => {
    expect(dated({ onsetAge: { value: 68, unit: 'a' } }, '')).toBe('open');
    expect(dated({ onsetAge: { value: 68, unit: 'a' } }, '1958')).toBe('2026-01-01..2027-12-30 onset');
  });
});

describe('several sources', () => {
  test.each([
    [
      'what is asserted is the date',
      { extension: asserted('2026-11-22'), onsetDateTime: '2025-10-23', recordedDate: '2025-10-23' },
      '2026-11-22 asserted',
    ],
    [
      'asserted, but not to be read: no other stands in',
      { extension: asserted('?'), onsetDateTime: '2025-10-23' },
      'open',
    ],
    [
      'an onset that cannot be read is open, whatever was recorded',
      { onsetString: 'autumn', recordedDate: '2026-11-18' },
      'open',
    ],
    [
      'a year, and recorded within it',
      { onsetDateTime: '2026', recordedDate: '2026-11-22' },
      '2026-01-01..2026-11-22 onset',
    ],
    ['recorded on the day', { onsetDateTime: '2026-11-18', recordedDate: '2026-11-18' }, '2026-11-18 onset'],
    [
      'recorded 364 days later: between',
      { onsetDateTime: '2025-11-19', recordedDate: '2026-11-18' },
      '2025-11-19..2026-11-18 onset',
    ],
    [
      'recorded 365 days later: between',
      { onsetDateTime: '2025-11-18', recordedDate: '2026-11-18' },
      '2025-11-18..2026-11-18 onset',
    ],
    [
      'recorded 366 days later: a late entry',
      { onsetDateTime: '2025-11-17', recordedDate: '2026-11-18' },
      '2025-11-17 onset',
    ],
    [
      'recorded before: between',
      { onsetDateTime: '2026-11-18', recordedDate: '2026-11-10' },
      '2026-11-10..2026-11-18 onset',
    ],
    [
      'recorded in the first moment of the month of onset',
      { onsetDateTime: '2026-11', recordedDate: '2026-11-01T00:00:00Z' },
      '2026-11-01 onset',
    ],
    [
      'a record that cannot be read leaves the onset',
      { onsetDateTime: '2026-11-18', recordedDate: 'soon' },
      '2026-11-18 onset',
    ],
  ])('%s', (_, parts, expected) => {
    expect(dated(parts)).toBe(expected);
  });
});

describe('an onset apart from the asserted date', () => {
  const apart = (date: string, onsetDateTime: string): string | undefined => {
    const read = diagnosisDateOf({ ...condition('myeloma'), extension: asserted(date), onsetDateTime }, BORN);
    return read === undefined || read === 'open' ? read : read.onset;
  };

  test.each([
    ['2018-03', '2018-03-31', undefined],
    ['2018-03', '2018-04-01', '2018-04-01'],
    ['2018-03', '2018-02-28', '2018-02-28'],
    ['2018-03', '2018', undefined],
    ['2018-03', '2019', '2019-01-01'],
    ['2018-03', '2017', '2017-01-01'],
    ['2018-03-05T08:00:00Z', '2018-03-05T08:00:00Z', undefined],
    ['2018-03-05', 'spring', undefined],
  ])('asserted %s, onset %s: %p', (date, onset, expected) => {
    expect(apart(date, onset)).toBe(expected);
  });
});
