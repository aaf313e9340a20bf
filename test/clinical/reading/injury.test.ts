// What the evidence of an acute kidney injury carries: the stage, the creatinine it is compared with and how that was chosen, the ratio.
import { describe, expect, test } from '@jest/globals';
import { injuryAssessment, injuryBaselines, injuryDerived } from '../../../src/clinical/reading/injury.ts';
import { chart, creatinine, daysAgo, patient, read } from '../../support/chart.ts';

/** [mg/dL, days ago] */
function injuryOf(...values: readonly (readonly [value: number, days: number])[]) {
  const { injury } = read(chart([patient(), ...values.map(([v, d]) => creatinine(`${v} mg/dL`, { at: daysAgo(d) }))]));
  if (!injury) throw new Error('not read');
  return injury;
}
const evidence = (...values: readonly (readonly [value: number, days: number])[]) =>
  injuryDerived(injuryOf(...values)).map((d) => [d.name, d.value, d.method]);
const day = (days: number): string => daysAgo(days).slice(0, 10);
const RATIO = 'creatinine ÷ its baseline, the larger ratio';

describe('evidence', () => {
  test('of a rise within 7 days: the lowest of them', () => {
    expect(evidence([1, 5], [1.2, 3], [1.8, 0])).toEqual([
      ['creatinine-baseline', 1, `lowest of 7 days before ${day(0)}, of ${day(5)}`],
      ['creatinine-ratio', 1.8, RATIO],
    ]);
  });

  test('of a rise within 48 hours alone: the lowest of them', () => {
    expect(evidence([1.2, 5], [1, 1], [1.3, 0])).toEqual([
      ['creatinine-baseline', 1, `lowest of 48 hours before ${day(0)}, of ${day(1)}`],
      ['creatinine-ratio', 1.3, RATIO],
    ]);
  });

  test.each<[string, readonly (readonly [number, number])[], number, number]>([
    ['only result', [[1, 60], [1.9, 1], [2, 0]], 1, 60],
    ['median of 3 results', [[1, 90], [1.2, 60], [1.1, 40], [1.9, 1], [2, 0]], 1.1, 40],
  ])('of a rise against the year alone: the %s, and nothing of the last days', (results, values, baseline, latest) => {
    const method = `${results} of 8 to 365 days before ${day(0)}, the latest of ${day(latest)}`;
    expect(evidence(...values).map(([name, , how]) => [name, how])).toEqual([
      ['creatinine-baseline', method],
      ['creatinine-ratio', RATIO],
    ]);
    expect(evidence(...values)[0]?.[1]).toBe(baseline);
  }); // prettier-ignore

  test('of both names both, and of a peak that it has fallen from that, too', () => {
    expect(evidence([1, 60], [1.2, 5], [2.4, 0]).map(([name, value]) => [name, value])).toEqual([
      ['creatinine-baseline', 1.2],
      ['creatinine-baseline', 1],
      ['creatinine-ratio', 2.4],
    ]);
    const recovering = [
      [1, 9],
      [1.1, 5],
      [3.3, 3],
      [1.4, 0],
    ] as const;
    expect(injuryOf(...recovering).state).toBe('recovering');
    expect(evidence(...recovering).map(([name, value]) => [name, value])).toContainEqual(['creatinine-ratio', 3.3]);
  });

  test('says which results these are', () => {
    const of = (...values: readonly (readonly [number, number])[]) =>
      injuryBaselines(injuryOf(...values)).map((m) => [m.quantity.value, m.effective.slice(0, 10)]);
    expect(of([1, 5], [1.2, 3], [1.8, 0])).toEqual([[1, day(5)]]);
    expect(of([1.2, 5], [1, 1], [1.3, 0])).toEqual([[1, day(1)]]);
    expect(of([1, 60], [1.2, 5], [2.4, 0])).toEqual([
      [1.2, day(5)],
      [1, day(60)],
    ]);
  });

  test('notes the stage of a peak only while the creatinine recovers from it', () => {
    const notesOf = (...values: readonly (readonly [number, number])[]) => {
      const injury = injuryOf(...values);
      return [injury.state, injuryAssessment(injury)[0]?.notes];
    };
    expect(notesOf([1, 6], [3.2, 2], [2.9, 0])).toEqual(['injury', undefined]);
    expect(notesOf([1, 6], [3.2, 2], [1.6, 0])).toEqual(['recovering', ['peak-stage-3']]);
  });

  test('of steady creatinine is none', () => {
    expect(evidence([1, 60], [1, 5], [1, 0])).toEqual([]);
    expect(injuryAssessment(injuryOf([1, 60], [1, 5], [1, 0]))).toEqual([]);
  });
});

describe('state', () => {
  test.each<[what: string, values: readonly (readonly [number, number])[], state: string]>([
    ['risen', [[1, 5], [2, 0]], 'injury'],
    ['risen, and a little lower than the day before: still an injury', [[1, 5], [2.4, 1], [2, 0]], 'injury'],
    ['fallen to two thirds of its peak, still half as much again as before', [[1, 6], [3, 3], [2, 0]], 'recovering'],
    ['fallen from a peak that was none', [[2, 1], [1.6, 0]], 'falling'],
    ['the same', [[1, 5], [1, 0]], 'steady'],
  ])('%s', (_, values, state) => {
    expect(injuryOf(...values).state).toBe(state);
  }); // prettier-ignore
});
