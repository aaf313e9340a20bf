// Is a B2M in mg/dL a misprint, and what would a number be in the unit it is confused with: below, at and above each limit.
import { describe, expect, test } from '@jest/globals';
import { CATALOGUE, isAnalyte } from '../../../src/clinical/facts/catalogue.ts';
import { isMisprinted, otherReading } from '../../../src/clinical/facts/printed-unit.ts';
import { UNITS } from '../../../src/clinical/quantities/units.ts';

const AT = Date.parse('2026-11-01T07:30:00Z');

describe('a B2M in mg/dL', () => {
  const misprinted = (value: number, limit?: number, unit?: string): boolean => {
    const high = { value: limit ?? NaN, ...(unit !== undefined && { unit }) };
    return isMisprinted(value, limit === undefined ? undefined : [{ high }], UNITS.serumB2m, {}, AT);
  };

  test.each<[value: number, limit: number | undefined, unit: string | undefined, expected: boolean]>([
    [0.7, undefined, undefined, false],
    [0.71, undefined, undefined, true],
    [3.4, 0.5, 'mg/dL', false],
    [3.4, 0.5, 'MG/DL', false],
    [3.4, 0.51, 'mg/dL', true],
    [0.7, 0.51, 'mg/dL', false],
    [0.6, 0.99, 'mg/dL', false],
    [0.6, 1, 'mg/dL', true],
    [0.6, 2.34, 'mg/L', false],
    [3.4, 0.234, undefined, true],
    [3.4, 0, 'mg/dL', true],
    [0.6, 0, 'mg/dL', false],
    [3.4, -1, 'mg/dL', true],
  ])('of %p with a limit of %p %s is a misprint: %p', (value, limit, unit, expected) => {
    expect(misprinted(value, limit, unit)).toBe(expected);
  });
});

describe('the other reading', () => {
  const entry = CATALOGUE.get('1952-1');
  if (!entry || !isAnalyte(entry)) throw new Error('no B2M');
  const [low, high] = entry.plausible ?? [NaN, NaN];
  const read = (value: number, unit?: string, ofAnySize = false) =>
    otherReading(entry, value, unit, undefined, ofAnySize);

  test('is plausible at its limits and not beyond them, but of any size where the laboratory vouches for it', () => {
    expect(read(low, 'mg/dL')).toEqual({ value: low, unit: 'mg/L', as: 'mg/L' });
    expect(read(high, 'mg/dL')).toEqual({ value: high, unit: 'mg/L', as: 'mg/L' });
    expect(read(low - 0.01, 'mg/dL')?.as).not.toBe('mg/L');
    expect(read(high + 1, 'mg/dL')).toBeUndefined();
    expect(otherReading(entry, high + 1, 'mg/dL', undefined)).toBeUndefined();
    expect(read(low - 0.01, 'mg/dL', true)).toMatchObject({ value: low - 0.01, as: 'mg/L' });
    expect(read(high * 10, 'mg/dL', true)).toMatchObject({ value: high * 10, as: 'mg/L' });
  });

  test('is never the unit itself, however it is printed, and keeps the limit sign', () => {
    expect(read(5, 'mg/L')?.as).not.toBe('mg/L');
    expect(read(5, 'mg/l')?.as).not.toBe('mg/L');
    expect(otherReading(entry, 3.4, 'mg/dL', '>')).toMatchObject({ comparator: '>', as: 'mg/L' });
    expect(read(3.4, 'mg/dL')).not.toHaveProperty('comparator');
  });

  test('of what is confused with nothing is none', () => {
    const { confusedWith: _, ...plain } = entry;
    expect(otherReading(plain, 3.4, 'mg/dL', undefined)).toBeUndefined();
  });
});
