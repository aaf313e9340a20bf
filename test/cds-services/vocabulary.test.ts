// A truth table that speaks of what nobody knows fails, and a row that fails says what was expected of it.
import { describe, expect, test } from '@jest/globals';
import { services } from '../../fixtures/published.ts';
import { AS_OF } from '../support/chart.ts';
import { check } from './check.ts';
import { toCall } from './situation.ts';

describe('an unknown word throws', () => {
  test.each<readonly [string, object, string]>([
    ['a problem', { problems: ['ckd stage 6'] }, 'no such problem: ckd stage 6'],
    ['a problem in an unknown state', { problems: ['myeloma, relapsing'] }, 'no such problem: myeloma, relapsing'],
    ['the reason of an order', { orders: ['serum B2M'], reason: 'myelom' }, 'no such problem: myelom'],
    ['a drug', { treatment: ['bortezomb, 10 days ago'] }, 'no such drug: bortezomb'],
    ['a drug being ordered', { prescribing: ['gentamycin 80 mg'] }, 'no such drug: gentamycin 80 mg'],
    ['a procedure', { procedures: ['hemodialysis, 1 day ago'] }, 'no such procedure: hemodialysis'],
    ['a result', { creatinin: '1.0 mg/dL' }, 'no such part of a chart: creatinin'],
    ['a test that came back', { done: ['creatinin, 3 days ago'] }, 'no such test: creatinin'],
    ['a test being ordered', { orders: ['creatinin'] }, 'no such test: creatinin'],
    ['an aberration', { fish: { 't(4;15)': 'present' } }, 'no such aberration: t(4;15)'],
    ['the answer of a FISH', { fish: { 't(4;14)': 'positive' } }, 'no such answer: positive'],
    ['a recorded stage', { recorded: ['ISS IV'] }, 'no such stage: ISS IV'],
    ['what the EHR did not give', { unavailable: ['lab'] }, 'no such prefetch key: lab'],
    ['what came in part', { incomplete: ['lab'] }, 'no such prefetch key: lab'],
    ['a time', { b2m: '3.0 mg/L, 2 weeks ago' }, 'not a time: 3.0 mg/L, 2 weeks ago'],
    ['a result looked at that is not there', { lookingAt: ['b2m'] }, 'looking at what the chart does not hold: b2m'],
  ])('%s', (_, given, message) => {
    expect(() => toCall({}, given, 'result-view')).toThrow(message);
  });
});

describe('a row that fails prints', () => {
  const [service] = services;
  const given = { problems: ['myeloma, 5 days ago'], b2m: '6.0 mg/L', albumin: '4.0 g/dL', creatinine: '0.9 mg/dL' };
  const call = toCall({}, given, 'result-view');
  const evaluation = service?.evaluate(call.situation, call.chart, Date.parse(AS_OF));
  const row = (id: string, expected: Parameters<typeof check>[2]) => () =>
    evaluation && check(id, evaluation, expected);

  test('the phrase it expected, and what was said', () => {
    const wrong = row('iss-stage', { fires: true, indicator: 'info', summary: 'ISS II:' });
    expect(wrong).toThrow(/should say "ISS II:"; said was:\n.*ISS III/s);
  });

  test('the phrase it expected, and why nothing was said', () => {
    const wrong = row('dialysis', { fires: true, indicator: 'info', summary: 'on dialysis' });
    expect(wrong).toThrow('dialysis should say "on dialysis", but is silent: not on dialysis');
  });

  test('what was said where silence was expected', () => {
    const wrong = row('iss-stage', { fires: false, because: 'no myeloma' });
    expect(wrong).toThrow(/should be silent \("no myeloma"\), but says:\n.*ISS III/s);
  });

  test('the index that there is none of', () => {
    expect(row('iss-stage', { fires: true, possible: { ISSS: [] } })).toThrow('no such index: ISSS');
  });
});
