// The M-protein of a moment: the nearest, and none where the laboratory found less than it can measure.
import { expect, test } from '@jest/globals';
import { readMProtein } from '../../../src/clinical/reading/m-protein.ts';
import { chart, collect, daysAgo, mProtein } from '../../support/chart.ts';

const facts = (...values: readonly (readonly [value: string, days: number])[]) =>
  collect(chart(values.map(([value, days]) => mProtein(value, { at: daysAgo(days) }))));
const read = (...values: readonly (readonly [value: string, days: number])[]) =>
  readMProtein(facts(...values), Date.parse(daysAgo(30)), 14)?.quantity.value;

test.each([
  ['2.1 g/dL', 2.1],
  ['>6 g/dL', 6],
  ['>=6 g/dL', 6],
  ['<0.1 g/dL', undefined],
  ['<=0.1 g/dL', undefined],
])('%s: %p', (value, expected) => {
  expect(read([value, 30])).toBe(expected);
});

test('the nearest counts, within so many days on either side', () => {
  expect(read(['1 g/dL', 33], ['2 g/dL', 28])).toBe(2);
  expect(read(['1 g/dL', 44], ['2 g/dL', 50])).toBe(1);
  expect(read(['1 g/dL', 45], ['2 g/dL', 15])).toBeUndefined();
  expect(read()).toBeUndefined();
});

test('a find too low to measure is not passed over for one farther away', () => {
  expect(read(['<0.1 g/dL', 30], ['2 g/dL', 33])).toBeUndefined();
});

test('an M-protein of nothing is none, however it came to be read', () => {
  const found = facts(['2 g/dL', 30]);
  const zero = found.measurements['m-protein']?.map((m) => ({ ...m, quantity: { ...m.quantity, value: 0 } })) ?? [];
  const of = { ...found, measurements: { ...found.measurements, 'm-protein': zero } };
  expect(readMProtein(of, Date.parse(daysAgo(30)), 14)).toBeUndefined();
});
