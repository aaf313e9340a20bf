// For whom a printed range is meant, and when a laboratory contradicts itself: below, at and above each limit.
import { describe, expect, test } from '@jest/globals';
import {
  contradicts,
  readInterpretation,
  readRange,
  sideSaid,
  type Interpretation,
} from '../../../src/clinical/facts/reference-range.ts';
import type { Sex } from '../../../src/clinical/facts/types.ts';
import { quantity } from '../../../src/clinical/quantities/quantity.ts';
import { UNITS } from '../../../src/clinical/quantities/units.ts';

const AT = Date.parse('2026-11-01T07:30:00Z');
const SNOMED = 'http://snomed.info/sct';
interface Who {
  readonly sex?: Sex;
  readonly birthDate?: string;
}
/** 62 years. */
const WOMAN: Who = { sex: 'female', birthDate: '1964-01-01' };
const MAN: Who = { ...WOMAN, sex: 'male' };

/** The upper limit of a list of ranges, as far as one is meant for somebody. */
function limit(ranges: readonly unknown[], who: Who = WOMAN): number | undefined {
  const listed = ranges as readonly fhir4.ObservationReferenceRange[];
  return readRange(listed, 'U/L', UNITS.enzyme, who, AT)?.high;
}
const high = (value: number, more: object = {}) => ({ high: { value, unit: 'U/L' }, ...more });
const forSex = (...appliesTo: readonly unknown[]) => high(214, { appliesTo });
const coded = (code: string, system = SNOMED) => ({ coding: [{ system, code }] });

describe('for a sex', () => {
  test.each([
    ['female', 'female'],
    ['F', 'female'],
    ['248152002', 'female'],
    ['male', 'male'],
    ['M', 'male'],
    ['248153007', 'male'],
    ['', undefined],
    ['X', undefined],
  ])('%s means %s', (code, sex) => {
    expect(limit([forSex(coded(code))], WOMAN)).toBe(sex === 'female' ? 214 : undefined);
    expect(limit([forSex(coded(code))], MAN)).toBe(sex === 'male' ? 214 : undefined);
  });

  test.each<[what: string, groups: readonly unknown[], expected: number | undefined]>([
    ['behind a code of the laboratory', [{ coding: [{ system: 'urn:lab', code: 'W' }, { code: 'female' }] }], 214],
    ['in the words beside a code of the laboratory', [{ coding: [{ system: 'urn:lab', code: 'W' }], text: 'Female' }], undefined],
    ['in words alone', [{ text: ' Female ' }], 214],
    ['in the display of a coding without a code', [{ coding: [{ display: 'Female' }] }], 214],
    ['and for another group', [coded('female'), { text: 'pregnant' }], undefined],
    ['said twice', [coded('female'), coded('F')], 214],
    ['of nobody', [{}], undefined],
    ['in no way that can be read', [null], undefined],
  ])('%s', (_, groups, expected) => {
    expect(limit([forSex(...groups)])).toBe(expected);
  }); // prettier-ignore

  test('that is no list is for somebody whom nobody knows', () => {
    expect(limit([high(214, { appliesTo: coded('female') })])).toBeUndefined();
  });

  test('a group that nobody knows is not that of a patient whose sex is not known', () => {
    expect(limit([forSex({ text: 'athletes' })], { birthDate: '1964-01-01' })).toBeUndefined();
    expect(limit([forSex({})], { birthDate: '1964-01-01' })).toBeUndefined();
  });
});

describe('for an age', () => {
  const age = (value: number, unit?: string) => ({ value, ...(unit !== undefined && { unit }) });
  const forAge = (low: object | undefined, upper?: object) => high(225, { age: { low, high: upper } });

  test.each<[low: object | undefined, upper: object | undefined, meant: boolean]>([
    [age(62), undefined, true],
    [age(63), undefined, false],
    [undefined, age(62), true],
    [undefined, age(61), false],
    [age(18, 'a'), age(64, 'a'), true],
    [age(744, 'mo'), undefined, true],
    [age(756, 'mo'), undefined, false],
    [age(18, ' Years '), undefined, true],
    [{ value: 18, code: 'a', unit: 'moons' }, undefined, true],
    [age(18, 'moons'), undefined, false],
    [age(18), age(90, 'moons'), false],
    [undefined, age(90, 'moons'), false],
    [{ unit: 'a' }, undefined, false],
    [{ value: 18, unit: 5 }, undefined, false],
    [undefined, undefined, true],
  ])('from %j to %j is meant for 62 years: %p', (low, upper, meant) => {
    expect(limit([forAge(low, upper)])).toBe(meant ? 225 : undefined);
  });

  test('says more than one for everybody', () => {
    expect(limit([high(240), forAge(age(18))])).toBe(225);
    expect(limit([forAge(age(18)), high(240)])).toBe(225);
    expect(limit([high(240), forAge(age(70))])).toBe(240);
  });
});

describe('limits', () => {
  const U = (value: number, unit = 'U/L') => ({ value, unit });
  test.each<[what: string, ranges: readonly object[], expected: object | undefined]>([
    ['that are one number', [{ low: U(225), high: U(225) }], { low: 225, high: 225 }],
    ['that end before they begin', [{ low: U(226), high: U(225) }], undefined],
    ['of nothing', [{ low: U(0), high: U(0) }], undefined],
    ['from nothing', [{ low: U(0), high: U(225) }], { low: 0, high: 225 }],
    ['printed twice', [{ low: U(120), high: U(225) }, { low: U(120), high: U(225) }], { low: 120, high: 225 }],
    ['printed twice, once with another lower limit', [{ low: U(120), high: U(225) }, { low: U(100), high: U(225) }], undefined],
    ['alike in two units', [{ high: U(225) }, { high: U(225, 'ukat/L') }], undefined],
    ['three, the last of them another', [{ high: U(225) }, { high: U(225) }, { high: U(250) }], undefined],
  ])('%s', (_, ranges, expected) => {
    const listed = ranges as readonly fhir4.ObservationReferenceRange[];
    expect(readRange(listed, 'U/L', UNITS.enzyme, WOMAN, AT)).toEqual(expected);
  }); // prettier-ignore
});

describe('what a laboratory says', () => {
  const said = (...codes: readonly (string | undefined)[]) =>
    readInterpretation(codes.map((code) => ({ coding: [code === undefined ? {} : { code }] })));

  test.each<[codes: readonly (string | undefined)[], expected: Interpretation | undefined]>([
    [['H'], 'high'],
    [['HH'], 'high'],
    [['HU'], 'high'],
    [['L'], 'low'],
    [['LL'], 'low'],
    [['LU'], 'low'],
    [['N'], 'normal'],
    [['A'], 'abnormal'],
    [['AA'], 'abnormal'],
    [['A', 'AA'], 'abnormal'],
    [['AA', 'L'], 'low'],
    [['A', 'H', 'L'], 'contradictory'],
    [['A', 'N'], 'contradictory'],
    [['H', 'N'], 'contradictory'],
    [[''], undefined],
    [[undefined], undefined],
    [[], undefined],
  ])('%j is %s', (codes, expected) => {
    expect(said(...codes)).toBe(expected);
  });

  test('abnormal and contradictory name no side', () => {
    const sides = (['low', 'normal', 'high', 'abnormal', 'contradictory', undefined] as const).map(sideSaid);
    expect(sides).toEqual(['low', 'normal', 'high', undefined, undefined, undefined]);
  });
});

describe('a laboratory contradicts itself', () => {
  const both = { low: 120, high: 225 };
  const lower = { low: 120 };
  const upper = { high: 225 };

  test.each<[range: object, interpretation: Interpretation, values: readonly number[]]>([
    [both, 'high', [0, 119, 120, 121, 224]],
    [both, 'low', [121, 224, 225, 226, 999]],
    [both, 'normal', [0, 119, 226, 999]],
    [both, 'abnormal', [121, 224]],
    [lower, 'high', [0, 119]],
    [lower, 'low', [121, 224, 225, 226, 999]],
    [lower, 'normal', [0, 119]],
    [lower, 'abnormal', [121, 224, 225, 226, 999]],
    [upper, 'high', [0, 119, 120, 121, 224]],
    [upper, 'low', [226, 999]],
    [upper, 'normal', [226, 999]],
    [upper, 'abnormal', [0, 119, 120, 121, 224]],
  ])('of %j, %s: at %j and nowhere else', (range, interpretation, values) => {
    const tried = [0, 119, 120, 121, 224, 225, 226, 999];
    expect(tried.filter((v) => contradicts(quantity(v, 'U/L'), range, interpretation))).toEqual(values);
  });

  test('in two words, whatever the range; a limit sign or no word contradicts nothing', () => {
    for (const range of [both, undefined]) {
      expect(contradicts(quantity(200, 'U/L'), range, 'contradictory')).toBe(true);
      expect(contradicts(quantity(300, 'U/L'), range, undefined)).toBe(false);
    }
    expect(contradicts(quantity(300, 'U/L'), undefined, 'normal')).toBe(false);
    expect(contradicts(quantity(300, 'U/L', '<'), both, 'normal')).toBe(false);
  });
});
