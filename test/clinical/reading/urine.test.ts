// Serum and urine B2M together, acid urine, and fractional excretion.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { feB2m, urineLocalisation } from '../../../src/clinical/reading/urine.ts';
import { quantity, type Comparator } from '../../../src/clinical/quantities/quantity.ts';

const serum = (value: number, comparator?: Comparator) => quantity(value, 'mg/L', comparator);
const urine = (value: number, comparator?: Comparator) => quantity(value, 'ug/L', comparator);
const ph = (value: number, comparator?: Comparator) => quantity(value, '[pH]', comparator);
const mgDl = (value: number, comparator?: Comparator) => quantity(value, 'mg/dL', comparator);
const LIMITS = { serumUpperLimit: 2.4, urineUpperLimit: 300 };

describe('localisation', () => {
  test.each([
    ['U1', serum(1.8), urine(900), ph(6.5), 'tubular'],
    ['U2', serum(6.0), urine(900), undefined, 'mixed-or-overflow'],
    ['U3', serum(4.0), urine(150), undefined, 'filtration-or-production'],
    ['U4', serum(1.8), urine(120), ph(5.2), 'invalid'],
    ['U4 whatever the serum', undefined, urine(120), ph(5.2), 'invalid'],
    ['both normal', serum(1.8), urine(120), ph(6.5), 'none'],

    ['a high urine B2M stays high in acid urine', serum(1.8), urine(900), ph(5.2), 'tubular'],
  ] as const)('%s: %j, %j, %j is %s', (_id, s, u, p, expected) => {
    expect(urineLocalisation({ ...LIMITS, serum: s, urine: u, urinePh: p }).possible).toEqual([expected]);
  });

  test('a urine B2M on its limit is normal, one above is high', () => {
    expect(urineLocalisation({ ...LIMITS, serum: serum(2), urine: urine(300), urinePh: ph(7) }).possible).toEqual([
      'none',
    ]);
    expect(urineLocalisation({ ...LIMITS, serum: serum(2), urine: urine(301), urinePh: ph(7) }).possible).toEqual([
      'tubular',
    ]);
  });

  test('a serum B2M on its limit is normal, one above is high', () => {
    expect(urineLocalisation({ ...LIMITS, serum: serum(2.4), urine: urine(900) }).possible).toEqual(['tubular']);
    expect(urineLocalisation({ ...LIMITS, serum: serum(2.41), urine: urine(900) })).toEqual({
      system: 'urine-localisation',
      possible: ['tubular', 'no-conclusion'],
      missing: ['creatinine-urine'],
    });
  });

  test('pH 6.0 is valid, 5.9 is not', () => {
    expect(urineLocalisation({ ...LIMITS, serum: serum(2), urine: urine(100), urinePh: ph(6) }).possible).toEqual([
      'none',
    ]);
    expect(urineLocalisation({ ...LIMITS, serum: serum(2), urine: urine(100), urinePh: ph(5.9) }).possible).toEqual([
      'invalid',
    ]);
  });

  test('without a limit of its own, urine is read against 300 ug/L', () => {
    expect(urineLocalisation({ serum: serum(2), serumUpperLimit: 2.4, urine: urine(301) }).possible).toEqual([
      'tubular',
    ]);
    expect(urineLocalisation({ serum: serum(2), serumUpperLimit: 2.4, urine: urine(300) }).possible).toEqual(['none']);
  });

  test('the result’s own urine limit comes first', () => {
    expect(urineLocalisation({ ...LIMITS, urineUpperLimit: 200, serum: serum(2), urine: urine(250) }).possible).toEqual(
      ['tubular'],
    );
  });

  test('from a serum of 5 mg/L on, tubular is not said even when no limit is known', () => {
    expect(urineLocalisation({ serum: serum(5), urine: urine(900) }).possible).toEqual(['mixed-or-overflow']);
    expect(urineLocalisation({ serum: serum(4.99), urine: urine(900) })).toEqual({
      system: 'urine-localisation',
      possible: ['tubular', 'no-conclusion'],
      missing: ['b2m-serum', 'creatinine-urine'],
    });
    expect(urineLocalisation({ serum: serum(5.1), serumUpperLimit: 5.5, urine: urine(900) }).possible).toEqual([
      'mixed-or-overflow',
    ]);
  });

  test('a normal urine without a pH is read, with a note; a high one needs none', () => {
    expect(urineLocalisation({ ...LIMITS, serum: serum(4), urine: urine(150) }).notes).toEqual([
      'urine-ph-not-reported',
    ]);
    expect(urineLocalisation({ ...LIMITS, serum: serum(4), urine: urine(900) }).notes).toBeUndefined();
    expect(
      urineLocalisation({ ...LIMITS, serum: serum(4), urine: urine(150), urinePh: ph(6.5) }).notes,
    ).toBeUndefined();
    expect(urineLocalisation({ ...LIMITS, serum: serum(4) }).notes).toBeUndefined();
  });

  test('without serum: tubular, mixed or no conclusion when urine is high', () => {
    expect(urineLocalisation({ ...LIMITS, urine: urine(900), urinePh: ph(6.5) })).toEqual({
      system: 'urine-localisation',
      possible: ['tubular', 'no-conclusion', 'mixed-or-overflow'],
      missing: ['b2m-serum', 'creatinine-urine'],
    });
  });

  test('without urine: what the serum leaves', () => {
    expect(urineLocalisation({ ...LIMITS, serum: serum(4), urinePh: ph(6.5) })).toEqual({
      system: 'urine-localisation',
      possible: ['tubular', 'filtration-or-production', 'no-conclusion'],
      missing: ['b2m-urine', 'creatinine-urine'],
    });
  });

  test.each([
    [2, 100, 1, 'tubular'],
    [4, 900, 1, 'tubular'],
    [4.99, 900, 1, 'tubular'],
    [5, 900, 1, 'mixed-or-overflow'],
    [4, 900, 0.999, 'no-conclusion'],
    [2, 900, 0.45, 'tubular'],
    [2, 100, 0.999, 'none'],
    [4, 100, 0.999, 'filtration-or-production'],
    [5, 100, 3, 'filtration-or-production'],
  ])('serum %d, urine %d, fractional excretion %d%%: %s', (inSerum, inUrine, fractionalExcretion, label) => {
    const read = urineLocalisation({ ...LIMITS, serum: serum(inSerum), urine: urine(inUrine), fractionalExcretion });
    expect(read.possible).toEqual([label]);
  });

  test('overflow is never said below 5 mg/L, nor tubular from there on, whatever else is known', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 40, noNaN: true }),
        fc.option(fc.double({ min: 1, max: 1e5, noNaN: true }), { nil: undefined }),
        fc.option(fc.double({ min: 0, max: 50, noNaN: true }), { nil: undefined }),
        (inSerum, inUrine, fractionalExcretion) => {
          const { possible } = urineLocalisation({
            ...LIMITS,
            serum: serum(inSerum),
            urine: inUrine === undefined ? undefined : urine(inUrine),
            fractionalExcretion,
          });
          expect(possible).not.toContain(inSerum >= 5 ? 'tubular' : 'mixed-or-overflow');
        },
      ),
    );
  });

  test('a censored pH that may be acid leaves "invalid" possible', () => {
    expect(urineLocalisation({ ...LIMITS, serum: serum(4), urine: urine(150), urinePh: ph(7, '<') })).toEqual({
      system: 'urine-localisation',
      possible: ['filtration-or-production', 'invalid'],
      missing: ['urine-ph'],
    });
  });

  test('nothing known: everything but "invalid", which needs an acid pH', () => {
    expect(urineLocalisation({})).toEqual({
      system: 'urine-localisation',
      possible: ['none', 'tubular', 'filtration-or-production', 'no-conclusion', 'mixed-or-overflow'],
      missing: ['b2m-serum', 'b2m-urine', 'creatinine-urine'],
    });
  });

  test('a urine B2M below the measuring limit is normal, one above it high', () => {
    expect(urineLocalisation({ ...LIMITS, serum: serum(2), urine: urine(200, '<'), urinePh: ph(7) }).possible).toEqual([
      'none',
    ]);
    expect(urineLocalisation({ ...LIMITS, serum: serum(2), urine: urine(5000, '>') }).possible).toEqual(['tubular']);
  });
});

describe('fractional excretion', () => {
  test.each([
    ['U5', 300, 2.0, 100, 1.0, 0.15],
    ['U6', 3000, 2.2, 80, 1.2, 2.05],
  ])(
    '%s: urine %p ug/L, serum %p mg/L, urine creatinine %p, serum creatinine %p mg/dL is %p %%',
    (_id, ub, sb, uc, sc, fe) => {
      const result = feB2m(urine(ub), serum(sb), mgDl(uc), mgDl(sc));
      expect(result?.unit).toBe('%');
      expect(Number(result?.value.toFixed(2))).toBe(fe);
    },
  );

  test('nothing with a censored value or one that is not above 0', () => {
    expect(feB2m(urine(300, '<'), serum(2), mgDl(100), mgDl(1))).toBeUndefined();
    expect(feB2m(urine(300), serum(2, '>'), mgDl(100), mgDl(1))).toBeUndefined();
    expect(feB2m(urine(300), serum(2), mgDl(0), mgDl(1))).toBeUndefined();
    expect(feB2m(urine(0), serum(2), mgDl(100), mgDl(1))).toBeUndefined();
  });
});
