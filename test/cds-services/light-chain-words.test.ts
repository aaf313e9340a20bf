// Free light chains as a card says them: the ratio of the involved to the other chain, never rounded onto a limit.
import { describe, expect, test } from '@jest/globals';
import {
  involvedChain,
  involvedRatio,
  lightChainDerived,
  lightChainInputs,
  namedRatio,
} from '../../cds-services/b2m-result/light-chain-words.ts';
import { readLightChains } from '../../src/clinical/reading/light-chains.ts';
import { chart, collect, observation, patient } from '../support/chart.ts';

const KAPPA = '36916-5';
const LAMBDA = '33944-0';
const RATIO = '48378-4';

function reading(kappa?: string, lambda?: string, ratio?: string) {
  const facts = collect(
    chart([
      patient(),
      ...(kappa === undefined ? [] : [observation(KAPPA, kappa, { id: 'k' })]),
      ...(lambda === undefined ? [] : [observation(LAMBDA, lambda, { id: 'l' })]),
      ...(ratio === undefined ? [] : [observation(RATIO, ratio, { id: 'r' })]),
    ]),
  );
  const found = readLightChains(facts, facts.asOf, 90);
  if (!found) throw new Error('no light chains');
  return found;
}

describe('the ratio', () => {
  test.each([
    // kappa, lambda, reported, as it is named
    ['1420 mg/L', '10 mg/L', undefined, '142'],
    ['10 mg/L', '1420 mg/L', undefined, '142 (lambda/kappa)'],
    ['95 mg/L', '10 mg/L', undefined, '9.5'],
    ['100 mg/L', '10 mg/L', undefined, '10'],
    ['99 mg/L', '10 mg/L', undefined, '9.9'],
    ['10 mg/L', '10 mg/L', undefined, '1.0'],
    ['999.9 mg/L', '10 mg/L', undefined, '99.99'],
    ['10 mg/L', '999.9 mg/L', undefined, '99.99 (lambda/kappa)'],
    // of the chains as they are printed, none of them rounded onto 100
    ['126 mg/L', '1.26 mg/L', undefined, '97'],
    ['99.96 mg/L', '1 mg/L', undefined, '99.96'],
    ['9999 mg/L', '99.96 mg/L', undefined, '100.03'],
    ['>1420 mg/L', '10 mg/L', undefined, 'at least 142'],
    ['1420 mg/L', '<10 mg/L', undefined, 'at least 142'],
    ['<1420 mg/L', '10 mg/L', undefined, 'at most 142'],
    ['<10 mg/L', '1420 mg/L', undefined, 'at least 142 (lambda/kappa)'],
    ['10 mg/L', '>1420 mg/L', undefined, 'at least 142 (lambda/kappa)'],
    ['1420 mg/L', undefined, '142', '142'],
    [undefined, '1420 mg/L', '0.00704225352', '142 (lambda/kappa)'],
    [undefined, undefined, '>100', 'at least 100'],
  ])('of kappa %s and lambda %s, reported %s: %s', (kappa, lambda, ratio, named) => {
    expect(namedRatio(reading(kappa, lambda, ratio))).toBe(named);
    expect(named.startsWith(involvedRatio(reading(kappa, lambda, ratio)))).toBe(true);
  });
});

test('the involved chain is not rounded onto 100 or 500 mg/L', () => {
  expect(involvedChain(reading('99.96 mg/L', '1 mg/L'))).toBe('kappa 99.96 mg/L');
  expect(involvedChain(reading('1 mg/L', '499.96 mg/L'))).toBe('lambda 499.96 mg/L');
  expect(involvedChain(reading(undefined, undefined, '142'))).toBeUndefined();
});

describe('the evidence', () => {
  const inputs = (...of: Parameters<typeof reading>) =>
    lightChainInputs(reading(...of)).map((m) => m.reference.slice(-1));

  test('rests on both chains, or on the reported ratio with the one there is', () => {
    expect(inputs('50 mg/L', '10 mg/L', '5')).toEqual(['k', 'l']);
    expect(inputs('50 mg/L', undefined, '5')).toEqual(['k', 'r']);
    expect(inputs(undefined, '10 mg/L', '5')).toEqual(['l', 'r']);
    expect(inputs(undefined, undefined, '5')).toEqual(['r']);
  });

  test('has κ ÷ λ, and whether it was computed', () => {
    const of = (...asked: Parameters<typeof reading>) => lightChainDerived(reading(...asked));
    const calculated = { name: 'light-chain-ratio', value: 5, unit: '1', method: 'kappa ÷ lambda' };
    const reported = { ...calculated, method: 'kappa ÷ lambda, as reported' };
    expect(of('50 mg/L', '10 mg/L', '4')).toEqual([calculated]);
    expect(of('50 mg/L', undefined, '5')).toEqual([reported]);
    expect(of(undefined, '10 mg/L', '5')).toEqual([reported]);
    expect(of(undefined, undefined, '5')).toEqual([reported]);
    expect(lightChainDerived(undefined)).toEqual([]);
  });
});
