// ISS, R-ISS and R2-ISS: the worked examples, every limit, every missing input.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Assessment } from '../../../src/clinical/quantities/assessment.ts';
import { issStage } from '../../../src/clinical/instruments/iss-2005.ts';
import { rIssStage, type RIssInputs } from '../../../src/clinical/instruments/r-iss-2015.ts';
import { r2IssStage, type R2IssInputs } from '../../../src/clinical/instruments/r2-iss-2022.ts';
import { quantity, tidy, type Comparator, type Quantity } from '../../../src/clinical/quantities/quantity.ts';

const b2m = (value: number, comparator?: Comparator) => quantity(value, 'mg/L', comparator);
const albumin = (value: number, comparator?: Comparator) => quantity(value, 'g/dL', comparator);
const between = (low: number, high: number): Quantity<'mg/L'> => ({
  value: (low + high) / 2,
  unit: 'mg/L',
  between: [low, high],
});
/** nmol/L as the fact layer converts it: 84.7 or 84.75 nmol per mg. */
const nmol = (value: number) => between(tidy(value / 84.75), tidy(value / 84.7));

const STAGES = {
  I: { b2m: b2m(3), albumin: albumin(4) },
  II: { b2m: b2m(4), albumin: albumin(4) },
  III: { b2m: b2m(6), albumin: albumin(4) },
} as const;

describe('ISS', () => {
  test.each([
    ['I1', b2m(3.4), albumin(3.5), 'I'],
    ['I2', b2m(3.49), albumin(3.5), 'I'],
    ['I3', b2m(3.5), albumin(3.5), 'II'],
    ['I4', b2m(3.4), albumin(3.49), 'II'],
    ['I5', b2m(2.1), albumin(4.1), 'I'],
    ['I6', b2m(5.49), albumin(2.0), 'II'],
    ['I7', b2m(5.5), albumin(4.5), 'III'],
    ['I8', b2m(12), undefined, 'III'],
    ['I9', b2m(4), undefined, 'II'],
    ['I14', nmol(297), albumin(4), 'II'],
    ['I15', nmol(296), albumin(3.5), 'I'],
    ['I17', b2m(5.5), albumin(3), 'III'],
    ['I18', b2m(3.5), albumin(3.6), 'II'],
    ['I19', b2m(0.5, '<'), albumin(4), 'I'],
    ['I20', b2m(20, '>'), undefined, 'III'],
    ['I21', b2m(3.4), albumin(3.5), 'I'],
  ] as const)('%s: B2M %j with albumin %j is %s', (_id, b, a, stage) => {
    expect(issStage({ b2m: b, albumin: a })).toEqual({ system: 'ISS', possible: [stage], missing: [] });
  });

  test('I10: B2M 3.4 mg/L without albumin is I or II, and albumin settles it', () => {
    expect(issStage({ b2m: b2m(3.4) })).toEqual({
      system: 'ISS',
      possible: ['I', 'II'],
      missing: ['albumin-serum'],
    });
  });

  test('I11: albumin 3.4 g/dL without B2M is II or III, and B2M settles it', () => {
    expect(issStage({ albumin: albumin(3.4) })).toEqual({
      system: 'ISS',
      possible: ['II', 'III'],
      missing: ['b2m-serum'],
    });
  });

  test('I12: albumin 4.0 g/dL without B2M says nothing', () => {
    expect(issStage({ albumin: albumin(4) })).toEqual({
      system: 'ISS',
      possible: ['I', 'II', 'III'],
      missing: ['b2m-serum'],
    });
  });

  test('nothing known: every stage, both missing', () => {
    expect(issStage({})).toEqual({
      system: 'ISS',
      possible: ['I', 'II', 'III'],
      missing: ['b2m-serum', 'albumin-serum'],
    });
  });

  test('I16: a molar value on the limit stays II or III', () => {
    expect(issStage({ b2m: nmol(466) }).possible).toEqual(['II', 'III']);
  });

  test('a censored B2M above 4 mg/L is II or III, and B2M itself is what would settle it', () => {
    expect(issStage({ b2m: b2m(4, '>'), albumin: albumin(4) })).toEqual({
      system: 'ISS',
      possible: ['II', 'III'],
      missing: ['b2m-serum'],
    });
  });

  test('a censored albumin below 3.5 g/dL is settled, one below 4 is not', () => {
    expect(issStage({ b2m: b2m(3), albumin: albumin(3.5, '<') }).possible).toEqual(['II']);
    expect(issStage({ b2m: b2m(3), albumin: albumin(4, '<') }).possible).toEqual(['I', 'II']);
  });
});

describe('R-ISS', () => {
  const clear = { del17p: false, t4_14: false, t14_16: false };

  test.each([
    ['R1', { ...STAGES.I, ldhHigh: false, ...clear }, ['I']],
    ['R2', { ...STAGES.I, ldhHigh: true, ...clear }, ['II']],
    ['R3', { ...STAGES.I, ldhHigh: false, ...clear, t4_14: true }, ['II']],
    ['R4', { ...STAGES.I, ldhHigh: false }, ['I', 'II']],
    ['R5', { ...STAGES.I, ...clear }, ['I', 'II']],
    ['R6', STAGES.II, ['II']],
    ['R7', { ...STAGES.II, ldhHigh: true, del17p: true }, ['II']],
    ['R8', { ...STAGES.III, ldhHigh: false, ...clear }, ['II']],
    ['R9', { ...STAGES.III, ldhHigh: true }, ['III']],
    ['R10', { ...STAGES.III, t14_16: true }, ['III']],
    ['R11', { ...STAGES.III, ldhHigh: false }, ['II', 'III']],
    ['R12', STAGES.III, ['II', 'III']],
    // R13, LDH on its limit, is "not high" where LDH is read.
    ['R13', { ...STAGES.III, ldhHigh: false, ...clear }, ['II']],
  ] as const)('%s: %j is %j', (_id, inputs, possible) => {
    expect(rIssStage(inputs).possible).toEqual(possible);
  });

  test.each(['del17p', 't4_14', 't14_16'] as const)(
    '%s alone makes ISS I an R-ISS II and ISS III an R-ISS III',
    (x) => {
      expect(rIssStage({ ...STAGES.I, ldhHigh: false, ...clear, [x]: true }).possible).toEqual(['II']);
      expect(rIssStage({ ...STAGES.III, ldhHigh: false, ...clear, [x]: true }).possible).toEqual(['III']);
    },
  );

  test.each([
    ['ldhHigh', 'ldh-serum'],
    ['del17p', 'del17p'],
    ['t4_14', 't4-14'],
    ['t14_16', 't14-16'],
  ] as const)('without %s alone, %s is named as missing', (key, fact) => {
    const inputs: RIssInputs = { ...STAGES.III, ldhHigh: false, ...clear, [key]: undefined };
    expect(rIssStage(inputs)).toEqual({ system: 'R-ISS', possible: ['II', 'III'], missing: [fact] });
  });

  test('albumin no longer matters when everything else already makes it II', () => {
    expect(rIssStage({ b2m: b2m(3), ldhHigh: true })).toEqual({ system: 'R-ISS', possible: ['II'], missing: [] });
  });

  test('nothing known: every stage and every input', () => {
    expect(rIssStage({})).toEqual({
      system: 'R-ISS',
      possible: ['I', 'II', 'III'],
      missing: ['b2m-serum', 'albumin-serum', 'ldh-serum', 'del17p', 't4-14', 't14-16'],
    });
  });
});

describe('R2-ISS', () => {
  const n = false;
  const y = true;
  const row = (iss: keyof typeof STAGES, ldhHigh?: boolean, del17p?: boolean, t4_14?: boolean, gain1q?: boolean) => ({
    ...STAGES[iss],
    ldhHigh,
    del17p,
    t4_14,
    gain1q,
  });

  test.each([
    ['S1', row('I', n, n, n, n), ['I']],
    ['S2', row('I', n, n, n, y), ['II']],
    ['S3', row('II', n, n, n, n), ['II']],
    ['S4', row('I', y, n, n, n), ['II']],
    ['S5', row('II', n, n, n, y), ['III']],
    ['S6', row('III', n, n, n, n), ['III']],
    ['S7', row('III', y, n, n, n), ['III']],
    ['S8', row('II', y, n, n, y), ['III']],
    ['S9', row('I', y, y, n, y), ['III']],
    ['S10', row('III', y, n, n, y), ['IV']],
    ['S11', row('II', y, y, n, n), ['IV']],
    ['S12', row('I', y, y, y, n), ['IV']],
    ['S13', row('III', y, y, y, y), ['IV']],
    ['S14', row('III', y), ['III', 'IV']],
    ['S15', row('II', y, y), ['IV']],
    ['S16', row('I', n), ['I', 'II', 'III']],
    ['S17', row('II', n, n, n), ['II', 'III']],
  ] as const)('%s: %j is %j', (_id, inputs, possible) => {
    expect(r2IssStage(inputs).possible).toEqual(possible);
  });

  test('S14: ISS III with nothing else is III or IV', () => {
    expect(r2IssStage(STAGES.III)).toEqual({
      system: 'R2-ISS',
      possible: ['III', 'IV'],
      missing: ['ldh-serum', 'del17p', 't4-14', 'gain1q'],
    });
  });

  test('each aberration alone moves ISS I: del(17p) and t(4;14) to II', () => {
    expect(r2IssStage(row('I', n, y, n, n)).possible).toEqual(['II']);
    expect(r2IssStage(row('I', n, n, y, n)).possible).toEqual(['II']);
  });

  test('S17: only the missing 1q is named', () => {
    expect(r2IssStage(row('II', n, n, n)).missing).toEqual(['gain1q']);
  });

  test('nothing known: every stratum and every input', () => {
    expect(r2IssStage({})).toEqual({
      system: 'R2-ISS',
      possible: ['I', 'II', 'III', 'IV'],
      missing: ['b2m-serum', 'albumin-serum', 'ldh-serum', 'del17p', 't4-14', 'gain1q'],
    });
  });
});

describe('what holds for all three', () => {
  const value = (unit: 'mg/L' | 'g/dL', max: number) =>
    fc.option(
      fc.record(
        {
          value: fc.double({ min: 0.1, max, noNaN: true }),
          unit: fc.constant(unit),
          comparator: fc.constantFrom<Comparator>('<', '<=', '>=', '>'),
        },
        { requiredKeys: ['value', 'unit'] },
      ),
      { nil: undefined },
    );
  const flag = fc.option(fc.boolean(), { nil: undefined });
  const inputs = fc.record({
    b2m: value('mg/L', 12) as fc.Arbitrary<Quantity<'mg/L'> | undefined>,
    albumin: value('g/dL', 6) as fc.Arbitrary<Quantity<'g/dL'> | undefined>,
    ldhHigh: flag,
    del17p: flag,
    t4_14: flag,
    t14_16: flag,
    gain1q: flag,
  });
  type Inputs = RIssInputs & R2IssInputs;
  const indices: [string, (i: Inputs) => Assessment, string[]][] = [
    ['ISS', issStage, ['I', 'II', 'III']],
    ['R-ISS', rIssStage, ['I', 'II', 'III']],
    ['R2-ISS', r2IssStage, ['I', 'II', 'III', 'IV']],
  ];

  test.each(indices)(
    '%s: never empty, always in order, and missing is empty exactly when it is settled',
    (_n, of, order) => {
      fc.assert(
        fc.property(inputs, (i) => {
          const { possible, missing } = of(i);
          expect(possible.length).toBeGreaterThan(0);
          expect(order.filter((s) => possible.includes(s))).toEqual(possible);
          expect(missing.length === 0).toBe(possible.length === 1);
        }),
        { seed: 42, numRuns: 300 },
      );
    },
  );

  test.each(indices)('%s: knowing more never widens what is possible', (_n, of) => {
    fc.assert(
      fc.property(
        inputs,
        fc.constantFrom<keyof Inputs>('b2m', 'albumin', 'ldhHigh', 'del17p', 't4_14', 't14_16', 'gain1q'),
        (i, key) => {
          const less = of({ ...i, [key]: undefined }).possible;
          for (const stratum of of(i).possible) expect(less).toContain(stratum);
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });

  test.each(indices)('%s: a higher B2M never gives a better stratum', (_n, of, order) => {
    fc.assert(
      fc.property(
        inputs,
        fc.double({ min: 0.1, max: 12, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (i, low, more) => {
          const lower = of({ ...i, b2m: b2m(low) }).possible.map((s) => order.indexOf(s));
          const higher = of({ ...i, b2m: b2m(low + more) }).possible.map((s) => order.indexOf(s));
          expect(Math.min(...higher)).toBeGreaterThanOrEqual(Math.min(...lower));
          expect(Math.max(...higher)).toBeGreaterThanOrEqual(Math.max(...lower));
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });
});
