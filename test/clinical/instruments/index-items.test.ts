// What counts in an index, item by item, adds up to what decides on its group.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CLL_IPI } from '../../../src/clinical/instruments/cll-ipi-2016.ts';
import type { IndexInputs } from '../../../src/clinical/instruments/instrument.ts';
import { IPSSWM } from '../../../src/clinical/instruments/ipsswm-2009.ts';
import { MSS_WM } from '../../../src/clinical/instruments/mss-wm-2024.ts';
import { RIPSSWM } from '../../../src/clinical/instruments/ripsswm-2019.ts';
import { quantity } from '../../../src/clinical/quantities/quantity.ts';

const whole: fc.Arbitrary<IndexInputs> = fc
  .record({
    age: fc.integer({ min: 18, max: 100 }),
    b2m: fc.integer({ min: 10, max: 90 }),
    hemoglobin: fc.integer({ min: 60, max: 170 }),
    platelets: fc.integer({ min: 20, max: 400 }),
    albumin: fc.integer({ min: 20, max: 50 }),
    mProtein: fc.integer({ min: 0, max: 90 }),
    ldh: fc.integer({ min: 100, max: 400 }),
    del17p: fc.boolean(),
    tp53: fc.boolean(),
    ighvUnmutated: fc.boolean(),
    advancedStage: fc.boolean(),
  })
  .map(({ age, b2m, hemoglobin, platelets, albumin, mProtein, ldh, ...found }) => ({
    ...found,
    age: quantity(age, 'a'),
    b2m: quantity(b2m / 10, 'mg/L'),
    hemoglobin: quantity(hemoglobin / 10, 'g/dL'),
    platelets: quantity(platelets, '10*9/L'),
    albumin: quantity(albumin / 10, 'g/dL'),
    mProtein: quantity(mProtein / 10, 'g/dL'),
    ldh: quantity(ldh, 'U/L'),
    ldhUpperLimit: 225,
    ldhHigh: ldh > 225,
  }));

test.each([
  ['IPSSWM', IPSSWM, 3],
  ['rIPSSWM', RIPSSWM, 4],
  ['MSS-WM', MSS_WM, 3],
  ['CLL-IPI', CLL_IPI, 7],
])('%s: its highest group is that of the sum, and without the age the sum is open', (_, index, from) => {
  fc.assert(
    fc.property(whole, (inputs) => {
      const { counted = [], isWhole } = index.items?.(inputs) ?? {};
      const sum = counted.reduce((points, item) => points + item.points, 0);
      expect(isWhole).toBe(true);
      expect(index.assess(inputs).possible).toEqual(
        sum >= from ? [index.strata.at(-1)] : [expect.not.stringMatching(`^${index.strata.at(-1)}$`)],
      );
      expect(index.items?.({ ...inputs, age: undefined }).isWhole).toBe(false);
    }),
  );
});

test('a limit sign that leaves an item open gives it no points', () => {
  const b2m = { ...quantity(6, 'mg/L'), comparator: '<' as const };
  expect(CLL_IPI.items?.({ b2m })).toEqual({ counted: [], isWhole: false });
  expect(MSS_WM.items?.({ ldhHigh: true })).toEqual({ counted: [{ fact: 'ldh-serum', points: 2 }], isWhole: false });
});
