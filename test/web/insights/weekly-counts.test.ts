// Weekly counts by rule: no week is lost, no card counted twice.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { InsightWeek } from '../../../src/contracts/insights.ts';
import { sum, countsByRule } from '../../../src/web/insights/weekly-counts.ts';

const week = (name: string, rule: string, accepted: number, reasons: Record<string, number> = {}): InsightWeek => {
  const overridden = Object.values(reasons).reduce((a, b) => a + b, 0);
  return {
    week: name,
    service: 's',
    rule,
    shown: accepted + overridden + 1,
    accepted,
    overridden,
    ignored: 1,
    reasons,
  };
};

describe('counts by rule', () => {
  test('a week without cards stands between the others, also across a new year with a week 53', () => {
    const [rule] = countsByRule([week('2026-W52', 'a', 1), week('2027-W01', 'a', 1)]);
    expect(rule?.byWeek.map((w) => [w.week, w.shown])).toEqual([
      ['2026-W52', 2],
      ['2026-W53', 0],
      ['2027-W01', 2],
    ]);
  });

  test('the most often shown rule comes first, and its most frequent reason too', () => {
    const rules = countsByRule([
      week('2026-W40', 'quiet', 1),
      week('2026-W40', 'loud', 5, { disagree: 1, 'already-ordered': 2 }),
      week('2026-W41', 'loud', 0, { 'already-ordered': 1 }),
    ]);
    expect(rules.map((r) => r.rule)).toEqual(['loud', 'quiet']);
    expect(rules[0]?.reasons).toEqual([
      ['already-ordered', 3],
      ['disagree', 1],
    ]);
  });

  test('rules together hold exactly the cards of all weeks', () => {
    const anyWeek = fc.record({
      number: fc.integer({ min: 1, max: 52 }),
      rule: fc.constantFrom('a', 'b', 'c'),
      n: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(anyWeek, { maxLength: 40 }), (rows) => {
        const weeks = rows.map((r) => week(`2026-W${String(r.number).padStart(2, '0')}`, r.rule, r.n, { x: r.n }));
        const byWeek = countsByRule(weeks).flatMap((r) => r.byWeek);
        expect(sum(byWeek)).toEqual(sum(weeks));
        expect(sum(countsByRule(weeks))).toEqual(sum(weeks));
      }),
      { seed: 6, numRuns: 60 },
    );
  });
});
