// FHIR dates as instants and ages: however precise and in whatever zone they were written.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  ageOn,
  ageRange,
  DAY_MS,
  dayOf,
  daysSince,
  hull,
  toInstant,
  toInterval,
  toRoughInstant,
} from '../../../src/clinical/quantities/time.ts';

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('a FHIR date as an instant', () => {
  test.each([
    ['2026-11-01T07:30:00Z', '2026-11-01T07:30:00.000Z'],
    ['2026-11-01T07:30:00.250Z', '2026-11-01T07:30:00.250Z'],
    ['2026-11-01T07:30:00.123456Z', '2026-11-01T07:30:00.123Z'],
    ['2026-11-01T07:30:00+05:30', '2026-11-01T02:00:00.000Z'],
    ['2026-11-01T07:30:00-05:00', '2026-11-01T12:30:00.000Z'],
    ['2026-11-01T00:30:00+02:00', '2026-10-31T22:30:00.000Z'],
    ['2026-11-01T07:30Z', '2026-11-01T07:30:00.000Z'],
    ['2026-11-01T07:30:00.5+01:00', '2026-11-01T06:30:00.500Z'],
    ['2026-11-01T07:59:60Z', '2026-11-01T08:00:00.000Z'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'],
    ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59.000Z'],
    ['2026-11-01', '2026-11-01T12:00:00.000Z'],
    ['2024-02-29', '2024-02-29T12:00:00.000Z'],
    ['1000-01-01', '1000-01-01T12:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(iso(toInstant(text))).toBe(expected);
  });

  test('without a zone it is read as UTC, never in the zone of the server', () => {
    expect(iso(toInstant('2026-07-01T07:30:00'))).toBe('2026-07-01T07:30:00.000Z');
  });

  test.each([
    '2026',
    '2026-11',
    '',
    ' 2026-11-01',
    '01.11.2026',
    '11/01/2026',
    'yesterday',
    '2026-13-01',
    '2026-00-10',
    '2026-11-00',
    '2026-11-32',
    '2026-02-31',
    '2026-02-29',
    '2100-02-29',
    '2026-04-31T07:30:00Z',
    '2026/11-01',
    '2026-11/01',
    '2026-11-1',
    '0026-11-01',
    '2026-11-01 07:30:00Z',
    '2026-11-01T07.30:00Z',
    '2026-11-01T25:00:00Z',
    '2026-11-01T07:60:00Z',
    '2026-11-01T07:30:61Z',
    '2026-11-01T07:30:00.Z',
    '2026-11-01T07:30:00 05:30',
    '2026-11-01T07:30:00+5:30',
    '2026-11-01T07:30:00+05.30',
    '2026-11-01T07:30:00+05:3x',
    '2026-11-01T07:30:00+05:301',
    '2026-11-01T07:30:00Z;',
    20261101,
    null,
    undefined,
    {},
    ['2026-11-01'],
    true,
  ])('%j says no day', (text) => {
    expect(toInstant(text)).toBeUndefined();
  });

  test('one instant is the same in every zone', () => {
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.parse('2035-01-01') }), minutes, (ms, offset) => {
        const at = Math.floor(ms / 1000) * 1000;
        expect(toInstant(inZone(at, offset))).toBe(at);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('whatever comes in, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (text) => {
        toInstant(text);
        toRoughInstant(text);
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});

describe('as precisely as it is written', () => {
  test.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
    ['1000', '1000-01-01T00:00:00.000Z', '1000-12-31T23:59:59.999Z'],
    ['9999', '9999-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
    ['2026-01', '2026-01-01T00:00:00.000Z', '2026-01-31T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2026-09', '2026-09-01T00:00:00.000Z', '2026-09-30T23:59:59.999Z'],
    ['2026-10', '2026-10-01T00:00:00.000Z', '2026-10-31T23:59:59.999Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
    ['2026-11-05', '2026-11-05T12:00:00.000Z', '2026-11-05T12:00:00.000Z'],
    ['2026-11-05T23:00:00-05:00', '2026-11-06T04:00:00.000Z', '2026-11-06T04:00:00.000Z'],
  ])('%s lasts from %s to %s', (text, earliest, latest) => {
    const { earliest: from, latest: to } = toInterval(text) ?? {};
    expect([iso(from), iso(to)]).toEqual([earliest, latest]);
  });

  test.each([
    '0999',
    '26',
    '12026',
    '20261',
    '2026-00',
    '2026-13',
    '2026-1',
    '2026-011',
    '2026-',
    '2026-02-31',
    ' 2026',
  ])('%j says nothing', (text) => {
    expect(toInterval(text)).toBeUndefined();
  });

  test.each([2026, null, undefined, ['2026'], {}])('%j, which is no text, says nothing', (text) => {
    expect(toInterval(text)).toBeUndefined();
    expect(toRoughInstant(text)).toBeUndefined();
  });
});

test('the hull of several stretches of time goes from the first to the last, whatever their order', () => {
  const stretch = fc
    .tuple(fc.integer(), fc.nat())
    .map(([earliest, length]) => ({ earliest, latest: earliest + length }));
  expect(hull([])).toBeUndefined();
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 5 }), (all) => {
      expect(hull(all)).toEqual({
        earliest: Math.min(...all.map((i) => i.earliest)),
        latest: Math.max(...all.map((i) => i.latest)),
      });
    }),
  );
});

describe('roughly, for "since when"', () => {
  test.each([
    ['2026', '2026-01-01'],
    ['2026-11', '2026-11-01'],
    ['2026-11-05', '2026-11-05'],
    ['2026-11-05T23:00:00-05:00', '2026-11-06'],
  ])('%s begins on %s', (text, day) => {
    expect(iso(toRoughInstant(text))?.slice(0, 10)).toBe(day);
  });

  test.each(['26', '12026', '01.11.2026', '2026-', '2026-11-', '2026-14', 2026, null])('%j says nothing', (text) => {
    expect(toRoughInstant(text)).toBeUndefined();
  });
});

test('a day is a date exactly when the calendar has it', () => {
  const number = (n: number, digits: number): string => String(n).padStart(digits, '0');
  for (const year of [1900, 2000, 2023, 2024]) {
    for (let month = 1; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const text = `${number(year, 4)}-${number(month, 2)}-${number(day, 2)}`;
        const calendar = new Date(Date.UTC(year, month - 1, day));
        const there = calendar.getUTCMonth() === month - 1 && calendar.getUTCDate() === day;
        expect([text, iso(toInstant(text))?.slice(0, 10)]).toEqual([text, there ? text : undefined]);
      }
    }
  }
});

describe('days', () => {
  test('a day is the UTC calendar day', () => {
    const midnight = Date.parse('2026-11-01T00:00:00Z');
    expect(dayOf(midnight) - dayOf(midnight - 1)).toBe(1);
    expect(dayOf(midnight + DAY_MS - 1)).toBe(dayOf(midnight));
  });

  test('since another moment are counted by the calendar, and are negative before it', () => {
    const at = (text: string): number => Date.parse(text);
    expect(daysSince(at('2026-10-31T23:59:00Z'), at('2026-11-01T00:01:00Z'))).toBe(1);
    expect(daysSince(at('2026-10-01T23:59:00Z'), at('2026-10-31T00:01:00Z'))).toBe(30);
    expect(daysSince(at('2026-11-01T00:01:00Z'), at('2026-10-31T23:59:00Z'))).toBe(-1);
  });
});

describe('age in completed years', () => {
  test.each([
    ['1960-06-15', '2026-06-14T23:59:59Z', 65],
    ['1960-06-15', '2026-06-15T00:00:00Z', 66],
    ['2008-11-01', '2026-10-31T12:00:00Z', 17],
    ['2008-11-01', '2026-11-01T12:00:00Z', 18],
    ['1960-02-29', '2026-02-28T12:00:00Z', 65],
    ['1960-02-29', '2026-03-01T12:00:00Z', 66],
    ['2026-11-01', '2026-11-01T12:00:00Z', 0],
    ['1960-12-01', '2026-11-30T12:00:00Z', 65],
  ])('born %s, on %s: %i', (birthDate, on, age) => {
    expect(ageOn(birthDate, Date.parse(on))).toBe(age);
  });

  test.each([
    ['1960', '2026-06-15T12:00:00Z', [65, 66], undefined],
    ['1960', '2026-12-31T12:00:00Z', [66, 66], 66],
    ['1960-06', '2026-06-15T12:00:00Z', [65, 66], undefined],
    ['1960-02-31', '2026-02-15T12:00:00Z', [65, 66], undefined],
    ['1960-02-31', '2026-03-02T12:00:00Z', [66, 66], 66],
    ['1960-06-15T08:30:00Z', '2026-06-14T12:00:00Z', [65, 65], 65],
    ['1960-06', '2026-05-31T12:00:00Z', [65, 65], 65],
    ['1960-06', '2026-07-01T12:00:00Z', [66, 66], 66],
  ])('born %s, on %s: between %j', (birthDate, on, range, age) => {
    expect(ageRange(birthDate, Date.parse(on))).toEqual(range);
    expect(ageOn(birthDate, Date.parse(on))).toBe(age);
  });

  test.each([
    undefined,
    '',
    '60',
    '1960-6-15',
    '1960-06-1',
    '1960-13-01',
    '1960-06-15x',
    ' 1960-06-15',
    'unknown',
    '2027-01-01',
  ])('is unknown for a birth date of %j', (birthDate) => {
    expect(ageOn(birthDate, Date.parse('2026-11-01T12:00:00Z'))).toBeUndefined();
  });
});

function inZone(at: number, offset: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const local = new Date(at + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
