// Acute kidney injury by KDIGO's creatinine criteria: the worked examples and every limit.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { acuteKidneyInjury, injuryAt, type AkiPoint } from '../../../src/clinical/instruments/kdigo-aki-2012.ts';
import { quantity, tidy, type Comparator } from '../../../src/clinical/quantities/quantity.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const at = (time: number, value: number, comparator?: Comparator): AkiPoint => ({
  at: time,
  creatinine: quantity(value, 'mg/dL', comparator),
});
const rise = (from: number, to: number, after: number) => acuteKidneyInjury([at(0, from), at(after, to)]);
const stage = (from: number, to: number, after: number) => rise(from, to, after)?.stage;

describe('stages', () => {
  test.each([
    ['K1', 1.0, 1.3, 40 * HOUR, 1],
    ['K2', 1.0, 1.29, 40 * HOUR, undefined],
    ['K3', 1.0, 1.5, 6 * DAY, 1],
    ['K4', 1.0, 2.0, 6 * DAY, 2],
    ['K4', 1.0, 3.0, 6 * DAY, 3],
    ['K5', 2.5, 4.0, 5 * DAY, 3],
    ['below half as much again', 1.0, 1.49, 6 * DAY, undefined],
    ['below twice', 1.0, 1.99, 6 * DAY, 1],
    ['below three times', 1.0, 2.99, 6 * DAY, 2],
    ['4.0 reached without a criterion', 3.8, 4.0, 5 * DAY, undefined],
    ['4.0 reached by +0.3 within 48 hours', 3.7, 4.0, 40 * HOUR, 3],
    ['just below 4.0', 2.5, 3.99, 5 * DAY, 1],
    ['+0.3 in binary arithmetic', 1.1, 1.4, 40 * HOUR, 1],
    ['a rise of exactly the limit', 1.0, 1.2997, 40 * HOUR, 1],
    ['a rise just under the limit', 1.0, 1.2996, 40 * HOUR, undefined],
    ['a fall', 3.0, 1.0, 2 * DAY, undefined],
  ])('%s: %p to %p mg/dL after %p ms is stage %p', (_id, from, to, after, expected) => {
    expect(stage(from, to, after)).toBe(expected);
  });

  test('+26.5 µmol/L is the same rise as +0.3 mg/dL; +26 is not enough', () => {
    const umol = (value: number) => tidy(value / 88.42);
    expect(stage(umol(80), umol(106.5), 40 * HOUR)).toBe(1);
    expect(stage(umol(80), umol(106), 40 * HOUR)).toBeUndefined();
  });
});

describe('windows', () => {
  test('+0.3 counts at 48 hours and not a moment later', () => {
    expect(stage(1.0, 1.3, 48 * HOUR)).toBe(1);
    expect(stage(1.0, 1.3, 48 * HOUR + 1)).toBeUndefined();
  });

  test('1.5 times counts at 7 days and not a moment later', () => {
    expect(stage(1.0, 1.5, 7 * DAY)).toBe(1);
    expect(stage(1.0, 1.5, 7 * DAY + 1)).toBeUndefined();
  });

  test('the lowest value of the week is the reference', () => {
    const points = [at(0, 1.4), at(DAY, 1.0), at(3 * DAY, 1.2), at(6 * DAY, 1.6)];
    expect(acuteKidneyInjury(points)).toEqual({ stage: 1, by: 'ratio', from: points[1], to: points[3] });
  });

  test('of two equally low values the later is the reference', () => {
    const points = [at(0, 1.0), at(DAY, 1.0), at(6 * DAY, 1.6)];
    expect(acuteKidneyInjury(points)?.from).toBe(points[1]);
    expect(acuteKidneyInjury(points.toReversed())?.from).toBe(points[1]);
  });

  test('the lowest value of the last 48 hours is the reference of the absolute rise', () => {
    const points = [at(0, 1.1), at(5 * DAY, 1.2), at(5 * DAY + HOUR, 1.25), at(6 * DAY, 1.5)];
    expect(acuteKidneyInjury(points)).toEqual({ stage: 1, by: 'absolute', from: points[1], to: points[3] });
  });

  test('two values of the same moment are not a rise', () => {
    expect(acuteKidneyInjury([at(0, 1), at(0, 3)])).toBeUndefined();
  });
});

describe('which rise', () => {
  test('the most severe one, even when creatinine is coming down again', () => {
    const points = [at(0, 1.0), at(2 * DAY, 3.2), at(4 * DAY, 1.8)];
    expect(acuteKidneyInjury(points)).toEqual({ stage: 3, by: 'ratio', from: points[0], to: points[1] });
  });

  test('the latest creatinine by itself, when asked for', () => {
    const points = [at(0, 1.0), at(2 * DAY, 3.2), at(4 * DAY, 1.8)] as const;
    expect(injuryAt(points[2], points)).toEqual({ stage: 1, by: 'ratio', from: points[0], to: points[2] });
    expect(injuryAt(points[0], points)).toBeUndefined();
  });

  test('of one severity the later, and of one moment the higher', () => {
    const points = [at(0, 1.0), at(2 * DAY, 1.7), at(4 * DAY, 1.6), at(4 * DAY, 1.8)];
    expect(acuteKidneyInjury(points)?.to).toBe(points[3]);
    expect(acuteKidneyInjury(points.toReversed())?.to).toBe(points[3]);
  });
});

describe('what is left out', () => {
  test('no value, or one value, is no injury', () => {
    expect(acuteKidneyInjury([])).toBeUndefined();
    expect(acuteKidneyInjury([at(0, 5)])).toBeUndefined();
  });

  test('censored values are neither reference nor result', () => {
    expect(acuteKidneyInjury([at(0, 0.5, '<'), at(DAY, 2)])).toBeUndefined();
    expect(acuteKidneyInjury([at(0, 1), at(DAY, 3, '>')])).toBeUndefined();
  });

  test('the order of the values does not matter', () => {
    const point = fc.record({ day: fc.integer({ min: 0, max: 20 }), cr: fc.integer({ min: 5, max: 60 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 6 }), (raw) => {
        const points = raw.map((p) => at(p.day * DAY, p.cr / 10));
        expect(acuteKidneyInjury(points.toReversed())).toEqual(acuteKidneyInjury(points));
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  test('a higher latest creatinine is never a lower stage', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 5, max: 60 }),
        fc.integer({ min: 0, max: 30 }),
        (before, last, more) => {
          const points = before.map((cr, i) => at(i * DAY, cr / 10));
          const stageFor = (cr: number) => injuryAt(at(before.length * DAY, cr / 10), points)?.stage ?? 0;
          expect(stageFor(last + more)).toBeGreaterThanOrEqual(stageFor(last));
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });
});
