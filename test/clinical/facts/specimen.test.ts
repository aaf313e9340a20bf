// What a specimen says that it is: urine or cerebrospinal fluid by code or in words of six languages; anything else is not told.
import { describe, expect, test } from '@jest/globals';
import { indexReferences } from '../../../src/clinical/facts/references.ts';
import { otherFluidOf } from '../../../src/clinical/facts/specimen.ts';

function fluidOf(type: object | undefined, pointer: object = { reference: 'Specimen/s' }): string | undefined {
  const specimen: fhir4.Specimen = { resourceType: 'Specimen', id: 's', ...(type && { type }) };
  const observation: fhir4.Observation = { resourceType: 'Observation', status: 'final', code: {}, specimen: pointer };
  const references = indexReferences([{ resource: specimen, reference: 'Specimen/s' }]);
  return otherFluidOf(observation, 'Observation/o', references);
}
const coded = (...codes: readonly unknown[]) => fluidOf({ coding: codes.map((code) => ({ code })) });

describe('by code', () => {
  test.each([
    ['122575003', 'urine'],
    ['409821005', 'urine'],
    ['UR', 'urine'],
    ['URM', 'urine'],
    ['URT', 'urine'],
    ['258450006', 'cerebrospinal fluid'],
    ['CSF', 'cerebrospinal fluid'],
    ['119364003', undefined],
    ['SER', undefined],
    ['', undefined],
    [5, undefined],
  ])('%j: %s', (code, fluid) => {
    expect(coded(code)).toBe(fluid);
  });

  test('the first that is known counts, before any words', () => {
    expect(coded('SER', 'UR')).toBe('urine');
    expect(coded('CSF', 'UR')).toBe('cerebrospinal fluid');
    expect(fluidOf({ coding: [{ code: 'UR' }], text: 'CSF' })).toBe('urine');
  });
});

describe('in words', () => {
  test.each([
    ['Urine', 'urine'],
    ['24h-Sammelurin', 'urine'],
    ['Harn', 'urine'],
    ['orina de 24 horas', 'urine'],
    ['urina', 'urine'],
    ['urinary', 'urine'],
    ['CSF', 'cerebrospinal fluid'],
    ['cerebrospinal fluid', 'cerebrospinal fluid'],
    ['Cerebro-spinal fluid', 'cerebrospinal fluid'],
    ['Liquor', 'cerebrospinal fluid'],
    ['Líquido cefalorraquídeo', 'cerebrospinal fluid'],
    ['Liquide céphalo-rachidien', 'cerebrospinal fluid'],
    ['liquide cephalorachidien', 'cerebrospinal fluid'],
    ['LCR', 'cerebrospinal fluid'],
    ['L.C.R.', 'cerebrospinal fluid'],
    ['L.CR', 'cerebrospinal fluid'],
    ['LC.R', 'cerebrospinal fluid'],
    ['CSF, not urine', 'cerebrospinal fluid'],
    ['serum', undefined],
    ['murine serum', undefined],
    ['taurine', undefined],
    ['purine', undefined],
    ['lcra', undefined],
  ])('%s: %s', (text, fluid) => {
    expect(fluidOf({ text })).toBe(fluid);
    expect(fluidOf({ coding: [{ code: 'X', display: text }] })).toBe(fluid);
    expect(fluidOf(undefined, { reference: 'Specimen/elsewhere', display: text })).toBe(fluid);
  });

  test('nothing that is no text is read, and without a specimen nothing is told', () => {
    expect(fluidOf({ text: 5 }, { reference: 'Specimen/s', display: ['urine'] })).toBeUndefined();
    expect(fluidOf(undefined, {})).toBeUndefined();
    expect(fluidOf({ text: 'urine' }, { reference: 'Patient/s' })).toBeUndefined();
  });
});
