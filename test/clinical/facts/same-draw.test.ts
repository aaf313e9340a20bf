// By which method a result was measured, and which results are of one draw: then each spans them all.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { methodKey, methodOf, withSameDraw } from '../../../src/clinical/facts/same-draw.ts';
import type { Analyte, Measurement } from '../../../src/clinical/facts/types.ts';
import { quantity, type Comparator } from '../../../src/clinical/quantities/quantity.ts';

const at = (text: string): number => Date.parse(text.length === 10 ? `${text}T12:00:00Z` : text);
let count = 0;
function result(value: number, of: Partial<Measurement> & { comparator?: Comparator } = {}): Measurement {
  const { comparator, effective = '2026-10-30T08:00:00Z', ...rest } = of;
  const analyte: Analyte = rest.analyte ?? 'b2m-serum';
  return {
    analyte,
    code: '1952-1',
    quantity: quantity(value, 'mg/L', comparator),
    reported: { value },
    at: at(effective),
    effective,
    issued: 0,
    reference: `Observation/${++count}`,
    flags: [],
    ...rest,
  };
}
/** Of each its values, as spanned, and how many others go with it. */
const spans = (...results: readonly Measurement[]) =>
  withSameDraw(results).map((m) => [m.quantity.between ?? m.quantity.value, m.sameDraw?.length ?? 0]);
const other = { code: '83078-6' };

describe('the method', () => {
  test.each<[what: string, method: unknown, code: string, expected: string | undefined]>([
    ['its text', { text: 'ELISA' }, '83078-6', 'ELISA'],
    ['its text before its code', { text: 'ELISA', coding: [{ code: 'N', display: 'Nephelometry' }] }, '1952-1', 'ELISA'],
    ['of blanks: its display', { text: ' ', coding: [{ code: 'N', display: 'Nephelometry' }] }, '1952-1', 'Nephelometry'],
    ['its display', { coding: [{ code: 'N', display: 'Nephelometry' }] }, '1952-1', 'Nephelometry'],
    ['its code, without a display', { coding: [{ code: 'N' }] }, '1952-1', 'N'],
    ['the first coding that says anything', { coding: [{ system: 'urn:x' }, { code: 'N' }] }, '1952-1', 'N'],
    ['no text: that of the code', { text: 5, coding: [{ display: ' ' }] }, '83078-6', 'immunoassay'],
    ['none stated', undefined, '83078-6', 'immunoassay'],
    ['none stated', undefined, '2862-1', 'electrophoresis'],
    ['none stated', undefined, '61151-7', 'bromocresol green'],
    ['none stated', undefined, '61152-5', 'bromocresol purple'],
    ['none stated, and a code that names none', undefined, '1952-1', undefined],
  ])('%s', (_, method, code, expected) => {
    expect(methodOf({ method: method as fhir4.CodeableConcept }, code)).toBe(expected);
  }); // prettier-ignore

  test('is one in capitals and small letters, and tells nothing apart that is not compared', () => {
    const key = (analyte: Analyte, method?: string) =>
      methodKey({ analyte, code: '1', ...(method !== undefined && { method }) });
    expect(key('b2m-serum', 'ELISA')).toBe(key('b2m-serum', 'Elisa'));
    expect(key('b2m-serum', 'ELISA')).not.toBe(key('b2m-serum', 'Nephelometry'));
    expect(key('b2m-serum', 'ELISA')).not.toBe(key('b2m-serum'));
    expect(key('ldh-serum', 'ELISA')).toBe(key('ldh-serum', 'Nephelometry'));
  });
});

describe('one draw', () => {
  const DAY = '2026-10-30';
  const [EIGHT, NINE] = [`${DAY}T08:00:00Z`, `${DAY}T09:00:00Z`];
  type Of = Partial<Measurement>;

  test.each<[what: string, a: Of, b: Of, together: boolean]>([
    ['of one time', {}, {}, true],
    ['of two hours', { effective: EIGHT }, { effective: NINE }, false],
    ['of one day, one without a time', { effective: EIGHT }, { effective: DAY }, true],
    ['of one day, the other without a time', { effective: DAY }, { effective: EIGHT }, true],
    ['of two days without a time', { effective: DAY }, { effective: '2026-10-31' }, false],
    ['of one specimen on two days', { specimen: 's' }, { specimen: 's', effective: '2026-10-31' }, true],
    ['of two specimens at one time', { specimen: 's' }, { specimen: 't' }, true],
    ['of two specimens of one day, one without a time', { specimen: 's' }, { specimen: 't', effective: DAY }, false],
    ['of one day, a specimen named by one alone', { specimen: 's' }, { effective: DAY }, true],
    ['of one day, a specimen named by the other alone', { effective: DAY }, { specimen: 's' }, true],
    ['of one beginning, one of them rough', { effective: DAY }, { effective: DAY, until: at('2026-11-30') }, false],
    ['of two rough dates', { until: at('2026-11-30') }, { until: at('2026-12-31') }, false],
    ['of one rough date', { until: at('2026-11-30') }, { until: at('2026-11-30') }, true],
    ['albumin of two hours', { analyte: 'albumin-serum', effective: EIGHT }, { analyte: 'albumin-serum', effective: NINE }, true],
    ['albumin of two hours and specimens', { analyte: 'albumin-serum', effective: EIGHT, specimen: 's' }, { analyte: 'albumin-serum', effective: NINE, specimen: 't' }, false],
    ['LDH of one time', { analyte: 'ldh-serum' }, { analyte: 'ldh-serum' }, false],
  ])('%s', (_, a, b, together) => {
    const [first, second] = [result(5, a), result(6, { ...other, ...b })];
    expect(spans(first, second)).toEqual(together ? [[[5, 6], 1], [[5, 6], 1]] : [[5, 0], [6, 0]]);
  }); // prettier-ignore

  test('of one code and method only where neither was issued last', () => {
    expect(spans(result(5), result(6))).toEqual([
      [[5, 6], 1],
      [[5, 6], 1],
    ]);
    expect(spans(result(5), result(6, { issued: 1 }))).toEqual([
      [5, 0],
      [6, 0],
    ]);
    expect(spans(result(5, { effective: EIGHT }), result(6, { effective: DAY }))).toEqual([
      [5, 0],
      [6, 0],
    ]);
  });

  test('with one value stays as it is', () => {
    const both = [result(5), result(5, other)];
    expect(withSameDraw(both)).toEqual(both);
  });

  test('a limit sign opens its side', () => {
    expect(spans(result(5), result(5, { ...other, comparator: '>' }))).toEqual([
      [[5, Infinity], 1],
      [[5, Infinity], 1],
    ]);
  });

  test('of any number of results each spans them all, lowest first, and keeps its own value', () => {
    const values = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(values, (all) => {
        const results = all.map((value, i) => result(value, { code: `c${i}` }));
        const sorted = all.toSorted((a, b) => a - b);
        withSameDraw(results).forEach((m, i) => {
          expect([m.own?.value, m.quantity.value]).toEqual([all[i], all[i]]);
          expect(m.quantity.between).toEqual([sorted[0], sorted.at(-1)]);
          expect(m.quantity.results?.map((r) => r.value)).toEqual(sorted);
          expect(m.sameDraw).toEqual(results.filter((_, j) => j !== i));
        });
      }),
    );
  });

  test('a result alone, and none, stay as they are', () => {
    const one = [result(5)];
    expect(withSameDraw(one)).toBe(one);
    expect(withSameDraw([])).toEqual([]);
  });
});
