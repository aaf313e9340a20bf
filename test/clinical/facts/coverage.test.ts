// What was not read is never taken for absent.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { PartlyRead, Span } from '../../../src/clinical/facts/types.ts';
import { covers, coversAround, coversCodes, shortfallOf, union } from '../../../src/clinical/facts/coverage.ts';

const EVER: Span = { from: -Infinity, to: Infinity };

function facts(...partlyRead: readonly PartlyRead[]): Parameters<typeof covers>[0] {
  return { unavailable: [], partlyRead };
}
const labs = (codes: readonly string[], ...spans: readonly Span[]): PartlyRead => ({
  key: 'labs',
  type: 'Observation',
  codes: new Set(codes),
  spans,
});

describe('an absence may be concluded', () => {
  test('when everything was read', () => {
    expect(covers(facts(), 'creatinine-serum')).toBe(true);
    expect(covers(facts(labs(['2160-0'], EVER)), 'creatinine-serum')).toBe(true);
  });

  test('when what was read in part does not concern it', () => {
    expect(covers(facts(labs(['2532-0'])), 'creatinine-serum')).toBe(true);
    expect(covers(facts(labs(['2532-0'])), 'conditions')).toBe(true);
    expect(covers(facts({ key: 'conditions', type: 'Condition', spans: [] }), 'creatinine-serum')).toBe(true);
  });

  test.each([
    ['at the first moment that is whole', 100, Infinity, true],
    ['a moment earlier', 99, Infinity, false],
    ['in a part of it', 150, 160, true],
    ['before it', 10, 20, false],
    ['across its beginning', 90, 110, false],
  ])('only where it is whole: %s', (_, from, to, expected) => {
    expect(covers(facts(labs(['2160-0'], { from: 100, to: Infinity })), 'creatinine-serum', from, to)).toBe(expected);
  });

  test('never across a gap', () => {
    const gap = facts(labs(['2160-0'], { from: 0, to: 10 }, { from: 20, to: 30 }));
    expect(covers(gap, 'creatinine-serum', 5, 25)).toBe(false);
    expect(covers(gap, 'creatinine-serum', 20, 30)).toBe(true);
  });
});

describe('an absence may not be concluded', () => {
  test('when one of several queries for it was read in part', () => {
    const split = facts(labs(['14682-9'], EVER), labs(['2160-0']));
    expect(covers(split, 'creatinine-serum')).toBe(false);
  });

  test('when a query for everything of its type was', () => {
    const all = facts({ key: 'all', type: 'Observation', spans: [] });
    expect(covers(all, 'albumin-serum')).toBe(false);
    expect(coversCodes(all, ['24351-9'])).toBe(false);
    expect(covers(all, 'conditions')).toBe(true);
  });

  test.each([
    ['conditions', 'Condition'],
    ['medications', 'MedicationRequest'],
    ['medications', 'MedicationStatement'],
    ['medications', 'MedicationAdministration'],
    ['medications', 'MedicationDispense'],
    ['procedures', 'Procedure'],
  ] as const)('of %s when %s was read in part', (subject, type) => {
    expect(covers(facts({ key: 'x', type, spans: [] }), subject)).toBe(false);
  });

  test('of what could not be had, whoever names it', () => {
    expect(covers({ unavailable: ['conditions'], partlyRead: [] }, 'conditions')).toBe(false);
  });

  test('of cytogenetics when their query was read in part', () => {
    for (const code of ['69548-6', '81746-0', '84916-6', '81751-0'])
      expect([code, covers(facts(labs([code])), 'cytogenetics')]).toEqual([code, false]);
    expect(covers(facts(labs(['48166-3'])), 'cytogenetics')).toBe(true);
    expect(covers(facts(labs(['69548-6'])), 'b2m-serum')).toBe(true);
    expect(covers(facts(labs(['1952-1'])), 'cytogenetics')).toBe(true);
    // whether a patient is pregnant is no result of genetics
    expect(covers(facts(labs(['82810-3'])), 'cytogenetics')).toBe(true);
  });

  test('however long ago, where only the last of it was read', () => {
    const lately = facts(labs(['2160-0'], { from: 100, to: Infinity }));
    expect(covers(lately, 'creatinine-serum')).toBe(false);
    expect(coversCodes(lately, ['2160-0'])).toBe(false);
    expect(coversCodes(lately, ['2160-0'], 100)).toBe(true);
  });
});

describe('the days around a moment', () => {
  const at = (text: string): number => Date.parse(text);
  const NOON = at('2026-10-10T12:00:00Z');
  const around = (asOf: string, from: string, to: string, daysBefore = 7, daysAfter?: number): boolean => {
    const read = facts(labs(['2160-0'], { from: at(from), to: at(to) }));
    return coversAround({ ...read, asOf: at(asOf) }, 'creatinine-serum', NOON, daysBefore, daysAfter);
  };
  const LATER = '2026-11-01T09:00:00Z';

  test.each([
    ['exactly the days on both sides', '2026-10-03T00:00:00Z', '2026-10-17T23:59:59.999Z', true],
    ['but for the first moment', '2026-10-03T00:00:00.001Z', '2026-10-17T23:59:59.999Z', false],
    ['but for the last', '2026-10-03T00:00:00Z', '2026-10-17T23:59:59.998Z', false],
  ])('are read where %s were', (_, from, to, expected) => {
    expect(around(LATER, from, to)).toBe(expected);
  });

  test('of days to come nothing can be missing', () => {
    const from = '2026-10-03T00:00:00Z';
    expect(around('2026-10-12T09:00:00Z', from, '2026-10-12T09:00:00Z')).toBe(true);
    expect(around('2026-10-12T09:00:00Z', from, '2026-10-12T08:59:00Z')).toBe(false);
    // a result dated later than the moment of reading is there itself
    expect(around('2026-10-09T09:00:00Z', from, '2026-10-10T12:00:00Z')).toBe(true);
    expect(around('2026-10-09T09:00:00Z', from, '2026-10-10T11:59:00Z')).toBe(false);
  });

  test('before it alone ends with its own day', () => {
    expect(around(LATER, '2025-10-10T00:00:00Z', '2026-10-10T23:59:59.999Z', 365, 0)).toBe(true);
    expect(around(LATER, '2025-10-10T00:00:00Z', '2026-10-10T23:59:59.998Z', 365, 0)).toBe(false);
  });
});

describe('what falls short', () => {
  const unread = (key: string, type: string) => ({ unavailable: [key], partlyRead: [{ key, type, spans: [] }] });

  test('is in part where a page was not read, and unread where all was out of reach', () => {
    expect(shortfallOf(facts(), 'creatinine-serum')).toBeUndefined();
    expect(shortfallOf(facts(labs(['2160-0'])), 'creatinine-serum')).toBe('in part');
    expect(shortfallOf({ ...facts(labs(['2160-0'])), unavailable: ['labs'] }, 'creatinine-serum')).toBe('unread');
    expect(shortfallOf(facts({ key: 'c', type: 'Condition', spans: [] }), 'conditions')).toBe('in part');
    expect(shortfallOf(unread('conditions', 'Condition'), 'conditions')).toBe('unread');
    expect(shortfallOf({ unavailable: ['medications'], partlyRead: [] }, 'medications')).toBe('unread');
  });

  test('of one query unread and another in part is in part', () => {
    const two = { unavailable: ['labs'], partlyRead: [labs(['2160-0']), { ...labs(['2160-0']), key: 'more' }] };
    expect(shortfallOf(two, 'creatinine-serum')).toBe('in part');
  });

  test('is not told by queries for something else', () => {
    const others = [labs(['2532-0']), { key: 'c', type: 'Condition', spans: [] }];
    expect(
      shortfallOf(
        { unavailable: ['labs2'], partlyRead: [...others, { ...labs(['2160-0']), key: 'labs2' }] },
        'creatinine-serum',
      ),
    ).toBe('unread');
  });
});

test('stretches made one hold what each of them held, and nothing more', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), (pairs) => {
      const spans = pairs.map(([from, length]) => ({ from, to: from + length }));
      const joined = union(spans);
      const has = (list: readonly Span[], at: number): boolean => list.some((s) => s.from <= at && at <= s.to);
      for (let at = 0; at <= 50; at++) expect(has(joined, at)).toBe(has(spans, at));
      joined.slice(1).forEach((next, i) => expect(next.from).toBeGreaterThan((joined[i]?.to ?? 0) + 1));
    }),
    { seed: 20_261_127, numRuns: 300 },
  );
});
