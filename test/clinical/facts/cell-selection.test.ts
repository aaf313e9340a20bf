// Were plasma cells selected: by which words, wherever the result or its specimen says so, and never where one of them is denied.
import { describe, expect, test } from '@jest/globals';
import { areCellsSelected } from '../../../src/clinical/facts/cell-selection.ts';
import { indexReferences } from '../../../src/clinical/facts/references.ts';

function selected(result: object, specimen: object = {}): boolean {
  const references = indexReferences([
    { resource: { resourceType: 'Specimen', id: 's', ...specimen }, reference: 'Specimen/s' },
  ]);
  const observation: fhir4.Observation = {
    resourceType: 'Observation',
    status: 'final',
    code: {},
    specimen: { reference: 'Specimen/s' },
    ...result,
  };
  return areCellsSelected(observation, 'Observation/o', references);
}
const byMethod = (text: string) => selected({ method: { text } });

describe('the words', () => {
  test.each([
    'CD138',
    'cd138+',
    'CD-138',
    'CD 138 positive',
    'purified plasma cells',
    'after purification',
    'flow sorted',
    'cell sorting',
    'cIg-FISH',
  ])('%s: selected', (text) => {
    expect(byMethod(text)).toBe(true);
  });

  test.each(['CD38', 'CD1380', 'abcd138', 'impurified', 'sort', 'resorted', 'cigar', 'FISH', ''])('%j: not', (text) => {
    expect(byMethod(text)).toBe(false);
  });

  test.each([
    'not',
    'no',
    'non',
    'none',
    'without',
    'failed',
    'unsuccessful',
    'unsorted',
    'unselected',
    'unpurified',
    'nicht',
    'ohne',
  ])('"%s" beside it denies it', (word) => {
    expect(byMethod(`CD138, ${word}`)).toBe(false);
    expect(byMethod(`CD138, ${word.toUpperCase()}`)).toBe(false);
    expect(byMethod(`CD138, x${word}x`)).toBe(true);
  });

  test('a denial of something else leaves it', () => {
    expect(selected({ method: { text: 'CD138-selected' }, note: [{ text: 'not repeated' }] })).toBe(true);
    expect(selected({ method: { text: 'CD138-selected' }, note: [{ text: 'CD138 selection failed' }] })).toBe(false);
  });
});

describe('where it may stand', () => {
  const text = 'CD138-selected';
  test.each<[where: string, result: object, specimen: object]>([
    ['the method', { method: { text } }, {}],
    ['the display of the method', { method: { coding: [{ display: text }] } }, {}],
    ['the name', { code: { text } }, {}],
    ['the coded value', { valueCodeableConcept: { text } }, {}],
    ['the value in words', { valueString: text }, {}],
    ['a note', { note: [{ text: 'see below' }, { text }] }, {}],
    ['the name of the specimen', { specimen: { display: text } }, {}],
    ['the type of the specimen', {}, { type: { text } }],
    ['how it was collected', {}, { collection: { method: { text } } }],
    ['how it was processed', {}, { processing: [{}, { description: text }] }],
    ['the procedure of that', {}, { processing: [{ procedure: { text } }] }],
    ['a note on the specimen', {}, { note: [{ text }] }],
  ])('%s', (_, result, specimen) => {
    expect(selected(result, specimen)).toBe(true);
  });

  test('nowhere, or in what is no text: not', () => {
    expect(selected({})).toBe(false);
    expect(selected({ valueString: 138, note: [{ text: ['CD138'] }], method: 'CD138' })).toBe(false);
  });
});
