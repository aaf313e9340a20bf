// B2M over time: the four patterns and the plateau, the renal gate, and what is never compared.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { expectedFold } from '../../../src/clinical/instruments/b2m-expected.ts';
import { quantity, tidy, type Comparator, type Quantity } from '../../../src/clinical/quantities/quantity.ts';
import { b2mTrend, B2M_TRENDS, type TrendPoint } from '../../../src/clinical/reading/trend.ts';

const DAY = 86_400_000;

const mgL = (value: number, comparator?: Comparator) => quantity(value, 'mg/L', comparator);
/** One value a month, with a steady eGFR unless told. */
const monthly = (...values: (number | Quantity<'mg/L'>)[]): TrendPoint[] =>
  values.map((v, i) => ({ at: i * 30 * DAY, b2m: typeof v === 'number' ? mgL(v) : v, egfr: 80 }));
const possible = (points: readonly TrendPoint[]) => b2mTrend(points)?.assessment.possible;

describe('patterns', () => {
  test.each([
    ['T1', [3.0, 3.6], 'stable'],
    ['T2', [3.0, 3.8], 'rising'],
    ['T3', [1.2, 1.55], 'stable'],
    ['T4', [8.0, 2.4, 3.4], 'fall-then-rise'],
    ['a rise of exactly 25 %', [4.0, 5.0], 'rising'],
    ['a rise of just under 25 %', [4.0, 4.99], 'stable'],
    ['a rise of exactly 0.5 mg/L', [1.1, 1.6], 'rising'],
    ['a rise of just under 0.5 mg/L', [1.1, 1.59], 'stable'],
    ['a fall to exactly 75 %', [4.0, 3.0], 'falling'],
    ['a fall to just over 75 %', [4.0, 3.01], 'stable'],
    ['a slow rise over several values', [3.0, 3.3, 3.6, 3.9], 'rising'],
    ['a rise from a nadir that was no fall', [3.0, 2.6, 3.6], 'rising'],
    ['a nadir at exactly 75 % of the first', [4.0, 3.0, 3.75], 'fall-then-rise'],
    ['a rise after a fall that stays under the floor', [4.0, 1.2, 1.5], 'falling'],
  ])('%s: %j is %s', (_id, values, expected) => {
    expect(possible(monthly(...values))).toEqual([expected]);
  });

  test('T5: 350 nmol/L after 3.0 mg/L is a rise, whatever the factor', () => {
    const molar = { value: tidy(350 / 84.75), unit: 'mg/L', between: [tidy(350 / 84.75), tidy(350 / 84.7)] } as const;
    const reading = b2mTrend(monthly(3, molar));
    expect(reading?.assessment.possible).toEqual(['rising']);
    expect(reading?.change?.measuredFold.toFixed(2)).toBe('1.38');
  });

  test('T6: a post-dialysis value is not compared with serum', () => {
    const [first, second] = monthly(3, 4);
    const reading = b2mTrend([first!, { ...second!, kind: 'postdialysis' }]);
    expect(reading?.assessment.possible).toEqual(['not-comparable']);
    expect(reading?.assessment.missing).toEqual([]);
    expect(reading?.assessment.notes).toEqual(['trend-nothing-earlier']);
    expect(reading?.change).toBeUndefined();
  });

  test('an older post-dialysis value is passed over', () => {
    const [first, second, third] = monthly(3, 30, 3.1);
    expect(possible([first!, { ...second!, kind: 'postdialysis' }, third!])).toEqual(['stable']);
  });

  test('fewer than two times are no trend', () => {
    expect(b2mTrend([])).toBeUndefined();
    expect(b2mTrend(monthly(3))).toBeUndefined();
    expect(b2mTrend([...monthly(3), ...monthly(9)])).toBeUndefined();
  });
});

describe('plateau', () => {
  const every = (days: number, ...values: number[]): TrendPoint[] =>
    values.map((v, i) => ({ at: (1000 + i * days) * DAY, b2m: mgL(v), egfr: 80 }));

  test('three values over 90 days within 25 % are a plateau; over 89 days, or two values, are not', () => {
    expect(possible(every(45, 2, 2.2, 2.1))).toEqual(['plateau']);
    expect(possible(every(44.5, 2, 2.2, 2.1))).toEqual(['stable']);
    expect(possible(every(90, 2, 2.1))).toEqual(['stable']);
  });

  test('a plateau is settled', () => {
    expect(b2mTrend(every(45, 2, 2.2, 2.1))?.assessment).toEqual({
      system: 'b2m-trend',
      possible: ['plateau'],
      missing: [],
    });
  });

  test('25 % between the lowest and the highest is no longer a plateau', () => {
    expect(possible(every(45, 2.5, 2.0, 2.2))).toEqual(['stable']);
    expect(possible(every(45, 2.49, 2.0, 2.2))).toEqual(['plateau']);
  });

  test('a plateau after a response is a plateau rather than a fall', () => {
    expect(possible(every(50, 8, 2.4, 2.5, 2.3))).toEqual(['plateau']);
    expect(possible(every(50, 8, 2.4, 2.5))).toEqual(['falling']);
  });

  test('a plateau reached by a rise is still said to have risen', () => {
    expect(possible(every(50, 2, 4, 4, 4))).toEqual(['rising']);
  });
});

describe('the change behind it', () => {
  test('a rise is told from the previous value, after a fall from the nadir', () => {
    const rise = monthly(3.0, 3.8);
    expect(b2mTrend(rise)?.change).toEqual({
      from: rise[0],
      to: rise[1],
      reference: 'previous',
      measuredFold: 3.8 / 3,
      expectedFold: 1,
    });
    const relapse = monthly(8, 2.4, 2.6, 3.4);
    expect(b2mTrend(relapse)?.change).toMatchObject({ from: relapse[1], to: relapse[3], reference: 'nadir' });
  });

  test('a slow rise is told from the lowest value', () => {
    const points = monthly(3.0, 3.3, 3.6, 3.9);
    expect(b2mTrend(points)?.change).toMatchObject({ from: points[0], reference: 'nadir' });
  });

  test('a fall is told from the first value, stability from the previous one', () => {
    const fall = monthly(8, 4, 3.9);
    expect(b2mTrend(fall)?.change).toMatchObject({ from: fall[0], reference: 'baseline' });
    const stable = monthly(3, 3.1, 3.2);
    expect(b2mTrend(stable)?.change).toMatchObject({ from: stable[1], reference: 'previous' });
    const plateau = monthly(3, 3.1, 3.2, 3.1, 3.2);
    expect(b2mTrend(plateau)?.change).toMatchObject({ from: plateau[3], reference: 'previous' });
  });

  test('of two equally low values the later is the nadir', () => {
    const points = monthly(8, 2.4, 2.4, 3.4);
    expect(b2mTrend(points)?.change?.from).toBe(points[2]);
  });

  test('thresholds can be tuned', () => {
    expect(b2mTrend(monthly(3, 3.6), { relative: 1.2, absolute: 0.5 })?.assessment.possible).toEqual(['rising']);
    expect(b2mTrend(monthly(3, 3.8), { relative: 1.25, absolute: 1 })?.assessment.possible).toEqual(['stable']);
    expect(b2mTrend(monthly(3, 2.4), { relative: 1.2, absolute: 0.5 })?.assessment.possible).toEqual(['falling']);
  });
});

describe('the renal gate', () => {
  const withEgfr = (...pairs: [number, number | undefined][]): TrendPoint[] =>
    pairs.map(([b, egfr], i) => ({ at: i * 30 * DAY, b2m: mgL(b), egfr }));

  test('B11: a rise of 37 % with eGFR 60 to 40 is explained by filtration', () => {
    const reading = b2mTrend(withEgfr([3.0, 60], [4.1, 40]));
    expect(reading?.assessment).toEqual({ system: 'b2m-trend', possible: ['rising-with-filtration'], missing: [] });
    expect(reading?.change?.measuredFold.toFixed(3)).toBe('1.367');
    expect(reading?.change?.expectedFold?.toFixed(3)).toBe('1.391');
  });

  test('B12: the same rise with eGFR 80 to 78 is not', () => {
    const reading = b2mTrend(withEgfr([3.0, 80], [4.1, 78]));
    expect(reading?.assessment).toEqual({ system: 'b2m-trend', possible: ['rising'], missing: [] });
    expect(reading?.change?.expectedFold?.toFixed(3)).toBe('1.021');
  });

  test('a rise up to 25 % above the expected fold is explained, beyond it is not', () => {
    // Expected for 60 → 40 is ×1.391, so the limit is ×1.739.
    expect(possible(withEgfr([3.0, 60], [5.2, 40]))).toEqual(['rising-with-filtration']);
    expect(possible(withEgfr([3.0, 60], [5.3, 40]))).toEqual(['rising']);
  });

  test('a rise of exactly 25 % above the expected fold is still explained', () => {
    const limit = expectedFold(60, 40) * 1.25;
    expect(possible(withEgfr([3, 60], [3 * limit, 40]))).toEqual(['rising-with-filtration']);
    expect(
      possible([
        { at: 0, b2m: mgL(3), egfr: 60 },
        { at: DAY, b2m: mgL(3 * limit, '>'), egfr: 40 },
      ]),
    ).toEqual(['rising', 'rising-with-filtration']);
  });

  test('an explained rise is settled even where the fall before it is only possible', () => {
    const reading = b2mTrend([
      { at: 0, b2m: mgL(16, '>'), egfr: 60 },
      { at: DAY, b2m: mgL(14), egfr: 60 },
      { at: 2 * DAY, b2m: mgL(18), egfr: 40 },
    ]);
    expect(reading?.assessment).toEqual({ system: 'b2m-trend', possible: ['rising-with-filtration'], missing: [] });
  });

  test('a steady or better eGFR explains no rise, however small', () => {
    expect(possible(withEgfr([4, 80], [5, 80]))).toEqual(['rising']);
    expect(possible(withEgfr([4, 80], [5, 90]))).toEqual(['rising']);
    expect(possible(withEgfr([4, 80], [5, 79.9]))).toEqual(['rising-with-filtration']);
  });

  test('a fall then a rise that filtration explains is told as such', () => {
    expect(possible(withEgfr([8, 60], [2.4, 60], [3.3, 40]))).toEqual(['rising-with-filtration']);
  });

  test.each([
    ['then', undefined, 40],
    ['now', 60, undefined],
  ])('without the eGFR of %s, both readings stay possible', (_when, before, after) => {
    const reading = b2mTrend(withEgfr([3.0, before], [4.1, after]));
    expect(reading?.assessment).toEqual({
      system: 'b2m-trend',
      possible: ['rising', 'rising-with-filtration'],
      missing: ['egfr'],
    });
    expect(reading?.change).not.toHaveProperty('expectedFold');
  });

  test('after a fall, without an eGFR, both readings stay possible', () => {
    expect(possible(withEgfr([8, undefined], [2.4, undefined], [3.4, undefined]))).toEqual([
      'rising-with-filtration',
      'fall-then-rise',
    ]);
  });

  test('a rise that filtration explains since the last value, but not since the lowest, is told from the lowest', () => {
    const points = withEgfr([2.0, 60], [3.0, 60], [4.1, 40]);
    const reading = b2mTrend(points);
    expect(reading?.assessment.possible).toEqual(['rising']);
    expect(reading?.change).toMatchObject({ from: points[0], reference: 'nadir' });
  });

  test('an unexplained rise outranks one without an eGFR, which outranks an explained one', () => {
    expect(possible(withEgfr([2.0, undefined], [3.0, 80], [4.1, 80]))).toEqual(['rising']);
    const open = b2mTrend(withEgfr([2.0, undefined], [3.0, 60], [4.1, 40]));
    expect(open?.assessment.possible).toEqual(['rising', 'rising-with-filtration']);
    expect(open?.change?.reference).toBe('nadir');
  });

  test('a censored rise that may or may not be explained asks for the B2M', () => {
    const reading = b2mTrend([
      { at: 0, b2m: mgL(3), egfr: 60 },
      { at: DAY, b2m: mgL(5, '>'), egfr: 40 },
    ]);
    expect(reading?.assessment).toEqual({
      system: 'b2m-trend',
      possible: ['rising', 'rising-with-filtration'],
      missing: ['b2m-serum'],
    });
  });
});

describe('acute kidney injury', () => {
  test('no statement is made on a value taken during it', () => {
    const [first, second] = monthly(3, 6);
    const reading = b2mTrend([first!, { ...second!, aki: true }]);
    expect(reading?.assessment.possible).toEqual(['not-comparable']);
    expect(reading?.assessment.notes).toEqual(['trend-not-steady']);
  });

  test('an earlier value taken during it is passed over', () => {
    const [first, second, third] = monthly(3, 9, 3.1);
    expect(possible([first!, { ...second!, aki: true }, third!])).toEqual(['stable']);
    const [low, high] = monthly(3, 6);
    expect(possible([{ ...low!, aki: true }, high!])).toEqual(['not-comparable']);
  });
});

describe('censored values', () => {
  test('a comparison that is settled is made', () => {
    expect(possible(monthly(3, mgL(20, '>')))).toEqual(['rising']);
    expect(possible(monthly(mgL(0.5, '<'), 3))).toEqual(['rising']);
    expect(possible(monthly(3, mgL(0.5, '<')))).toEqual(['falling']);
    expect(possible(monthly(mgL(20, '>'), 3))).toEqual(['falling']);
  });

  test('one that is not settled is passed over', () => {
    expect(possible(monthly(3, mgL(2.6, '<'), 3.1))).toEqual(['stable']);
    expect(possible(monthly(3, mgL(3, '>')))).toEqual(['not-comparable']);
  });

  test('a fall that is only possible stays open', () => {
    expect(b2mTrend(monthly(mgL(20, '>'), 18))?.assessment).toEqual({
      system: 'b2m-trend',
      possible: ['stable', 'falling'],
      missing: ['b2m-serum'],
    });
  });

  test('a rise after a fall that is only possible may be either', () => {
    expect(b2mTrend(monthly(mgL(16, '>'), 14, 18))?.assessment).toEqual({
      system: 'b2m-trend',
      possible: ['rising', 'fall-then-rise'],
      missing: ['b2m-serum'],
    });
  });
});

describe('order and duplicates', () => {
  const point = fc.record(
    {
      at: fc.integer({ min: 0, max: 6 }).map((n) => n * 30 * DAY),
      b2m: fc
        .tuple(
          fc.integer({ min: 10, max: 90 }),
          fc.constantFrom<Comparator | undefined>(undefined, undefined, undefined, '<', '>'),
        )
        .map(([v, c]) => mgL(v / 10, c)),
      egfr: fc.integer({ min: 15, max: 120 }),
      aki: fc.boolean(),
      kind: fc.constantFrom('serum', 'postdialysis'),
    },
    { requiredKeys: ['at', 'b2m'] },
  ) as fc.Arbitrary<TrendPoint>;

  test('the order in which results arrive never matters', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 7 }), fc.infiniteStream(fc.nat()), (points, keys) => {
        const shuffled = points
          .map((p) => ({ p, k: keys.next().value as number }))
          .sort((a, b) => a.k - b.k)
          .map(({ p }) => p);
        expect(b2mTrend(shuffled)).toEqual(b2mTrend(points));
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  test('the reading is never empty and keeps the contract’s order', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 7 }), (points) => {
        const assessment = b2mTrend(points)?.assessment;
        if (!assessment) return;
        expect(assessment.possible.length).toBeGreaterThan(0);
        expect(B2M_TRENDS.filter((t) => assessment.possible.includes(t))).toEqual(assessment.possible);
        expect(assessment.missing.length === 0).toBe(assessment.possible.length === 1);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  test('two different results of one time are one value between them', () => {
    const at = (day: number, v: number): TrendPoint => ({ at: day * DAY, b2m: mgL(v), egfr: 80 });
    // 3.6 alone would be stable and 3.8 alone a rise: together they settle nothing.
    expect(possible([at(0, 3), at(30, 3.6), at(30, 3.8)])).toEqual(['not-comparable']);
    expect(possible([at(0, 3), at(30, 3.9), at(30, 3.8)])).toEqual(['rising']);
    expect(possible([at(0, 3), at(30, 3.1), at(30, 3.1)])).toEqual(['stable']);
  });

  test('an acute kidney injury or an eGFR known for one of them counts for that time', () => {
    const base = { at: 30 * DAY, b2m: mgL(4.1) };
    const first = { at: 0, b2m: mgL(3), egfr: 80 };
    expect(possible([first, base, { ...base, aki: true }])).toEqual(['not-comparable']);
    expect(possible([first, base, { ...base, egfr: 80 }])).toEqual(['rising']);
  });

  test('a higher latest value is never less of a rise', () => {
    const rank = (v: number) => ['falling', 'stable', 'rising'].indexOf(possible(monthly(4, v))?.[0] ?? '');
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 200 }), fc.integer({ min: 0, max: 100 }), (v, more) => {
        expect(rank((v + more) / 10)).toBeGreaterThanOrEqual(rank(v / 10));
      }),
      { seed: 42 },
    );
  });
});
