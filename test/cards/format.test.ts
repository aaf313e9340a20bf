// Numbers and dates as clinicians read them, and never on the wrong side of a cut-off.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Measurement } from '../../src/clinical/facts/types.ts';
import {
  andList,
  capital,
  number,
  orList,
  shown,
  shownDate,
  shownUnit,
  shownAsReported,
  spanInWords,
} from '../../src/cards/format.ts';
import { quantity, type Quantity } from '../../src/clinical/quantities/quantity.ts';
import { b2m, chart, collect, creatinine, observation, patient } from '../support/chart.ts';

describe('a number', () => {
  test.each([
    [3.49, 1, [3.5], '3.49'],
    [3.499, 1, [3.5], '3.499'],
    [3.4999999, 1, [3.5], '3.4999999'],
    [3.5, 1, [3.5], '3.5'],
    [3.504, 1, [3.5], '3.504'],
    [3.45, 1, [3.5], '3.45'],
    [3.44, 1, [3.5], '3.4'],
    [5.49, 1, [3.5, 5.5], '5.49'],
    [6.123, 1, [3.5, 5.5], '6.1'],
    [1.1988, 2, [1.2], '1.199'],
    [39.9, 0, [40], '39.9'],
    [59.6, 0, [60], '59.6'],
    [59.4, 0, [60], '59'],
    [1.0, 2, [], '1.0'],
    [1.1, 2, [], '1.1'],
    [1.15, 2, [], '1.15'],
    [28, 1, [], '28.0'],
    [0.5, 1, [], '0.5'],
  ])('%p with %i decimal(s) and cut-offs %j reads %s', (value, decimals, cuts, text) => {
    expect(number(value, decimals, cuts)).toBe(text);
  });

  test('never lands on, or crosses, a cut-off that the value does not', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.integer({ min: 0, max: 3 }),
        fc.uniqueArray(fc.constantFrom(1.2, 1.5, 2, 3, 3.5, 4, 5.5, 40, 60), { maxLength: 4 }),
        fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
        (anywhere, decimals, cuts, beside) => {
          // Half of the cases right beside a cut-off, where rounding would matter.
          for (const value of [anywhere, (cuts[0] ?? 7) + beside]) {
            const printed = Number(number(value, decimals, cuts));
            for (const cut of cuts) expect(Math.sign(printed - cut)).toBe(Math.sign(value - cut));
            expect(Math.abs(printed - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
          }
        },
      ),
      { seed: 31, numRuns: 1000 },
    );
  });
});

describe('a quantity', () => {
  test.each([
    [quantity(6.123, 'mg/L'), '6.1 mg/L'],
    [quantity(28, 'mg/L'), '28 mg/L'],
    [quantity(5, 'mg/L'), '5.0 mg/L'],
    [quantity(0.5, 'mg/L', '<'), 'below 0.5 mg/L'],
    [quantity(4, 'mg/L', '>'), 'above 4 mg/L'],
    [quantity(20, 'mg/L', '>='), 'at least 20 mg/L'],
    [quantity(0.87, 'mg/dL'), '0.87 mg/dL'],
    [quantity(1, 'mg/dL'), '1.0 mg/dL'],
    [quantity(7.14, 'mg/dL'), '7.1 mg/dL'],
    [quantity(3.2, 'g/dL'), '3.2 g/dL'],
    [quantity(210, 'U/L'), '210 U/L'],
    [quantity(57.54, 'mL/min/{1.73_m2}'), '58 mL/min/1.73 m²'],
    [quantity(900, 'ug/L'), '900 µg/L'],
    [quantity(540, 'ug/g{creat}'), '540 µg/g creatinine'],
    [quantity(620, 'ug/(24.h)'), '620 µg/24 h'],
    [quantity(100, '10*9/L'), '100 ×10⁹/L'],
    [quantity(5.2, '[pH]'), '5.2'],
    [quantity(2, '1'), '2'],
    [quantity(66, 'a'), '66 y'],
    [quantity(71.6, 'kg'), '72 kg'],
    [quantity(21, '%'), '21 %'],
  ] as const)('%j reads %s', (q, text) => {
    expect(shown(q as Quantity)).toBe(text);
  });

  test('at a cut-off shows as many decimals as tell the side', () => {
    expect(shown(quantity(3.49, 'g/dL'), [3.5])).toBe('3.49 g/dL');
    expect(shown(quantity(466 / 84.75, 'mg/L'), [3.5, 5.5])).toBe('5.499 mg/L');
    expect(shown(quantity(106 / 88.42, 'mg/dL'), [1.2])).toBe('1.199 mg/dL');
  });

  test('no UCUM notation that a reader would stumble over is left', () => {
    for (const unit of ['mL/min/{1.73_m2}', 'ug/L', 'ug/g{creat}', 'ug/(24.h)', '10*9/L', '[pH]', 'a']) {
      expect(shownUnit(unit)).not.toMatch(/[{}[\]*_(]/);
    }
    expect(shownUnit('constructor')).toBe('constructor');
  });
});

describe('beside the value as read, the value as reported', () => {
  const only = (o: fhir4.Observation): Measurement => {
    const [all = []] = Object.values(collect(chart([patient(), o])).measurements);
    return all[0] as Measurement;
  };

  test.each([
    [b2m('6.1 mg/L'), '6.1 mg/L'],
    [b2m('6.1 ug/mL'), '6.1 mg/L'],
    [b2m('5500 ug/L'), '5500 µg/L (5.5 mg/L)'],
    [b2m('297 nmol/L'), '297 nmol/L (3.504 mg/L)'],
    [b2m('<500 ug/L'), 'below 500 µg/L (below 0.5 mg/L)'],
    [creatinine('106 umol/L'), '106 µmol/L (1.199 mg/dL)'],
    [observation('1751-7', '35 g/L'), '35 g/L (3.5 g/dL)'],
  ])('%#: %s', (o, text) => {
    expect(shownAsReported(only(o), [1.2, 3.5, 5.5])).toBe(text);
  });
});

test.each([
  ['albumin', 'Albumin'],
  ['eGFR 38', 'eGFR 38'],
  ['1 month', '1 month'],
  ['', ''],
])('%j at the beginning of a sentence is %j', (text, begun) => {
  expect(capital(text)).toBe(begun);
});

describe('dates and lists', () => {
  test.each([
    [-Infinity, Infinity, 'throughout'],
    [-Infinity, Date.UTC(2026, 10, 1), 'up to 2026-11-01'],
    [Date.UTC(2026, 10, 1), Infinity, 'from 2026-11-01 on'],
    [Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1), 'from 2026-10-01 to 2026-11-01'],
  ])('a stretch of time from %d to %d is %s', (from, to, words) => {
    expect(spanInWords({ from, to })).toBe(words);
  });

  test('a date is read the same on both sides of the Atlantic', () => {
    expect(shownDate(Date.parse('2026-11-01T23:59:59-05:00'))).toBe('2026-11-02');
  });

  test.each([
    [[], '', ''],
    [['I'], 'I', 'I'],
    [['I', 'II'], 'I or II', 'I and II'],
    [['I', 'II', 'III'], 'I, II or III', 'I, II and III'],
  ])('%j', (items, or, and) => {
    expect(orList(items)).toBe(or);
    expect(andList(items)).toBe(and);
  });
});
