// Pregnant at a moment or not: 42 weeks from an entry, what ends one, entries without a date or with a rough one.
import { describe, expect, test } from '@jest/globals';
import type { ConditionFact, Context } from '../../../src/clinical/facts/types.ts';
import { isPregnant } from '../../../src/clinical/reading/pregnancy.ts';
import { AS_OF, chart, collect, daysAgo } from '../../support/chart.ts';

const at = (days: number): number => Date.parse(daysAgo(days));
const entry = (kind: Context, of: Partial<ConditionFact<Context>>): ConditionFact<Context> => ({
  kind,
  reference: 'Condition/1',
  certainty: 'confirmed',
  activity: 'active',
  ...of,
});
const begun = (days: number, of: Partial<ConditionFact<Context>> = {}) => entry('pregnancy', { at: at(days), ...of });
const ended = (days: number | undefined, of: Partial<ConditionFact<Context>> = {}) =>
  entry('pregnancy-ended', { ...(days !== undefined && { at: at(days) }), ...of });
/** On the day of reading unless told. */
const pregnant = (contexts: readonly ConditionFact<Context>[], on = Date.parse(AS_OF)): boolean =>
  isPregnant({ ...collect(chart([])), contexts }, on);

describe('an entry', () => {
  test.each([
    ['of the day', 0, true],
    ['of 294 days ago', 294, true],
    ['of 295 days ago', 295, false],
  ])('%s', (_, days, expected) => {
    expect(pregnant([begun(days)])).toBe(expected);
  });

  test('says nothing of the day before', () => {
    expect(pregnant([begun(10)], at(10))).toBe(true);
    expect(pregnant([begun(10)], at(11))).toBe(false);
  });

  test('that is suspected, or inactive, does not count', () => {
    expect(pregnant([begun(10, { certainty: 'suspected' })])).toBe(false);
    expect(pregnant([begun(10, { activity: 'inactive' })])).toBe(false);
  });

  test('without a date counts for the last 42 weeks', () => {
    const undated = [entry('pregnancy', {})];
    expect(pregnant(undated)).toBe(true);
    expect(pregnant(undated, at(293))).toBe(true);
    expect(pregnant(undated, at(296))).toBe(false);
  });

  test('known to the year alone counts for 42 weeks after the last day of that year', () => {
    const rough = [begun(0, { at: Date.parse('2025-01-01'), since: '2025' })];
    expect(pregnant(rough, Date.parse('2026-10-21T12:00:00Z'))).toBe(true);
    expect(pregnant(rough, Date.parse('2026-10-22T12:00:00Z'))).toBe(false);
  });

  test('of another kind is no pregnancy', () => {
    expect(pregnant([entry('dialysis', { at: at(10) })])).toBe(false);
    expect(pregnant([ended(10)])).toBe(false);
  });
});

describe('an end', () => {
  test.each([
    ['before it began', 51, true],
    ['on the day it began', 50, false],
    ['between', 20, false],
    ['on the day', 0, false],
  ])('%s', (_, days, expected) => {
    expect(pregnant([begun(50), ended(days)])).toBe(expected);
  });

  test('that comes later leaves the time before it', () => {
    expect(pregnant([begun(50), ended(20)], at(21))).toBe(true);
    expect(pregnant([begun(50), ended(20)], at(20))).toBe(false);
  });

  test('without a date, or that is only suspected, ends nothing', () => {
    expect(pregnant([begun(50), ended(undefined)])).toBe(true);
    expect(pregnant([begun(50), ended(20, { certainty: 'suspected' })])).toBe(true);
  });

  test('of an earlier pregnancy leaves a later one', () => {
    expect(pregnant([begun(250), ended(200), begun(50)])).toBe(true);
  });

  test('ends an entry without a date when it is of the last 42 weeks', () => {
    expect(pregnant([entry('pregnancy', {}), ended(20)])).toBe(false);
    expect(pregnant([entry('pregnancy', {}), ended(300)])).toBe(true);
  });
});
