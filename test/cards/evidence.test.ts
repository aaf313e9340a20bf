// A computed number in the evidence is the same on every platform, and as exact as the contract says.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { toEvidenceDerived } from '../../src/cards/evidence.ts';

const told = (value: number) => toEvidenceDerived({ name: 'egfr', value, unit: 'mL/min', method: 'x' }).value;
const values = fc.double({ min: 1e-3, max: 1e4, noNaN: true });

describe('a computed number', () => {
  test('is given to nine significant digits', () => {
    expect(told(59.99999999951)).toBe(60);
    expect(told(123.4567894999)).toBe(123.456789);
    expect(told(0.012345678949)).toBe(0.0123456789);
    expect(told(0)).toBe(0);
    fc.assert(fc.property(values, (value) => Math.abs(told(value) - value) <= value * 5e-9));
  });

  test('is told alike by two platforms whose last binary digits differ', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -8, max: 8 }), (value, digits) => {
        const exact = told(value);
        expect(told(exact * (1 + digits * Number.EPSILON))).toBe(exact);
      }),
    );
  });
});
