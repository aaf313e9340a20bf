// One laboratory result → a measurement in one unit, or the reason why it is not used.
import { describe, expect, test } from '@jest/globals';
import type { Measurement, SetAside } from '../../../src/clinical/facts/types.ts';
import {
  albumin,
  b2m,
  chart,
  collect,
  condition,
  creatinine,
  csfB2m,
  daysAgo,
  ecog,
  ldh,
  LOINC,
  observation,
  patient,
  read,
  urineB2m,
  type ObservationOptions,
} from '../../support/chart.ts';

/** What becomes of one result in an otherwise empty chart. */
function readOne(o: fhir4.Observation, others: readonly fhir4.FhirResource[] = []): Measurement | SetAside | undefined {
  const facts = collect(chart([patient(), ...others, { ...o, id: 'it' }]));
  const measured = Object.values<readonly Measurement[]>(facts.measurements)
    .flat()
    .find((m) => m.reference === 'Observation/it');
  return measured ?? facts.setAside.find((s) => s.reference === 'Observation/it');
}

const reasonOf = (o: fhir4.Observation, others?: readonly fhir4.FhirResource[]): string | undefined => {
  const one = readOne(o, others);
  return one && 'reason' in one ? one.reason : undefined;
};
const measured = (o: fhir4.Observation, others?: readonly fhir4.FhirResource[]): Measurement => {
  const one = readOne(o, others);
  if (!one || 'reason' in one) throw new Error(`set aside: ${JSON.stringify(one)}`);
  return one;
};
const withValue = (quantity: unknown, options: ObservationOptions = {}) =>
  b2m('1 mg/L', { ...options, with: { ...options.with, valueQuantity: quantity as fhir4.Quantity } });

describe('status', () => {
  test.each(['final', 'amended', 'corrected'] as const)('%s results are used', (status) => {
    expect(measured(b2m('4.2 mg/L', { status })).quantity).toEqual({ value: 4.2, unit: 'mg/L' });
  });

  test.each([
    ['preliminary', 'preliminary'],
    ['registered', 'preliminary'],
    ['cancelled', 'cancelled'],
    ['entered-in-error', 'entered-in-error'],
    ['unknown', 'status-unknown'],
    ['FINAL', 'status-unknown'],
    [undefined, 'status-unknown'],
  ])('%s is set aside as %s, with its value to show', (status, reason) => {
    expect(readOne(b2m('4.2 mg/L', { with: { status: status as never } }))).toMatchObject({
      reason,
      analyte: 'b2m-serum',
      reported: { value: 4.2, unit: 'mg/L' },
    });
  });
});

describe('value', () => {
  test.each([
    ['<0.5 mg/L', '<', 0.5],
    ['<=0.5 mg/L', '<=', 0.5],
    ['>20 mg/L', '>', 20],
    ['>=20 mg/L', '>=', 20],
  ])('%s keeps its limit sign', (text, comparator, value) => {
    expect(measured(b2m(text)).quantity).toEqual({ value, unit: 'mg/L', comparator });
  });

  test.each([
    ['a comparator of a later FHIR version', { value: 5, unit: 'mg/L', comparator: 'ad' }, 'unreadable'],
    ['an invented comparator', { value: 5, unit: 'mg/L', comparator: '~' }, 'unreadable'],
    ['text', { value: '5.5', unit: 'mg/L' }, 'unreadable'],
    ['a boolean', { value: true, unit: 'mg/L' }, 'unreadable'],
    ['a list', { value: [5.5], unit: 'mg/L' }, 'unreadable'],
    ['more than any number (1e400)', { value: JSON.parse('1e400') as number, unit: 'mg/L' }, 'unreadable'],
    ['no number (NaN)', { value: NaN, unit: 'mg/L' }, 'unreadable'],
    ['null', { value: null, unit: 'mg/L' }, 'no-value'],
    ['nothing but a unit', { unit: 'mg/L' }, 'no-value'],
    ['less than nothing', { value: -0.1, unit: 'mg/L' }, 'implausible'],
    ['nothing at all', { value: 0, unit: 'mg/L' }, 'implausible'],
  ])('%s is set aside', (_, quantity, reason) => {
    expect(reasonOf(withValue(quantity))).toBe(reason);
  });

  test.each([
    ['5.5 mg/L', 'as text'],
    ['>1.50', 'as text'],
    ['Sample haemolysed', 'a remark'],
  ])('valueString %j (%s) is no number', (valueString) => {
    expect(reasonOf(b2m('1 mg/L', { with: { valueQuantity: undefined, valueString } }))).toBe('not-numeric');
  });

  test.each([
    ['a coded value', { valueCodeableConcept: { text: 'high' } }, 'not-numeric'],
    ['a range', { valueRange: { low: { value: 1 } } }, 'not-numeric'],
    ['no value', {}, 'no-value'],
    ['an integer that is null', { valueInteger: null as never }, 'no-value'],
    ['a reason why there is none', { dataAbsentReason: { coding: [{ code: 'error' }] } }, 'no-value'],
  ])('%s is set aside', (_, parts, reason) => {
    expect(reasonOf(b2m('1 mg/L', { with: { valueQuantity: undefined, ...parts } }))).toBe(reason);
  });

  test.each([['5.5'], [true], [null], [undefined]])(
    '%p, which is no number, is not shown as a reported value',
    (value) => {
      expect(readOne(withValue({ value, unit: 'mg/L' }))).not.toHaveProperty('reported');
    },
  );

  test('a value beside the reason why there is none is not believed', () => {
    const dataAbsentReason = { coding: [{ code: 'error' }] };
    expect(reasonOf(b2m('4.2 mg/L', { with: { dataAbsentReason } }))).toBe('no-value');
  });

  test('a score may come as a bare integer', () => {
    const ecog = observation('89247-1', undefined, { with: { valueInteger: 0 } });
    expect(measured(ecog).quantity).toEqual({ value: 0, unit: '1' });
  });
});

describe('unit', () => {
  test.each([
    ['no unit', { value: 6.2 }, 'no-unit'],
    ['an empty unit', { value: 6.2, unit: '' }, 'no-unit'],
    ['a unit of another quantity', { value: 6.2, unit: 'U/L', code: 'U/L' }, 'unknown-unit'],
    ['code and text that contradict each other', { value: 6.2, unit: 'mg/dL', code: 'mg/L' }, 'unknown-unit'],
    ['code and text three orders apart', { value: 6.2, unit: 'mg/L', code: 'ug/L' }, 'unknown-unit'],
    ['a code of another quantity beside a readable text', { value: 6.2, unit: 'mg/L', code: 'g/L' }, 'unknown-unit'],
    ['a code that is none of UCUM', { value: 6.2, code: 'mg/L', system: 'urn:lab' }, 'no-unit'],
  ])('%s: set aside', (_, quantity, reason) => {
    const system = 'http://unitsofmeasure.org';
    expect(reasonOf(withValue({ system, ...quantity }))).toBe(reason);
  });

  test.each([
    ['text only, from an older system', { value: 6.2, unit: 'mg/L' }],
    ['code only', { value: 6.2, code: 'mg/L', system: 'http://unitsofmeasure.org' }],
    ['code without its system', { value: 6.2, code: 'mg/L' }],
    ['two spellings of one unit', { value: 6.2, unit: 'mcg/mL', code: 'mg/L' }],
    ['an unreadable code beside a readable text', { value: 6.2, unit: 'mg/L', code: 'MGPERL' }],
    [
      'a code of another system beside a readable text',
      { value: 6.2, unit: 'mg/L', code: '258796002', system: 'http://snomed.info/sct' },
    ],
    ['a readable code beside words', { value: 6.2, unit: 'milligrams per litre', code: 'mg/L' }],
  ])('%s: used', (_, quantity) => {
    expect(measured(withValue(quantity)).quantity).toEqual({ value: 6.2, unit: 'mg/L' });
  });

  test('code and text that contradict each other: the value is shown without a unit', () => {
    expect(readOne(withValue({ value: 6.2, unit: 'mg/dL', code: 'mg/L' }))).toMatchObject({ reported: { value: 6.2 } });
    expect(readOne(withValue({ value: 6.2, unit: 'mg/dL', code: 'mg/L' }))).not.toHaveProperty('reported.unit');
  });

  test('a pH needs no unit, but one that nobody knows is not passed over', () => {
    const ph = (quantity: fhir4.Quantity) => observation('2756-5', undefined, { with: { valueQuantity: quantity } });
    expect(measured(ph({ value: 6.2 })).quantity).toEqual({ value: 6.2, unit: '[pH]' });
    expect(reasonOf(ph({ value: 6.2, code: 'furlong' }))).toBe('unknown-unit');
  });

  test('what the laboratory reported is kept beside what was read', () => {
    expect(measured(b2m('5500 ug/L'))).toMatchObject({
      quantity: { value: 5.5, unit: 'mg/L' },
      reported: { value: 5500, unit: 'ug/L' },
    });
  });
});

describe('specimen date', () => {
  const dated = (parts: ObservationOptions['with'], issued?: string) =>
    b2m('4.2 mg/L', { ...(issued && { issued }), with: { effectiveDateTime: undefined, ...parts } });

  test.each([
    ['an instant', { effectiveDateTime: '2026-10-30T08:00:00+02:00' }, '2026-10-30T06:00:00.000Z'],
    ['a day', { effectiveDateTime: '2026-10-30' }, '2026-10-30T12:00:00.000Z'],
    ['effectiveInstant', { effectiveInstant: '2026-10-30T08:00:00Z' }, '2026-10-30T08:00:00.000Z'],
    ['a period: its end', { effectivePeriod: { start: '2026-10-29', end: '2026-10-30' } }, '2026-10-30T12:00:00.000Z'],
    ['an open period: its start', { effectivePeriod: { start: '2026-10-29' } }, '2026-10-29T12:00:00.000Z'],
  ])('%s', (_, parts, at) => {
    expect(new Date(measured(dated(parts)).at).toISOString()).toBe(at);
    expect(measured(dated(parts)).flags).not.toContain('dated-by-issue');
  });

  test('no date: the date of issue stands in, and is said to', () => {
    const m = measured(dated({}, '2026-10-31T10:00:00Z'));
    expect(m).toMatchObject({ effective: '2026-10-31T10:00:00Z', flags: ['dated-by-issue'] });
    expect(m.at).toBe(m.issued);
  });

  test.each([
    ['a year only', { effectiveDateTime: '2026' }, '2026-01-01', '2026-12-31'],
    ['a month only', { effectiveDateTime: '2026-02' }, '2026-02-01', '2026-02-28'],
    ['a long period', { effectivePeriod: { start: '2026-01-05', end: '2026-03-04' } }, '2026-01-05', '2026-03-04'],
    ['a period to a month', { effectivePeriod: { end: '2026-10' } }, '2026-10-01', '2026-10-31'],
  ])('%s: a stretch of time, never the date of issue', (_, parts, from, to) => {
    const facts = collect(chart([patient(), { ...dated(parts, '2026-10-31T10:00:00Z'), id: 'it' }]));
    expect(facts.measurements['b2m-serum']).toBeUndefined();
    const [m] = facts.roughlyDated['b2m-serum'] ?? [];
    expect([m?.at, m?.until].map((at) => new Date(at ?? 0).toISOString().slice(0, 10))).toEqual([from, to]);
    expect(m?.flags).toEqual([]);
  });

  test('those dated to a month come newest first', () => {
    const months = ['2026-08', '2026-10', '2026-09'].map((at) => b2m('4.2 mg/L', { at }));
    const found = collect(chart([patient(), ...months])).roughlyDated['b2m-serum'] ?? [];
    expect(found.map((m) => m.effective)).toEqual(['2026-10', '2026-09', '2026-08']);
  });

  test.each([
    [{}, 'no-date'],
    [{ effectiveDateTime: '30.10.2026' }, 'unreadable-date'],
    [{ effectiveDateTime: '2026-02-31' }, 'unreadable-date'],
    [{ effectivePeriod: {} }, 'unreadable-date'],
    [{ effectivePeriod: { start: '2026-10-30', end: '2026-10-01' } }, 'unreadable-date'],
    [{ effectivePeriod: { start: 'soon', end: '2026-10-30' } }, 'unreadable-date'],
    [{ effectivePeriod: { start: '2026-10-30', end: 'soon' } }, 'unreadable-date'],
    [{ effectivePeriod: { start: 'soon', end: 'later' } }, 'unreadable-date'],
    [{ effectiveTiming: { repeat: { boundsPeriod: { start: '2026-10-30' } } } }, 'unreadable-date'],
  ])('%j: %s', (parts, reason) => {
    expect(reasonOf(dated(parts))).toBe(reason);
  });

  test('a date that cannot be read is not replaced by the date of issue', () => {
    expect(reasonOf(dated({ effectiveDateTime: '2026-02-31' }, '2026-10-31T10:00:00Z'))).toBe('unreadable-date');
  });

  test.each([
    [-0.99, undefined],
    [-1.1, 'future-date'],
    [-7, 'future-date'],
    [-365, 'future-date'],
  ])('dated %p days ago: %s', (days, reason) => {
    expect(reasonOf(b2m('4.2 mg/L', { at: daysAgo(days) }))).toBe(reason);
  });

  test.each([
    ['2026-11-02T09:00:00Z', undefined],
    ['2026-11-02T09:01:00Z', 'future-date'],
  ])('a day ahead, as time zones may put it, is not in the future, a minute more is: %s', (at, reason) => {
    expect(reasonOf(b2m('4.2 mg/L', { at }))).toBe(reason);
  });

  test('dated today without a time is not in the future, whatever the hour', () => {
    const facts = collect(chart([patient(), b2m('4.2 mg/L', { at: '2026-11-01' })]), { asOf: '2026-11-01T00:05:00Z' });
    expect(facts.measurements['b2m-serum']).toHaveLength(1);
  });
});

describe('reference range', () => {
  const rangeOf = (referenceRange: unknown, value = '4.2 mg/L') =>
    measured(b2m(value, { with: { referenceRange: referenceRange as fhir4.ObservationReferenceRange[] } })).range;
  const mgL = (value: number) => ({ value, unit: 'mg/L' });

  test.each([
    ['both limits', [{ low: mgL(0.8), high: mgL(2.34) }], { low: 0.8, high: 2.34 }],
    ['an upper limit alone', [{ high: mgL(2.34) }], { high: 2.34 }],
    ['a lower limit alone', [{ low: mgL(0.8) }], { low: 0.8 }],
    ['in the unit of the value when it has none', [{ high: { value: 2.34 } }], { high: 2.34 }],
    ['in another unit', [{ high: { value: 2340, unit: 'ug/L' } }], { high: 2.34 }],
    ['of type normal', [{ high: mgL(2.34), type: { coding: [{ code: 'normal' }] } }], { high: 2.34 }],
    [
      'of type normal beside a type of the laboratory',
      [{ high: mgL(2.34), type: { coding: [{ system: 'urn:lab', code: 'REF' }, { code: 'normal' }] } }],
      { high: 2.34 },
    ],
    [
      'the general one among others',
      [
        { high: mgL(2.34) },
        { high: mgL(3), appliesTo: [{ text: 'over 60' }] },
        { high: mgL(9), type: { coding: [{ code: 'treatment' }] } },
      ],
      { high: 2.34 },
    ],
  ])('%s', (_, ranges, range) => {
    expect(rangeOf(ranges)).toEqual(range);
  });

  test.each([
    ['for somebody else only', [{ high: mgL(3), appliesTo: [{ text: 'pregnant' }] }]],
    ['two general ones: which is meant?', [{ high: mgL(2.34) }, { high: mgL(2.7) }]],
    ['of a type we do not know', [{ high: mgL(2.34), type: { coding: [{ code: 'recommended' }] } }]],
    ['in an unreadable unit', [{ high: { value: 2.34, unit: 'furlong' } }]],
    ['in contradictory units', [{ high: { value: 2.34, unit: 'mg/L', code: 'ug/L' } }]],
    ['as text only', [{ text: '0.8-2.34' }]],
    ['of infinite size', [{ high: { value: Infinity, unit: 'mg/L' } }]],
    ['empty', []],
    ['no list', { high: mgL(2.34) }],
    ['gaps', [null]],
  ])('%s: none', (_, ranges) => {
    expect(rangeOf(ranges)).toBeUndefined();
  });

  test('LDH is high, at its limit, or below it by its own range, in whatever unit it came', () => {
    const high = (value: string, limit: string) =>
      read(chart([patient(), condition('myeloma', { since: daysAgo(1) }), b2m('6 mg/L'), ldh(value, { high: limit })]))
        .staging?.ldhHigh;
    expect(high('226 U/L', '225 U/L')).toBe(true);
    expect(high('225 U/L', '225 U/L')).toBe(false);
    expect(high('224 U/L', '225 U/L')).toBe(false);
    expect(high('3.76 ukat/L', '3.75 ukat/L')).toBe(true);
    expect(high('3.75 ukat/L', '225 U/L')).toBe(false);
    expect(high('<225 U/L', '225 U/L')).toBe(false);
    expect(high('>200 U/L', '225 U/L')).toBeUndefined();
  });
});

describe('a range for some', () => {
  const high = (value: number) => ({ high: { value, unit: 'U/L' } });
  const years = (low?: number, upper?: number): fhir4.Range => ({
    ...(low !== undefined && { low: { value: low, unit: 'a', code: 'a' } }),
    ...(upper !== undefined && { high: { value: upper, unit: 'a', code: 'a' } }),
  });
  const female = [{ coding: [{ system: 'http://snomed.info/sct', code: '248152002' }] }];
  const male = [{ coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code: 'male' }] }];
  const limit = (referenceRange: readonly unknown[], who: readonly fhir4.FhirResource[]): number | undefined => {
    const facts = collect(chart([...who, ldh('300 U/L', { with: { referenceRange: referenceRange as never } })]));
    return facts.measurements['ldh-serum']?.[0]?.range?.high;
  };
  const woman62 = [patient({ gender: 'female', birthDate: '1964-01-01' })];

  test.each([
    ['her own sex', [{ ...high(214), appliesTo: female }], 214],
    ['the other sex', [{ ...high(225), appliesTo: male }], undefined],
    [
      'both, each its own',
      [
        { ...high(214), appliesTo: female },
        { ...high(225), appliesTo: male },
      ],
      214,
    ],
    ['everybody, and her sex', [high(240), { ...high(214), appliesTo: female }], 214],
    ['children', [{ ...high(300), age: years(0, 18) }], undefined],
    ['adults', [{ ...high(225), age: years(18) }], 225],
    ['her age exactly', [{ ...high(225), age: years(62, 62) }], 225],
    ['an age that cannot be read', [{ ...high(225), age: { low: { value: 18, unit: 'olympiads' } } }], undefined],
    ['somebody whom words alone describe', [{ ...high(225), appliesTo: [{ text: 'athletes' }] }], undefined],
    ['nothing, 0 to 0', [{ low: { value: 0 }, high: { value: 0 } }], undefined],
    ['two alike', [high(225), high(250)], undefined],
  ])('%s', (_, ranges, expected) => {
    expect(limit(ranges, woman62)).toBe(expected);
  });

  test('in words, printed twice, or for everybody in an empty list a range is read; one that ends before it begins is not', () => {
    expect(limit([{ ...high(214), appliesTo: [{ text: 'Female' }] }], woman62)).toBe(214);
    expect(limit([{ ...high(214), appliesTo: [{ text: 'Male' }] }], woman62)).toBeUndefined();
    expect(limit([{ ...high(214), appliesTo: [{ text: 'Pregnant' }] }], woman62)).toBeUndefined();
    expect(limit([{ ...high(225), appliesTo: [] }], woman62)).toBe(225);
    expect(limit([high(225), high(225)], woman62)).toBe(225);
    expect(limit([high(225), high(226)], woman62)).toBeUndefined();
    expect(limit([{ low: { value: 300, unit: 'U/L' }, ...high(225) }], woman62)).toBeUndefined();
    for (const unit of ['years', 'Years', 'yr', 'y']) {
      expect(limit([{ ...high(225), age: { low: { value: 18, unit } } }], woman62)).toBe(225);
    }
    expect(limit([{ ...high(225), age: { low: { value: 18, unit: 'moons' } } }], woman62)).toBeUndefined();
  });

  test('without a sex or a birth date on record a range for one is none', () => {
    const unknown = [patient({ gender: 'unknown', birthDate: '' })];
    expect(limit([{ ...high(214), appliesTo: female }], unknown)).toBeUndefined();
    expect(limit([{ ...high(225), age: years(18) }], unknown)).toBeUndefined();
    expect(limit([high(225)], unknown)).toBe(225);
  });
});

describe('comparator', () => {
  test('"=" is the plain value', () => {
    const plain = { value: 6.1, unit: 'mg/L', comparator: '=' };
    expect(measured(withValue(plain)).quantity).toEqual({ value: 6.1, unit: 'mg/L' });
  });
});

describe('interpretation', () => {
  test.each([
    ['H', 'high'],
    ['HH', 'high'],
    ['N', 'normal'],
    ['L', 'low'],
    ['LL', 'low'],
    ['A', undefined],
    ['HU', 'high'],
    ['LU', 'low'],
    ['h', undefined],
  ])('%s is %s', (code, interpretation) => {
    expect(measured(ldh('300 U/L', { interpretation: code, with: { referenceRange: [] } })).interpretation).toBe(
      interpretation,
    );
  });

  test.each([
    ['high below the upper limit', 200, 'H', true],
    ['high exactly at it', 225, 'H', false],
    ['high above it', 226, 'H', false],
    ['normal above it', 300, 'N', true],
    ['normal exactly at it', 225, 'N', false],
    ['low above the lower limit', 130, 'L', true],
    ['low below it', 110, 'L', false],
    ['low above the upper limit', 300, 'L', true],
    ['high below the lower limit', 110, 'H', true],
    ['abnormal between them', 200, 'A', true],
  ])('%s: %p U/L of 120 to 225 flagged %s contradicts itself: %p', (_, value, code, contradicted) => {
    const range = [{ low: { value: 120, unit: 'U/L' }, high: { value: 225, unit: 'U/L' } }];
    const read = measured(ldh(`${value} U/L`, { interpretation: code, with: { referenceRange: range } }));
    expect(read.flags.includes('range-contradicted')).toBe(contradicted);
    expect([read.range === undefined, read.interpretation === undefined]).toEqual([contradicted, contradicted]);
  });

  test('abnormal outside its limits is no contradiction', () => {
    const range = [{ low: { value: 120, unit: 'U/L' }, high: { value: 225, unit: 'U/L' } }];
    for (const value of [110, 120, 225, 300]) {
      const read = measured(ldh(`${value} U/L`, { interpretation: 'A', with: { referenceRange: range } }));
      expect(read.range).toEqual({ low: 120, high: 225 });
    }
  });

  test('two that say different things say neither, with or without a range; abnormal beside high is high', () => {
    const said = (...codes: readonly string[]) =>
      measured(
        ldh('300 U/L', { with: { referenceRange: [], interpretation: codes.map((code) => ({ coding: [{ code }] })) } }),
      ).interpretation;
    expect(said('H', 'N')).toBeUndefined();
    expect(said('N', 'H')).toBeUndefined();
    expect(said('A', 'H')).toBe('high');
    expect(said('N', 'A')).toBeUndefined();
    expect(said('H', 'HH')).toBe('high');
  });

  test.each([
    ['above an upper limit alone', { high: 225 }, 300, 'L'],
    ['below an upper limit alone', { high: 225 }, 200, 'A'],
    ['below a lower limit alone', { low: 225 }, 200, 'H'],
  ])('%s (%j) %p flagged %s contradicts it', (_, limits, value, code) => {
    const range = [Object.fromEntries(Object.entries(limits).map(([k, v]) => [k, { value: v, unit: 'U/L' }]))];
    const read = measured(ldh(`${value} U/L`, { interpretation: code, with: { referenceRange: range } }));
    expect(read.flags).toContain('range-contradicted');
    expect(read.range).toBeUndefined();
  });

  test('is found behind a local code', () => {
    const codings = [{ system: 'urn:local', code: '++' }, { code: 'H' }];
    expect(measured(ldh('300 U/L', { with: { interpretation: [{ coding: codings }] } })).interpretation).toBe('high');
  });
});

describe('plausibility', () => {
  test.each([
    ['B2M', b2m, 'mg/L', 0.3, 150],
    ['creatinine', creatinine, 'mg/dL', 0.2, 25],
    ['albumin', albumin, 'g/dL', 1, 6],
  ] as const)(
    '%s: below the lowest and above the highest possible value is a mistake, at them not',
    (_, result, unit, low, high) => {
      expect(reasonOf(result(`${low - 0.01} ${unit}`))).toBe('implausible');
      expect(reasonOf(result(`${low} ${unit}`))).toBeUndefined();
      expect(reasonOf(result(`${high} ${unit}`))).toBeUndefined();
      expect(reasonOf(result(`${high + 0.01} ${unit}`))).toBe('implausible');
      // A detection limit is no mistake.
      expect(reasonOf(result(`<${low - 0.01} ${unit}`))).toBeUndefined();
      expect(reasonOf(result(`<=${low - 0.01} ${unit}`))).toBeUndefined();
      expect(reasonOf(result(`>${low - 0.01} ${unit}`))).toBe('implausible');
    },
  );

  test.each([
    ['LDH', ldh, 'U/L'],
    ['urine B2M', urineB2m, 'ug/L'],
    ['B2M', b2m, 'mg/L'],
  ] as const)('%s of nothing, or of less than nothing, is a mistake whatever its sign', (_, result, unit) => {
    for (const value of ['0', '<0', '<=0', '-1', '<-1', '<=-1']) {
      expect([value, reasonOf(result(`${value} ${unit}`))]).toEqual([value, 'implausible']);
    }
  });

  test('a score may be nothing, but not less', () => {
    expect(reasonOf(ecog('0'))).toBeUndefined();
    expect(reasonOf(ecog('<0'))).toBe('implausible');
  });

  test('a CSF or urine B2M is not measured by the limits of serum', () => {
    expect(reasonOf(csfB2m('0.2 mg/L'))).toBeUndefined();
    expect(reasonOf(observation('1953-9', '90000 ug/L'))).toBeUndefined();
  });

  test('what an implausible value would read is kept, to be shown', () => {
    expect(readOne(b2m('210 mg/L'))).toMatchObject({ read: { value: 210, unit: 'mg/L' } });
  });
});

describe('B2M in mg/dL, hardly ever its true unit', () => {
  const withLimit = (text: string, high: fhir4.Quantity) => b2m(text, { with: { referenceRange: [{ high }] } });
  const mgPerDl = (value: number) => ({ value, unit: 'mg/dL' });

  test.each([
    ['0.35 mg/dL', 3.5],
    ['0.7 mg/dL', 7],
  ])('without a range %s is believed: %p mg/L, flagged', (text, value) => {
    expect(measured(b2m(text))).toMatchObject({ quantity: { value }, flags: ['unit-suspect'] });
  });

  test.each(['0.71 mg/dL', '1.9 mg/dL', '3.4 mg/dL', '15.1 mg/dL'])('without a range %s is not', (text) => {
    expect(reasonOf(b2m(text))).toBe('unit-implausible');
  });

  test.each(['ckd stage 5', 'esrd', 'dialysis'])('%s is no reason to believe it', (problem) => {
    expect(reasonOf(b2m('1.9 mg/dL'), [condition(problem)])).toBe('unit-implausible');
  });

  test('both readings are told', () => {
    expect(readOne(b2m('1.9 mg/dL'))).toMatchObject({ read: { value: 19 }, orRead: { value: 1.9, as: 'mg/L' } });
  });

  test('a misprint by its own range is told with both readings, whatever the number then is', () => {
    expect(readOne(b2m('0.19 mg/dL', { high: '1.8 mg/dL' }))).toMatchObject({
      read: { value: 1.9 },
      orRead: { value: 0.19, as: 'mg/L' },
    });
  });

  test.each([
    ['0.24 mg/dL: the laboratory means it', '1.9 mg/dL', mgPerDl(0.24), undefined],
    ['0.5 mg/dL, the highest that is believed', '1.9 mg/dL', mgPerDl(0.5), undefined],
    ['0.51 mg/dL, which decides nothing', '1.9 mg/dL', mgPerDl(0.51), 'unit-implausible'],
    ['0.99 mg/dL, which decides nothing', '0.6 mg/dL', mgPerDl(0.99), undefined],
    ['1 mg/dL, from where it is a misprint', '0.6 mg/dL', mgPerDl(1), 'unit-implausible'],
    ['2.4 mg/dL, a misprint', '0.6 mg/dL', mgPerDl(2.4), 'unit-implausible'],
    ['2.4 without a unit, which counts as none', '0.6 mg/dL', { value: 2.4 }, undefined],
    ['0.24 without a unit, which counts as none', '1.9 mg/dL', { value: 0.24 }, 'unit-implausible'],
    ['2.4 mg/L, another unit, which counts as none', '0.6 mg/dL', { value: 2.4, unit: 'mg/L' }, undefined],
    ['nothing, 0', '0.6 mg/dL', mgPerDl(0), undefined],
  ])('with an upper limit of %s', (_, text, high, reason) => {
    expect(reasonOf(withLimit(text, high))).toBe(reason);
  });
});

describe('a number that is right in another unit only', () => {
  test.each([
    ['creatinine', creatinine('97 mg/dL'), { as: 'umol/L' }, 1.097],
    ['creatinine', creatinine('1.1 umol/L'), { as: 'mg/dL' }, 1.1],
    ['albumin', albumin('35 g/dL'), { as: 'g/L' }, 3.5],
    ['albumin', albumin('3.5 g/L'), { as: 'g/dL' }, 3.5],
    ['B2M', b2m('3500 mg/L'), { as: 'ug/L' }, 3.5],
  ])('%s: both readings are told', (_, result, as, value) => {
    const { orRead, reason } = readOne(result) as SetAside;
    expect(reason).toBe('implausible');
    expect(orRead).toMatchObject(as);
    expect(orRead?.value).toBeCloseTo(value, 3);
  });

  test('none, where no unit makes sense of it', () => {
    expect(readOne(albumin('6.5 g/dL'))).not.toHaveProperty('orRead');
  });
});

describe('within rounding of a cut-off', () => {
  test.each([
    ['296 nmol/L', true],
    ['297 nmol/L', true],
    ['292 nmol/L', false],
    ['305 nmol/L', false],
    ['466 nmol/L', true],
    ['296.625 nmol/L', false],
    ['3.49 mg/L', false],
    ['3490 ug/L', false],
    ['0.349 mg/dL', false],
  ])('%s: %p', (text, near) => {
    expect(measured(b2m(text)).flags.includes('within-rounding')).toBe(near);
  });

  test('the cut-offs are those of B2M in serum', () => {
    expect(measured(csfB2m('297 nmol/L')).flags).toEqual([]);
    expect(measured(creatinine('310 umol/L'))).toMatchObject({
      quantity: { value: expect.closeTo(3.506, 3) },
      flags: [],
    });
  });
});

describe('code', () => {
  const coded = (coding: unknown) => b2m('4.2 mg/L', { with: { code: { coding } as fhir4.CodeableConcept } });

  test.each([
    [
      'LOINC behind a local code',
      [
        { system: 'urn:lab', code: 'B2M' },
        { system: LOINC, code: '1952-1' },
      ],
      true,
    ],
    ['the same code of another system', [{ system: 'urn:lab', code: '1952-1' }], false],
    ['LOINC by another address', [{ system: 'https://loinc.org/', code: '1952-1' }], true],
    ['LOINC by its OID', [{ system: 'urn:oid:2.16.840.1.113883.6.1', code: '1952-1' }], true],
    ['the code under the OID of SNOMED CT', [{ system: 'urn:oid:2.16.840.1.113883.6.96', code: '1952-1' }], false],
    ['a code without a system', [{ code: '1952-1' }], false],
    ['only words', undefined, false],
    ['a name of an object', [{ system: LOINC, code: 'constructor' }], false],
  ])('%s', (_, coding, known) => {
    expect(readOne(coded(coding)) !== undefined).toBe(known);
  });

  test.each([
    ['1000731000000107', 'creatinine-serum', creatinine('1 mg/dL')],
    ['1000821000000103', 'albumin-serum', albumin('4 g/dL')],
  ])('%s of SNOMED CT is %s, and of no other system', (code, analyte, o) => {
    const of = (system: string) => readOne({ ...o, code: { coding: [{ system, code }] } })?.analyte;
    expect(of('http://snomed.info/sct')).toBe(analyte);
    expect(of('urn:oid:2.16.840.1.113883.6.96')).toBe(analyte);
    expect(of('urn:lab')).toBeUndefined();
    expect(of(LOINC)).toBeUndefined();
  });

  test("a site's own code is read by the site's map", () => {
    const local = chart([patient(), coded([{ system: 'urn:lab', code: 'B2M' }])]);
    expect(collect(local).measurements).toEqual({});
    const facts = collect(local, { localCodes: new Map([['urn:lab|B2M', '1952-1']]) });
    expect(facts.measurements['b2m-serum']).toHaveLength(1);
  });

  test.each([
    ['83076-0', 'arbitrary-unit', 'b2m-serum'],
    ['43818-4', 'not-numeric', 'b2m-serum'],
    ['83079-4', 'arbitrary-unit', 'b2m-urine'],
    ['48166-3', 'other-specimen', undefined],
    ['59217-0', 'other-specimen', undefined],
    ['11041-1', 'post-dialysis', 'creatinine-serum'],
  ])('%s is set aside as %s', (code, reason, analyte) => {
    const aside = readOne(observation(code, '5 mg/L')) as SetAside | undefined;
    expect([aside?.reason, aside?.analyte]).toEqual([reason, analyte]);
  });

  test('a result that could not be used in any case is told with what its resource says that is not understood', () => {
    const modifierExtension = [{ url: 'https://ehr.example/not-known', valueBoolean: true }];
    expect(readOne(observation('83076-0', '5 mg/L', { with: { modifierExtension } }))).toMatchObject({
      reason: 'modifier-not-understood',
      told: 'https://ehr.example/not-known',
    });
  });

  test.each([[undefined], [[]]])(
    'a number that its unit cannot carry, with the ranges %j: printed beside none',
    (referenceRange) => {
      const result = b2m('350 mg/dL', { with: { referenceRange } });
      expect(readOne(result)).toMatchObject({ reason: 'unit-implausible', printedLimit: 'none' });
    },
  );

  test('a result in arbitrary units keeps its date; entered in error it is that before anything else', () => {
    const result = observation('83076-0', '5 mg/L');
    expect(readOne(result)).toMatchObject({ reason: 'arbitrary-unit', at: Date.parse(result.effectiveDateTime ?? '') });
    expect(readOne({ ...result, status: 'entered-in-error' })).toMatchObject({ reason: 'entered-in-error' });
  });
});

describe('worked examples I13–I22: from the report to the stage', () => {
  const stages = (resources: readonly fhir4.FhirResource[]) =>
    read(chart([patient(), condition('myeloma', { since: daysAgo(3) }), ...resources])).staging?.iss.possible;

  test.each([
    ['I13', 'B2M 3.4 mg/dL as printed, albumin 4.0', [b2m('3.4 mg/dL'), albumin('4.0 g/dL')], ['I', 'II', 'III']],
    ['I14', 'B2M 297 nmol/L, albumin 40 g/L', [b2m('297 nmol/L'), albumin('40 g/L')], ['II']],
    ['I15', 'B2M 296 nmol/L, albumin 35 g/L', [b2m('296 nmol/L'), albumin('35 g/L')], ['I']],
    ['I16', 'B2M 466 nmol/L: the factor decides', [b2m('466 nmol/L')], ['II', 'III']],
    ['I17', 'B2M 5500 ug/L, albumin 3.0', [b2m('5500 ug/L'), albumin('3.0 g/dL')], ['III']],
    ['I18', 'B2M 0.35 mg/dL, a true conversion', [b2m('0.35 mg/dL'), albumin('3.6 g/dL')], ['II']],
    ['I19', 'B2M <0.5 mg/L, albumin 4.0', [b2m('<0.5 mg/L'), albumin('4.0 g/dL')], ['I']],
    ['I20', 'B2M >20 mg/L alone', [b2m('>20 mg/L')], ['III']],
    ['I21', 'B2M 3.4, albumin 35 g/L', [b2m('3.4 mg/L'), albumin('35 g/L')], ['I']],
    ['I22', 'urine B2M 6.0 mg/L only', [observation('1953-9', '6.0 mg/L'), albumin('4.0 g/dL')], ['I', 'II', 'III']],
  ])('%s: %s', (_, __, resources, possible) => {
    expect(stages(resources)).toEqual(possible);
  });

  test.each(['1951-3', '87708-4', '48166-3', '83076-0'])('B2M by LOINC %s never enters the stage', (code) => {
    expect(stages([observation(code, '9.9 mg/L'), albumin('4.0 g/dL')])).toEqual(['I', 'II', 'III']);
  });
});
