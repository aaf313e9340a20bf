// What was not read is never taken for absent.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { PartlyRead, Span } from '../../../src/clinical/facts/types.ts';
import { covers, coversCodes, union } from '../../../src/clinical/facts/coverage.ts';

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
    ['medications', 'MedicationAdministration'],
    ['procedures', 'Procedure'],
  ] as const)('of %s when %s was read in part', (subject, type) => {
    expect(covers(facts({ key: 'x', type, spans: [] }), subject)).toBe(false);
  });

  test('of what could not be had, whoever names it', () => {
    expect(covers({ unavailable: ['conditions'], partlyRead: [] }, 'conditions')).toBe(false);
  });

  test('of cytogenetics when their query was read in part', () => {
    expect(covers(facts(labs(['69548-6'])), 'cytogenetics')).toBe(false);
    expect(covers(facts(labs(['69548-6'])), 'b2m-serum')).toBe(true);
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
