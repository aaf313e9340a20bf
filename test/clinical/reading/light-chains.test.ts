// Free light chains of one draw: ratio, involved chain, and what makes myeloma suspected.
import { describe, expect, test } from '@jest/globals';
import {
  isCastLevel,
  isDefining,
  isOutsideRenalRange,
  isRenalRangeWanted,
  ratioRange,
  readLightChains,
} from '../../../src/clinical/reading/light-chains.ts';
import {
  b2m,
  chart,
  collect,
  condition,
  creatinine,
  daysAgo,
  dialysisSession,
  egfr,
  observation,
  patient,
  read,
  type ObservationOptions,
} from '../../support/chart.ts';

const kappa = (value: string, options?: ObservationOptions) => observation('36916-5', value, options);
const lambda = (value: string, options?: ObservationOptions) => observation('33944-0', value, options);
const ratio = (value: string, options?: ObservationOptions) => observation('48378-4', value, options);

function readingOf(...resources: readonly fhir4.FhirResource[]) {
  const facts = collect(chart([patient(), ...resources]));
  return readLightChains(facts, facts.asOf, 90);
}

describe('ratio', () => {
  test.each([
    ['of both chains', [kappa('500 mg/L'), lambda('10 mg/L')], 50],
    ['of both, whatever is reported', [kappa('500 mg/L'), lambda('10 mg/L'), ratio('49.9')], 50],
    ['as reported, where one is missing', [kappa('500 mg/L'), ratio('49.9')], 49.9],
    ['in mg/dL', [kappa('50 mg/dL'), lambda('1 mg/dL')], 50],
    ['of the newest draw that has one', [kappa('20 mg/L'), kappa('500 mg/L', { at: daysAgo(3) }), lambda('10 mg/L', { at: daysAgo(3) })], 50],
    ['90 days old', [ratio('5', { at: daysAgo(90) })], 5],
    ['of the newer of two draws', [ratio('5', { at: daysAgo(20) }), kappa('20 mg/L', { at: daysAgo(3) }), lambda('10 mg/L', { at: daysAgo(3) })], 2],
    ['of the newer of two draws, whatever was measured first', [ratio('5', { at: daysAgo(3) }), kappa('20 mg/L', { at: daysAgo(20) }), lambda('10 mg/L', { at: daysAgo(20) })], 5],
    ['in mg/dL, with a limit just below 100', [kappa('50 mg/dL', { high: '9.99 mg/dL' }), lambda('10 mg/L')], 50],
  ])('%s', (_, resources, expected) => {
    expect(readingOf(...resources)?.ratio).toBe(expected);
  }); // prettier-ignore

  test.each([
    ['of one chain alone', [kappa('500 mg/L')]],
    ['of two draws', [kappa('500 mg/L'), lambda('10 mg/L', { at: daysAgo(3) })]],
    ['91 days old', [ratio('5', { at: daysAgo(91) })]],
    ['of urine', [observation('38178-0', '500 mg/L'), kappa('500 mg/L')]],
    ['in mg/dL with a limit of 100 mg/L', [kappa('50 mg/dL', { high: '10 mg/dL' }), lambda('10 mg/L')]],
    ['of a misprint: mg/dL with the limit of mg/L', [kappa('500 mg/dL', { high: '19.4 mg/dL' }), lambda('10 mg/L')]],
  ])('none %s', (_, resources) => {
    expect(readingOf(...resources)).toBeUndefined();
  });
});

describe('what makes myeloma suspected', () => {
  test.each([
    ['κ/λ 100, κ 100 mg/L', '100 mg/L', '1 mg/L', true, false],
    ['κ/λ 99.9', '99.9 mg/L', '1 mg/L', false, false],
    ['κ/λ 0.01, λ 400 mg/L', '4 mg/L', '400 mg/L', true, false],
    ['κ/λ 0.011', '4.4 mg/L', '400 mg/L', false, false],
    ['κ/λ 100, but κ below 100 mg/L', '50 mg/L', '0.5 mg/L', false, false],
    ['κ/λ 3.2, κ 500 mg/L', '500 mg/L', '156 mg/L', false, true],
    ['κ/λ 3.1, κ 500 mg/L: within the renal range', '500 mg/L', '161.3 mg/L', false, false],
    ['κ/λ 10, κ 499 mg/L', '499 mg/L', '49.9 mg/L', false, false],
    ['κ/λ 0.3, λ 500 mg/L', '150 mg/L', '500 mg/L', false, true],
    ['λ below its limit: at least', '150 mg/L', '<1.5 mg/L', true, false],
  ])('%s', (_, k, l, defining, cast) => {
    const reading = readingOf(kappa(k), lambda(l));
    if (!reading) throw new Error('no reading');
    expect([isDefining(reading), isCastLevel(reading)]).toEqual([defining, cast]);
    if (cast) expect(isOutsideRenalRange(reading)).toBe(true);
  });

  test('a ratio without the chain says nothing of its amount', () => {
    const reading = readingOf(ratio('200'));
    expect(reading && isDefining(reading)).toBe(false);
  });
});

test('the chain in excess is involved; of a ratio of exactly 1 it is κ', () => {
  const involved = (k: string, l: string) => readingOf(kappa(k), lambda(l))?.involved?.analyte;
  expect(involved('10 mg/L', '10 mg/L')).toBe('free-kappa');
  expect(involved('9.9 mg/L', '10 mg/L')).toBe('free-lambda');
  expect(involved('10.1 mg/L', '10 mg/L')).toBe('free-kappa');
});

describe('the range of renal impairment', () => {
  const reading = readingOf(kappa('20 mg/L'), lambda('10 mg/L'));
  const renal = (...resources: readonly fhir4.FhirResource[]) =>
    read(chart([patient(), b2m('4 mg/L'), ...resources])).renal;
  const gfr = (value: string) => egfr(`${value} mL/min/{1.73_m2}`);

  test.each<[what: string, resources: readonly fhir4.FhirResource[], wanted: boolean | undefined]>([
    ['with an eGFR of 60', [gfr('60')], false],
    ['with an eGFR of 59', [gfr('59')], true],
    ['with an eGFR above 60', [gfr('>60')], false],
    ['with an eGFR above 45', [gfr('>45')], undefined],
    ['with an eGFR below 70', [gfr('<70')], undefined],
    ['with an eGFR below 60', [gfr('<60')], true],
    ['without an eGFR', [], undefined],
    ['on dialysis', [condition('dialysis')], true],
    ['in end-stage disease', [condition('esrd')], true],
    ['where dialysis is open', [{ ...dialysisSession(), status: 'unknown' }, gfr('90')], true],
    ['where creatinine is not steady', [creatinine('1 mg/dL', { at: daysAgo(3) }), creatinine('2 mg/dL')], true],
    ['in pregnancy, where no eGFR is read', [condition('77386006', { since: daysAgo(30) }), gfr('90')], undefined],
  ])('%s', (_, resources, wanted) => {
    expect(isRenalRangeWanted(renal(...resources))).toBe(wanted);
  });

  test('is told only where it holds', () => {
    if (!reading) throw new Error('no reading');
    expect([true, false, undefined].map((wanted) => ratioRange(reading, wanted))).toEqual([
      [0.37, 3.1],
      [0.26, 1.65],
      [0.26, 1.65],
    ]);
  });
});
