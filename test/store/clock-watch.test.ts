// The wall clock is believed as long as it runs with the monotonic one, and again when a new time has lasted a day.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createClockWatch } from '../../src/store/clock-watch.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

function watched() {
  let steady = 0;
  let ahead = 0;
  const watch = createClockWatch({ clock: () => 1_000 * DAY + steady + ahead, timer: () => steady });
  return {
    watch,
    run: (ms: number) => void (steady += ms),
    jump: (ms: number) => void (ahead += ms),
    wall: () => 1_000 * DAY + steady + ahead,
  };
}

test('slewing by half a second a minute is no jump, two seconds are the most, more is one', () => {
  const { watch, run, jump, wall } = watched();
  for (let i = 0; i < 1_000; i++) {
    run(MINUTE);
    jump(500);
    expect(watch.trusted()).toBe(wall());
  }
  jump(2_000);
  expect(watch.trusted()).toBe(wall());
  jump(-2_001);
  expect(watch.trusted()).toBeUndefined();
});

test('a new time is believed after a day of it, not before; a second jump begins the day anew', () => {
  const { watch, run, jump, wall } = watched();
  jump(DAY);
  expect(watch.trusted()).toBeUndefined();
  run(DAY / 2);
  jump(DAY);
  expect(watch.trusted()).toBeUndefined();
  run(DAY - 1);
  expect(watch.trusted()).toBeUndefined();
  run(1);
  expect(watch.trusted()).toBe(wall());
});

test('what goes and comes back is believed at once, and nothing is ever believed that was not running for a day', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ run: fc.nat(10 * MINUTE), jump: fc.constantFrom(0, DAY, -DAY) })), (steps) => {
      const { watch, run, jump, wall } = watched();
      let away = 0;
      for (const step of steps) {
        run(step.run);
        jump(step.jump);
        away += step.jump;
        // less than a day in all, so only the first time is ever believed
        expect(watch.trusted()).toBe(away === 0 ? wall() : undefined);
      }
    }),
    { seed: 6, numRuns: 200, examples: [] },
  );
});
