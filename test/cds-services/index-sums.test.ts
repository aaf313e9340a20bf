// The sums of the indices of one disease, and which result is an M-protein that does not count.
import { describe, expect, test } from '@jest/globals';
import { isLowMProtein, sumLines } from '../../cds-services/b2m-result/index-sums.ts';
import { resultsOf } from '../../src/clinical/reading/select.ts';
import { albumin, b2m, condition, daysAgo, hemoglobin, ldh, mProtein } from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

describe('the sums', () => {
  // A woman of 66.
  const indices = resultInput([
    condition('waldenstrom', { since: daysAgo(20) }),
    b2m('5.2 mg/L'),
    hemoglobin('9.8 g/dL'),
    ldh('260 U/L'),
    albumin('3.3 g/dL'),
  ]).reading.indices;
  const IPSSWM = 'IPSSWM high: age, B2M, Hb.';
  const REVISED = 'rIPSSWM very high: age 1, B2M 1, LDH 1, albumin 1.';
  const MSS_WM = 'MSS-WM, no B2M in it: age 1, LDH 2, albumin 1; highest group from 3.';

  test('are a line of each where several are told, and none of one alone', () => {
    expect(sumLines(indices, undefined)).toEqual([IPSSWM, REVISED, MSS_WM]);
    expect(sumLines(indices.slice(0, 2), undefined)).toEqual([IPSSWM, REVISED]);
    expect(sumLines(indices.slice(0, 1), undefined)).toEqual([]);
  });

  test('are none of an index that is no sum', () => {
    const lymphoma = condition('follicular lymphoma', { since: daysAgo(20) });
    const told = resultInput([lymphoma, b2m('5.2 mg/L')]).reading.indices;
    expect(told.map(({ assessment }) => assessment.possible)).toContainEqual(['high']);
    expect(sumLines(told, undefined)).toEqual([]);
  });
});

test('an M-protein does not count up to 7 g/dL; nothing else is one, and one that may be above is open', () => {
  const { facts } = resultInput([
    ...['3.1 g/dL', '7 g/dL', '7.1 g/dL', '<7 g/dL', '<8 g/dL', '>6 g/dL'].map((value, i) =>
      mProtein(value, { id: value, at: daysAgo(i) }),
    ),
    albumin('3.9 g/dL', { id: 'albumin' }),
  ]).reading;
  const results = [...resultsOf(facts, 'm-protein'), ...resultsOf(facts, 'albumin-serum')];
  const low = results.filter(isLowMProtein).map(({ reference }) => reference);
  expect(low.toSorted()).toEqual(['Observation/3.1 g/dL', 'Observation/7 g/dL', 'Observation/<7 g/dL']);
});
