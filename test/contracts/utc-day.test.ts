// Days in UTC: read as they are written, and none that the calendar does not have.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DAY_MS, isoDay, midnightBefore, midnightOf } from '../../src/contracts/utc-day.ts';

test('every day is read back as its midnight, and holds each of its moments', () => {
  fc.assert(
    fc.property(fc.integer({ min: -300_000, max: 2_900_000 }), fc.nat(DAY_MS - 1), (days, within) => {
      const at = days * DAY_MS;
      expect(midnightOf(isoDay(at))).toBe(at);
      expect(midnightBefore(at + within)).toBe(at);
    }),
  );
});

test.each(['2026-02-29', '2026-02-31', '2026-11-31', '2026-13-01', '2026-11', '2026-11-21T00:00:00Z', '', '20261121'])(
  '%j is no day',
  (text) => {
    expect(midnightOf(text)).toBeUndefined();
  },
);
