// Which range a free light chain ratio is held against: the usual one, the laboratory's, or that of renal impairment.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isDefining, isOutsideRange, type LightChainReading } from '../../../src/clinical/reading/light-chains.ts';
import { readLightChains } from '../../../src/clinical/reading/light-chains.ts';
import { AS_OF, chart, collect, observation, patient } from '../../support/chart.ts';

const NOW = Date.parse(AS_OF);

function read(kappa: string, lambda: string): LightChainReading {
  const facts = collect(chart([patient(), observation('36916-5', kappa), observation('33944-0', lambda)]));
  const found = readLightChains(facts, NOW, 90);
  if (!found) throw new Error('no ratio');
  return found;
}

function printed(ratio: number, low: number, high: number): LightChainReading {
  const range = [{ low: { value: low }, high: { value: high } }];
  const facts = collect(
    chart([
      patient(),
      observation('48378-4', undefined, {
        with: {
          valueQuantity: { value: ratio, unit: '1', system: 'http://unitsofmeasure.org', code: '1' },
          referenceRange: range,
        },
      }),
    ]),
  );
  const found = readLightChains(facts, NOW, 90);
  if (!found) throw new Error('no ratio');
  return found;
}

describe('without a printed range', () => {
  test.each([
    ['26 mg/L', '100 mg/L', false, false],
    ['25 mg/L', '100 mg/L', false, true],
    ['165 mg/L', '100 mg/L', false, false],
    ['166 mg/L', '100 mg/L', false, true],
    ['37 mg/L', '100 mg/L', true, false],
    ['36 mg/L', '100 mg/L', true, true],
    ['310 mg/L', '100 mg/L', true, false],
    ['311 mg/L', '100 mg/L', true, true],
    ['200 mg/L', '100 mg/L', undefined, undefined],
    ['100 mg/L', '100 mg/L', undefined, false],
    ['400 mg/L', '100 mg/L', undefined, true],
    ['<30 mg/L', '100 mg/L', false, undefined],
    ['<26 mg/L', '100 mg/L', false, undefined],
    ['<20 mg/L', '100 mg/L', false, true],
    ['>100 mg/L', '100 mg/L', false, undefined],
    ['>166 mg/L', '100 mg/L', false, true],
  ])('κ %s, λ %s, renal %s: outside %s', (kappa, lambda, renal, outside) => {
    expect(isOutsideRange(read(kappa, lambda), renal)).toBe(outside);
  });
});

describe('with a printed range', () => {
  test.each([
    [2.0, 0.26, 1.65, true, false],
    [2.0, 0.26, 1.65, false, true],
    [1.5, 0.59, 1.46, false, true],
    [1.5, 0.59, 1.46, true, false],
    [3.2, 0.37, 3.3, true, false],
    [3.4, 0.37, 3.3, true, true],
  ])('ratio %d printed with %d–%d, renal %s: outside %s', (ratio, low, high, renal, outside) => {
    expect(isOutsideRange(printed(ratio, low, high), renal)).toBe(outside);
  });
});

test('what a limit sign leaves open is neither outside nor an event, whatever the values', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (kappa, lambda) => {
      // λ below its limit: κ/λ may be anything from κ ÷ λ up.
      const reading = read(`${kappa} mg/L`, `<${lambda} mg/L`);
      if (isDefining(reading)) expect(kappa / lambda).toBeGreaterThanOrEqual(100);
      if (isOutsideRange(reading, false) === true) expect(kappa / lambda).toBeGreaterThan(1.65);
      expect(isOutsideRange(reading, false)).not.toBe(false);
    }),
    { numRuns: 100 },
  );
});
