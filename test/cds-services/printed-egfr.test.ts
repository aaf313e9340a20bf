// An eGFR is one number wherever a card prints it, on its side of every limit, and what is expected at it follows from it.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { expectedB2m } from '../../src/clinical/instruments/b2m-expected.ts';
import { services } from '../../fixtures/published.ts';
import { AS_OF } from '../support/chart.ts';
import { toCall, type Given } from './situation.ts';

const LIMITS = [15, 30, 45, 60, 90];

function said(given: Given) {
  const [service] = services;
  const { situation, chart } = toCall({ age: 66, sex: 'male', hook: 'result-view' }, given, 'result-view');
  const evaluation = service?.evaluate(situation, chart, Date.parse(AS_OF));
  const text = (evaluation?.cards ?? []).map(({ summary, detail }) => `${summary}\n${detail}`).join('\n');
  return { text, egfr: evaluation?.evidence.derived.find(({ name }) => name === 'egfr')?.value };
}

const values = fc.record({
  problems: fc.constantFrom([], ['myeloma, 10 days ago'], ['mgus, 400 days ago']),
  b2m: fc.integer({ min: 20, max: 140 }).map((n) => n / 10),
  creatinine: fc.integer({ min: 60, max: 600 }).map((n) => n / 100),
});

describe('an eGFR on a card', () => {
  test('is the same number everywhere, and no limit lies between it and the computed one', () => {
    let printedOnes = 0;
    fc.assert(
      fc.property(values, ({ problems, b2m, creatinine }) => {
        const results = { b2m: `${b2m} mg/L`, creatinine: [`${creatinine} mg/dL`, `${creatinine} mg/dL, 40 days ago`] };
        const { text, egfr = Number.NaN } = said({ problems, ...results });
        const printed = new Set(
          [...text.matchAll(/eGFR(?:, calculated \|)? (\d+(?:\.\d+)?)/g)].map(([, number]) => Number(number)),
        );
        expect(printed.size).toBeLessThanOrEqual(1);
        for (const number of printed) {
          printedOnes++;
          for (const limit of LIMITS) expect({ number, side: number < limit }).toEqual({ number, side: egfr < limit });
        }
        for (const [, expected, at] of text.matchAll(/\((?:about )?([\d.]+)(?: mg\/L expected)? at eGFR ([\d.]+)\)/g))
          expect(`${expected} at ${at}`).toBe(`${expectedB2m(Number(at)).toFixed(1)} at ${at}`);
      }),
      { seed: 20_261_127, numRuns: 400 },
    );
    expect(printedOnes).toBeGreaterThan(100);
  });
});
