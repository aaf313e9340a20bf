// What a card says of a urine B2M: its pH, its fractional excretion, and what on record raises it.
import { describe, expect, test } from '@jest/globals';
import {
  causeRows,
  excretionRow,
  onlyCause,
  phLimit,
  phLine,
  serumValue,
  tubularCauses,
} from '../../cds-services/b2m-result/urine-words.ts';
import {
  b2m,
  condition,
  creatinine,
  daysAgo,
  drug,
  given,
  urineB2m,
  urineCreatinine,
  urinePh,
} from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

function urine(...resources: readonly fhir4.FhirResource[]) {
  const { reading } = resultInput([urineB2m('900 ug/L', { at: daysAgo(10) }), ...resources]);
  if (!reading.urine) throw new Error('no urine');
  return { reading, of: reading.urine };
}
const at = daysAgo(10);

describe('the pH', () => {
  const said = (value?: string) => {
    const { reading, of } = urine(...(value === undefined ? [] : [urinePh(value, { at })]));
    return [phLine(reading, of), phLimit(of)['urine-ph'] !== undefined];
  };

  test('is said where it is missing, open or acid; its limit stands beside what is printed whole', () => {
    expect(said('6.5')).toEqual(['', true]);
    expect(said('5.2')[0]).toContain('5.2');
    expect(said('5.96')[1]).toBe(false);
    expect(said('<7')[0]).not.toBe('');
    expect(said('<7')[0]).not.toBe(said('5.2')[0]);
    expect(said()[0]).not.toBe('');
    expect(said()[1]).toBe(true);
  });
});

test('the serum is not rounded onto its limit, nor onto those of the stages', () => {
  const serum = (value: string) => serumValue(urine(b2m(value, { at, high: '2.4 mg/L' })).of);
  expect([serum('2.36 mg/L'), serum('5.46 mg/L'), serum('3.1 mg/L')]).toEqual(['2.36 mg/L', '5.46 mg/L', '3.1 mg/L']);
  expect(serumValue(urine().of)).toBe('not known');
});

test('the fractional excretion is not rounded onto 1%', () => {
  const row = (value: string) =>
    excretionRow(
      urine(creatinine('1.0 mg/dL', { at }), b2m('2.0 mg/L', { at }), urineCreatinine(value, { at })).of,
    ).map((r) => r.value);
  // 0.9 × 1.0 / (2.0 × creatinine)
  expect(row('45.1 mg/dL')).toEqual(['0.998%']);
  expect(row('45 mg/dL')).toEqual(['1.0%']);
  expect(excretionRow(urine().of)).toEqual([]);
});

describe('what raises it', () => {
  const names = (...resources: readonly fhir4.FhirResource[]) => {
    const { reading, of } = urine(...resources);
    return tubularCauses(reading, of).map(({ name, date }) => (date === undefined ? name : `${name} ${date}`));
  };

  test.each([
    ['a drug of 90 days before', [given('gentamicin', daysAgo(100))], ['gentamicin 2026-07-24']],
    ['a drug of 91 days before', [given('gentamicin', daysAgo(101))], []],
    ['a drug of its day', [given('gentamicin', daysAgo(10))], ['gentamicin 2026-10-22']],
    ['a drug of the day after', [given('gentamicin', daysAgo(9))], []],
    ['a drug that is still taken', [drug('gentamicin', { at: daysAgo(400) })], ['gentamicin 2025-09-27']],
    ['a drug that harms no kidney', [given('dexamethasone', daysAgo(12)), given('bortezomib', daysAgo(12))], []],
    ['lupus', [condition('lupus')], ['lupus']],
    ['lupus that is resolved', [condition('lupus', { clinical: 'resolved' })], []],
    ['lupus that is suspected', [condition('lupus', { verification: 'provisional' })], []],
    ['lupus, entered twice', [condition('lupus'), condition('lupus', { id: 'again' })], ['lupus']],
    [
      'a drug of two days',
      [given('gentamicin', daysAgo(12)), given('gentamicin', daysAgo(11), { id: 'again' })],
      ['gentamicin 2026-10-20', 'gentamicin 2026-10-21'],
    ],
    ['what raises no urine B2M', [condition('ckd')], []],
  ])('%s', (_, resources, found) => {
    expect(names(...resources)).toEqual(found);
  });

  test('two of them have a row', () => {
    const causes = [{ name: 'gentamicin', date: '2026-10-20' }, { name: 'lupus' }, { name: 'kidney transplant' }];
    expect(causeRows(causes).map((r) => r.result)).toEqual(['Gentamicin', 'Lupus']);
  });

  test('one alone, and a drug, stands in the summary', () => {
    const drugCause = { name: 'gentamicin', date: '2026-10-20' };
    expect(onlyCause([drugCause])).toBe('gentamicin since 2026-10-20');
    expect(onlyCause([drugCause, { name: 'lupus' }])).toBeUndefined();
    expect(onlyCause([{ name: 'lupus' }])).toBeUndefined();
    expect(onlyCause([])).toBeUndefined();
  });
});
