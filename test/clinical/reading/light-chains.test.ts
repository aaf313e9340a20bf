// Free light chains of one draw: ratio, involved chain, and what makes myeloma suspected.
import { describe, expect, test } from '@jest/globals';
import {
  isCastLevel,
  isDefining,
  isOutsideRenalRange,
  readLightChains,
} from '../../../src/clinical/reading/light-chains.ts';
import { chart, collect, daysAgo, observation, patient, type ObservationOptions } from '../../support/chart.ts';

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
  ])('%s', (_, resources, expected) => {
    expect(readingOf(...resources)?.ratio).toBe(expected);
  }); // prettier-ignore

  test.each([
    ['of one chain alone', [kappa('500 mg/L')]],
    ['of two draws', [kappa('500 mg/L'), lambda('10 mg/L', { at: daysAgo(3) })]],
    ['91 days old', [ratio('5', { at: daysAgo(91) })]],
    ['of urine', [observation('38178-0', '500 mg/L'), kappa('500 mg/L')]],
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
