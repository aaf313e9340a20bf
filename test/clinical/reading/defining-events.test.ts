// Values beside a B2M that reach the limit of a myeloma-defining event: at, below and above each limit, and only when they are new.
import { describe, expect, test } from '@jest/globals';
import { READING } from '../../../fixtures/published.ts';
import { readDefiningEvents, type DefiningLimit } from '../../../src/clinical/reading/defining-events.ts';
import {
  b2m,
  chart,
  condition,
  creatinine,
  cystatinC,
  daysAgo,
  egfr,
  hemoglobin,
  observation,
  patient,
  read,
  weight,
  type ObservationOptions,
} from '../../support/chart.ts';

function worded(limit: DefiningLimit): string {
  const side = limit.side === '<' ? 'below' : 'above';
  if ('by' in limit) return `more than ${limit.by} ${side} its limit ${limit.ofLimit}`;
  return `${side} ${limit.cut}${limit.unit === undefined ? '' : ` ${limit.unit}`}`;
}

const calcium = (value: string, options?: ObservationOptions) => observation('17861-6', value, options);

function eventsOf(who: fhir4.Patient, ...resources: readonly fhir4.FhirResource[]): readonly string[] {
  const { facts, focus, renal } = read(chart([who, b2m('4 mg/L'), ...resources]));
  if (!focus) throw new Error('no B2M');
  return readDefiningEvents(facts, focus, renal, READING.settings).map((e) => `${e.kind} ${worded(e.limit)}`);
}
const events = (...resources: readonly fhir4.FhirResource[]) => eventsOf(patient(), ...resources);

describe('haemoglobin', () => {
  test.each<[string, string | undefined, readonly string[]]>([
    ['10 g/dL', undefined, []],
    ['9.9 g/dL', undefined, ['hemoglobin below 10']],
    ['<10 g/dL', undefined, ['hemoglobin below 10']],
    ['<=10 g/dL', undefined, []],
    ['11.5 g/dL', '13.5 g/dL', []],
    ['11.4 g/dL', '13.5 g/dL', ['hemoglobin more than 2 below its limit 13.5']],
    ['114 g/L', '135 g/L', ['hemoglobin more than 2 below its limit 13.5']],
    ['<11.5 g/dL', '13.5 g/dL', ['hemoglobin more than 2 below its limit 13.5']],
    ['>11 g/dL', '13.5 g/dL', []],
    ['9.9 g/dL', '13.5 g/dL', ['hemoglobin below 10']],
    ['12 g/dL', '12 g/dL', []],
    ['13 g/dL', '12 g/dL', []],
  ])('%s with a lower limit of %s: %j', (value, low, expected) => {
    expect(events(hemoglobin(value, low === undefined ? {} : { low }))).toEqual(expected);
  });

  test('low by the limit of the laboratory 90 days before is no news, 89 days before it is', () => {
    const now = hemoglobin('9 g/dL');
    const then = (days: number) => hemoglobin('11.4 g/dL', { low: '13.5 g/dL', at: daysAgo(days) });
    expect(events(now, then(89))).toEqual(['hemoglobin below 10']);
    expect(events(now, then(90))).toEqual([]);
  });
});

describe('calcium', () => {
  test.each<[string, string | undefined, readonly string[]]>([
    ['11 mg/dL', undefined, []],
    ['11.1 mg/dL', undefined, ['calcium above 11']],
    ['2.75 mmol/L', undefined, []],
    ['2.76 mmol/L', undefined, ['calcium above 2.75 mmol/L']],
    ['>11 mg/dL', undefined, ['calcium above 11']],
    ['>=11 mg/dL', undefined, []],
    ['10.9 mg/dL', '9.9 mg/dL', []],
    ['10.95 mg/dL', '9.9 mg/dL', ['calcium more than 1 above its limit 9.9']],
  ])('%s with an upper limit of %s: %j', (value, high, expected) => {
    expect(events(calcium(value, high === undefined ? {} : { high }))).toEqual(expected);
  });
});

describe('the kidneys', () => {
  const steady = (value: string) => [creatinine(value, { at: daysAgo(40) }), creatinine(value)];

  test.each<[string, readonly string[]]>([
    ['2 mg/dL', ['egfr below 40']],
    ['2.01 mg/dL', ['creatinine above 2']],
    ['177 umol/L', ['egfr below 40']],
    ['178 umol/L', ['creatinine above 177']],
  ])('a creatinine of %s: %j', (value, expected) => {
    expect(events(...steady(value))).toEqual(expected);
  });

  test('a clearance of 40 or more stands against a low eGFR', () => {
    // 66 years, a woman: clearance (140 − 66) × kg × 0.85 ÷ (72 × 1.9)
    expect(events(...steady('1.9 mg/dL'))).toEqual(['egfr below 40']);
    expect(events(...steady('1.9 mg/dL'), weight('90 kg'))).toEqual([]);
    expect(events(...steady('1.9 mg/dL'), weight('80 kg'))).toEqual(['clearance below 40']);
  });

  test('an eGFR that is low for one sex only is none', () => {
    const who = patient({ gender: 'unknown' });
    // 1.6 mg/dL at 66: a woman 35, a man 47
    expect(eventsOf(who, ...steady('1.6 mg/dL'))).toEqual([]);
    // 1.9 mg/dL: 29 and 38
    expect(eventsOf(who, ...steady('1.9 mg/dL'))).toEqual(['egfr below 40']);
  });

  test('90 days before, a low eGFR of either sex or of one: only the first makes it no news', () => {
    const who = patient({ gender: 'unknown' });
    const now = egfr('30 mL/min/{1.73_m2}');
    const then = (value: string, days: number) => creatinine(value, { at: daysAgo(days) });
    expect(eventsOf(who, now, then('1.9 mg/dL', 90))).toEqual([]);
    expect(eventsOf(who, now, then('1.9 mg/dL', 89))).toEqual(['egfr below 40']);
    expect(eventsOf(who, now, then('1.6 mg/dL', 90))).toEqual(['egfr below 40']);
  });

  test('an eGFR of today tells nothing of a creatinine 90 days before, where age or sex is not known', () => {
    const [now, then] = [egfr('30 mL/min/{1.73_m2}'), creatinine('1.0 mg/dL', { at: daysAgo(90) })];
    for (const options of [{ gender: 'unknown' as const }, { birthDate: '' }]) {
      expect(eventsOf(patient(options), now, then)).toEqual(['egfr below 40']);
    }
    const low = egfr('30 mL/min/{1.73_m2}', { at: daysAgo(95) });
    expect(eventsOf(patient({ birthDate: '' }), now, then, low)).toEqual([]);
  });

  test('what was reported then, or computed with its cystatin C, counts before the creatinine alone', () => {
    const now = egfr('30 mL/min/{1.73_m2}');
    // 1.6 mg/dL, a woman of 66: 35; with a cystatin C of 0.5 mg/L 74
    const then = (of: fhir4.Observation) => [creatinine('1.6 mg/dL', { at: daysAgo(90) }), of];
    expect(events(now, creatinine('1.6 mg/dL', { at: daysAgo(90) }))).toEqual([]);
    expect(events(now, ...then(egfr('41 mL/min/{1.73_m2}', { at: daysAgo(90) })))).toEqual(['egfr below 40']);
    expect(events(now, ...then(cystatinC('0.5 mg/L', { at: daysAgo(90) })))).toEqual(['egfr below 40']);
  });

  test.each([
    ['advanced kidney disease on the problem list', condition('ckd stage 5', { since: daysAgo(90) }), []],
    ['the same since 89 days', condition('ckd stage 5', { since: daysAgo(89) }), ['egfr below 40']],
    ['a low eGFR', egfr('39 mL/min/{1.73_m2}', { at: daysAgo(90) }), []],
    ['an eGFR that was enough', egfr('40 mL/min/{1.73_m2}', { at: daysAgo(90) }), ['egfr below 40']],
  ])('%s 90 days before', (_, before, expected) => {
    expect(events(egfr('30 mL/min/{1.73_m2}'), before)).toEqual(expected);
  });
});
