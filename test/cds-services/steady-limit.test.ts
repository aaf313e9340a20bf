// Since when the creatinine is steady that an eGFR is made of: the day, and the value where it is the only one before.
import { describe, expect, test } from '@jest/globals';
import { steadyLimit } from '../../cds-services/shared/steady-limit.ts';
import { b2m, chart, creatinine, daysAgo, patient, read } from '../support/chart.ts';

const on = (days: number): string => daysAgo(days).slice(0, 10);
/** Of a creatinine of now and one of 60 days ago. */
const beside = (now: string, then?: string): string | undefined => {
  const before = then === undefined ? [] : [creatinine(then, { at: daysAgo(60) })];
  return steadyLimit(read(chart([patient(), b2m('4 mg/L'), ...before, creatinine(now)])).renal);
};

test.each([
  ['2.5 mg/dL', '2.5 mg/dL', `steady: 2.5 on ${on(60)}`],
  ['2.5 mg/dL', '2.4 mg/dL', `steady: 2.4 on ${on(60)}`],
  ['2.1 mg/dL', '1.999 mg/dL', `steady: 1.999 on ${on(60)}`],
  ['1.9 mg/dL', '2.001 mg/dL', `steady: 2.001 on ${on(60)}`],
  ['2.0 mg/dL', '2.0 mg/dL', `steady: 2.0 on ${on(60)}`],
  ['220 umol/L', '220 umol/L', `steady: 220 µmol/L on ${on(60)}`],
  ['220 umol/L', '215 umol/L', `steady: 215 µmol/L on ${on(60)}`],
])('%s after %s: %s', (now, then, limit) => {
  expect(beside(now, then)).toBe(limit);
});

test('of several before it the day is told, and none of their values', () => {
  const before = [60, 30].map((days) => creatinine('2.4 mg/dL', { at: daysAgo(days) }));
  const { renal } = read(chart([patient(), b2m('4 mg/L'), ...before, creatinine('2.5 mg/dL')]));
  expect(steadyLimit(renal)).toBe(`steady since ${on(60)}`);
});

test('one of another unit is told in mg/dL, as the row tells both', () => {
  expect(beside('220 umol/L', '2.5 mg/dL')).toBe(`steady: 2.5 on ${on(60)}`);
  expect(beside('2.5 mg/dL', '220 umol/L')).toBe(`steady: 2.49 on ${on(60)}`);
});

test('the only value is said to be that', () => {
  expect(beside('0.9 mg/dL')).toBe('only value, not known to be steady');
});

describe('nothing is said', () => {
  test('where no eGFR is given: of a high creatinine nobody knows whether it is steady', () => {
    expect(beside('2.5 mg/dL')).toBeUndefined();
  });

  test('of a creatinine below its limit, though another of that week is steady', () => {
    const before = [60, 8].map((days) => creatinine('0.5 mg/dL', { at: daysAgo(days) }));
    const { renal } = read(
      chart([patient(), b2m('4 mg/L', { at: daysAgo(5) }), ...before, creatinine('<0.5 mg/dL', { at: daysAgo(4) })]),
    );
    expect(renal.egfr).not.toEqual([]);
    expect(renal.creatinine?.quantity.comparator).toBe('<');
    expect(steadyLimit(renal)).toBeUndefined();
  });

  test('without a creatinine', () => {
    expect(steadyLimit(read(chart([patient(), b2m('4 mg/L')])).renal)).toBeUndefined();
  });
});
