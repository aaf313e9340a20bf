// Weekly counts by rule: no week is lost, no card counted twice, a new version marked where it came.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { InsightWeek } from '../../../src/contracts/insights.ts';
import { changes, countsByRule, sum, weeksBetween } from '../../../src/web/insights/weekly-counts.ts';

const SPAN = weeksBetween('2025-12-29', '2027-01-10');

function week(name: string, rule: string, accepted: number, reasons: Record<string, number> = {}): InsightWeek {
  const overridden = Object.values(reasons).reduce((a, b) => a + b, 0);
  const shown = accepted + overridden + 1;
  return {
    week: name,
    service: 's',
    rule,
    shown,
    withAction: shown,
    accepted,
    actionAccepted: accepted,
    overridden,
    ignored: 1,
    repeats: 0,
    linksOpened: 0,
    classes: { action: shown },
    reasons,
    versions: ['1.0.0'],
  };
}

describe('weeks', () => {
  test('are all of a span, the first and the last day’s too, also across a new year with a week 53', () => {
    expect(weeksBetween('2026-12-27', '2027-01-04')).toEqual(['2026-W52', '2026-W53', '2027-W01']);
    expect(weeksBetween('2026-11-16', '2026-11-16')).toEqual(['2026-W47']);
  });
});

describe('counts by rule', () => {
  test('a week without cards stands between the others', () => {
    const span = weeksBetween('2026-12-27', '2027-01-04');
    const [rule] = countsByRule([week('2026-W52', 'a', 1), week('2027-W01', 'a', 1)], span);
    expect(rule?.byWeek.map((w) => [w.week, w.shown])).toEqual([
      ['2026-W52', 2],
      ['2026-W53', 0],
      ['2027-W01', 2],
    ]);
  });

  test('the most often shown rule comes first, and its most frequent reason too', () => {
    const rules = countsByRule(
      [
        week('2026-W40', 'quiet', 1),
        week('2026-W40', 'loud', 5, { disagree: 1, 'already-ordered': 2 }),
        week('2026-W41', 'loud', 0, { 'already-ordered': 1 }),
      ],
      SPAN,
    );
    expect(rules.map((r) => r.rule)).toEqual(['loud', 'quiet']);
    expect(rules[0]?.reasons).toEqual([
      ['already-ordered', 3],
      ['disagree', 1],
    ]);
  });

  test('a version is marked in the week it came, and the first of all is no change', () => {
    const of = (name: string, ...versions: string[]) => ({ ...week(name, 'a', 1), versions });
    const [rule] = countsByRule(
      [of('2026-W42', '1.1.0'), of('2026-W41', '1.0.0', '1.1.0'), of('2026-W40', '1.0.0')],
      SPAN,
    );
    expect(rule?.versions).toEqual([
      { version: '1.0.0', since: '2026-W40' },
      { version: '1.1.0', since: '2026-W41' },
    ]);
    expect(changes(rule?.versions ?? []).map((v) => v.since)).toEqual(['2026-W41']);
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
        const byWeek = countsByRule(weeks, SPAN).flatMap((r) => r.byWeek);
        expect(sum(byWeek)).toEqual(sum(weeks));
        expect(sum(countsByRule(weeks, SPAN))).toEqual(sum(weeks));
      }),
      { seed: 6, numRuns: 60 },
    );
  });
});
