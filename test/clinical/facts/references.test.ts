// Where a reference leads among what was gathered: relative, absolute, urn:uuid, contained.
import { describe, expect, test } from '@jest/globals';
import { containedIn, containerOf, indexReferences } from '../../../src/clinical/facts/references.ts';
import { drug } from '../../support/chart.ts';

const medication = (id: string): fhir4.Medication => ({ resourceType: 'Medication', id });
const BASE = 'https://ehr.example/fhir';

describe('a reference', () => {
  const resources = [
    { resource: null as unknown as fhir4.Medication, reference: 'Medication/none' },
    { resource: medication('a'), reference: 'Medication/a' },
    { resource: medication('b'), reference: 'Medication/b', fullUrl: `${BASE}/Medication/b` },
    { resource: medication('c'), reference: 'Medication/c', fullUrl: 'urn:uuid:4711' },
    { resource: medication('d'), reference: 'Medication/d', fullUrl: '' },
    { resource: medication('e'), reference: 'Medication/e' },
    { resource: medication('e'), reference: 'Medication/other-e', fullUrl: `${BASE}/Medication/e/_history/12` },
    {
      resource: { ...drug(''), contained: [medication('in'), medication('#written'), medication('x#y')] },
      reference: 'MedicationRequest/m',
    },
  ];
  const found = (reference: string | undefined, from = 'MedicationRequest/m') =>
    indexReferences(resources).resolve(reference, from)?.reference;

  test.each([
    ['Medication/a', 'Medication/a'],
    ['Medication/a/_history/12', 'Medication/a'],
    [`${BASE}/Medication/a`, 'Medication/a'],
    [`${BASE}/Medication/b`, 'Medication/b'],
    [`${BASE}/Medication/b/_history/1`, 'Medication/b'],
    ['https://other.example/fhir/Medication/b', undefined],
    [`${BASE}/Medication/c`, 'Medication/c'],
    [`${BASE}/Medication/d`, 'Medication/d'],
    [`${BASE}/Medication/e`, 'Medication/other-e'],
    ['Medication/e', 'Medication/e'],
    ['fhir/Medication/a', undefined],
    ['urn:uuid:4711', 'Medication/c'],
    ['urn:uuid:4712', undefined],
    ['#in', 'MedicationRequest/m#in'],
    ['#written', 'MedicationRequest/m#written'],
    ['#x#y', 'MedicationRequest/m#x#y'],
    ['#out', undefined],
    ['Medication/z', undefined],
    ['Medication/none', undefined],
    ['/_history/1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s leads to %s', (reference, to) => {
    expect(found(reference)).toBe(to);
  });

  test('within what is contained leads to what stands beside it', () => {
    expect(found('#in', 'MedicationRequest/m#x#y')).toBe('MedicationRequest/m#in');
    expect(found('#in', 'MedicationRequest/another')).toBeUndefined();
  });

  test('that is no text leads nowhere', () => {
    expect(found(5 as never)).toBeUndefined();
    expect(found(null as never)).toBeUndefined();
  });

  test('to what came twice leads to the first', () => {
    const [first, second] = ['one', 'two'].map((text) => ({ ...medication('a'), code: { text } }));
    const both = indexReferences([
      { resource: first!, reference: 'Medication/a' },
      { resource: second!, reference: 'Medication/a' },
    ]);
    expect(both.resolve('Medication/a', '')?.resource).toBe(first);
  });
});

test('what is contained is a resource that says its type', () => {
  const inside = medication('in');
  const contained = [inside, { id: 'typeless' }, { resourceType: 5 }, null, 'x'] as unknown as fhir4.FhirResource[];
  expect(containedIn({ ...drug(''), contained })).toEqual([inside]);
  expect(containedIn(inside)).toEqual([]);
});

test.each([
  ['Observation/o', 'Observation/o'],
  ['Observation/o#in', 'Observation/o'],
  ['Observation/o#in#in', 'Observation/o'],
])('%s stands in %s', (reference, container) => {
  expect(containerOf(reference)).toBe(container);
});
