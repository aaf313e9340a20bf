// Several FISH results of one patient → one answer, of the disease as it was found.
import { describe, expect, test } from '@jest/globals';
import { isPresent } from '../../../src/clinical/reading/fish.ts';
import {
  albumin,
  b2m,
  chart,
  collect,
  condition,
  daysAgo,
  drug,
  fish,
  ldh,
  LOINC,
  observation,
  patient,
  read,
} from '../../support/chart.ts';

type Answer = 'present' | 'absent';
const found = (...resources: readonly fhir4.FhirResource[]) => collect(chart([patient(), ...resources])).aberrations;
const answersOf = (...results: readonly (readonly [Answer, number])[]) =>
  found(...results.map(([answer, days]) => fish('del17p', answer, { at: daysAgo(days) })));
/** Share of cells with del(17p). */
const SHARE = '84916-6';

describe('several results', () => {
  test.each([
    ['a single find', [['present', 5]], true],
    ['a single absence', [['absent', 5]], false],
    ['found later', [['absent', 30], ['present', 5]], true],
    ['found both times', [['present', 30], ['present', 5]], true],
    ['absent both times', [['absent', 30], ['absent', 5]], false],
    ['no longer found', [['present', 30], ['absent', 5]], undefined],
    ['found, absent, found again', [['present', 30], ['absent', 20], ['present', 5]], true],
    ['contradictory on one day', [['present', 5], ['absent', 5]], undefined],
    ['none', [], undefined],
  ] as const)('%s', (_, results, present) => {
    expect(isPresent(answersOf(...results), 'del17p')).toBe(present);
    expect(isPresent(answersOf(...results), 't4-14')).toBeUndefined();
  }); // prettier-ignore

  test('a share of cells below every cut-off leaves the plain answer of the laboratory as it is', () => {
    const share = observation(SHARE, '15 %', { at: daysAgo(5) });
    expect(isPresent(found(fish('del17p', 'present', { at: daysAgo(5) }), share), 'del17p')).toBe(true);
    expect(isPresent(found(fish('del17p', 'absent', { at: daysAgo(6) }), share), 'del17p')).toBe(false);
    expect(isPresent(found(share), 'del17p')).toBeUndefined();
  });
});

describe('in a stage', () => {
  const NEW = [
    condition('myeloma', { since: daysAgo(100) }),
    b2m('3.0 mg/L', { at: daysAgo(99) }),
    albumin('4 g/dL', { at: daysAgo(99) }),
    ldh('200 U/L', { at: daysAgo(99) }),
  ];
  const negative = (days: number) =>
    (['del17p', 't4-14', 't14-16'] as const).map((a) => fish(a, 'absent', { at: daysAgo(days) }));
  const rIss = (...resources: readonly fhir4.FhirResource[]) =>
    read(chart([patient(), ...NEW, ...resources])).staging?.rIss.possible;

  test('all probes negative at diagnosis: R-ISS I', () => {
    expect(rIss(...negative(98))).toEqual(['I']);
  });

  test('a marrow in remission does not show what was there: the find at diagnosis stands', () => {
    const treated = drug('bortezomib', { at: daysAgo(90) });
    const before = [fish('del17p', 'present', { at: daysAgo(98) }), treated];
    expect(rIss(...before, ...negative(10))).toEqual(['II']);
    expect(rIss(treated, ...negative(10))).toEqual(['I', 'II']);
  });

  test.each([
    [30, ['I']],
    [31, ['I', 'II']],
  ])('a result of treatment time, %i days after diagnosis: R-ISS %j', (days, possible) => {
    expect(rIss(drug('bortezomib', { at: daysAgo(98) }), ...negative(100 - days))).toEqual(possible);
  });

  test('without treatment on record a later result counts', () => {
    expect(rIss(...negative(5))).toEqual(['I']);
  });

  test.each([
    ['21 %', ['high-risk']],
    ['20 %', ['high-risk', 'not-high-risk']],
  ])('del(17p) in %s of cells: IMS/IMWG 2025 %j', (share, possible) => {
    const result = observation(SHARE, share, { at: daysAgo(98) });
    expect(read(chart([patient(), ...NEW, result])).staging?.imsImwg.possible).toEqual(possible);
  });

  test('a share of cells that a later plain absence contradicts decides nothing', () => {
    const share = observation(SHARE, '35 %', { at: daysAgo(99) });
    const { staging } = read(chart([patient(), ...NEW, share, ...negative(98)]));
    expect(staging?.criteria[0]).toMatchObject({ criterion: 1, met: undefined });
    expect(staging?.rIss.missing).toContain('del17p');
  });

  const del1p32 = (text: string) =>
    observation('103667-2', undefined, {
      at: daysAgo(98),
      with: { valueCodeableConcept: { coding: [{ system: LOINC, code: 'LA9633-4' }], text } },
    });

  test.each([
    ['Biallelic deletion', 'absent', ['high-risk']],
    ['Monoallelic deletion', 'present', ['high-risk']],
    ['Monoallelic deletion', 'absent', ['high-risk', 'not-high-risk']],
    ['Deletion found', 'absent', ['high-risk', 'not-high-risk']],
    ['Deletion found', 'present', ['high-risk']],
  ] as const)('del(1p32), %s, with 1q+ %s: %j', (text, gain, possible) => {
    const reading = read(chart([patient(), ...NEW, del1p32(text), fish('gain1q', gain, { at: daysAgo(98) })]));
    expect(reading.staging?.imsImwg.possible).toEqual(possible);
  });

  test.each([
    ['Biallelic deletion', true],
    ['Monoallelic deletion', false],
    ['Deletion found', undefined],
  ])('del(1p32), %s, without 1q+, whatever else was found later: criterion 3 met: %p', (text, met) => {
    const later = [fish('t14-20', 'present', { at: daysAgo(97) }), fish('gain1q', 'absent', { at: daysAgo(97) })];
    const { staging } = read(chart([patient(), ...NEW, del1p32(text), ...later]));
    expect(staging?.criteria[2]).toMatchObject({ criterion: 3, met });
  });
});
