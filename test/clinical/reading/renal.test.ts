// The eGFR beside a B2M: which one counts, when there is none, and what filtration alone would explain.
import { describe, expect, test } from '@jest/globals';
import { READING } from '../../../fixtures/published.ts';
import type { Facts } from '../../../src/clinical/facts/types.ts';
import { readRenal } from '../../../src/clinical/reading/renal.ts';
import { wholeOf } from '../../../src/clinical/reading/whole.ts';
import {
  b2m,
  chart,
  condition,
  creatinine,
  cystatinC,
  daysAgo,
  dialysisSession,
  drug,
  egfr,
  LOINC,
  observation,
  patient,
  read,
  weight,
  type PatientOptions,
} from '../../support/chart.ts';

const of = (who: PatientOptions, ...resources: readonly fhir4.FhirResource[]) =>
  read(chart([patient(who), ...resources]));
const renalOf = (...resources: readonly fhir4.FhirResource[]) => of({}, ...resources).renal;
const values = (egfrs: readonly { readonly value: number }[]) => egfrs.map((q) => Number(q.value.toFixed(1)));
const B2M = b2m('4.2 mg/L');

describe('eGFR from creatinine', () => {
  test.each([
    ['E14', { gender: 'male', birthDate: '1966-06-15' }, '1.4 mg/dL', 57.5, 'G3a'],
    ['E15', { gender: 'male', birthDate: '1961-06-15' }, '2.0 mg/dL', 36.4, 'G3b'],
    ['E15', { gender: 'female', birthDate: '1961-06-15' }, '2.0 mg/dL', 27.2, 'G4'],
    ['E17', { gender: 'female', birthDate: '1946-06-15' }, '1.1 mg/dL', 50.8, 'G3a'],
    ['E2', { gender: 'male', birthDate: '1956-06-15' }, '200 umol/L', 30.4, 'G3b'],
    ['E3', { gender: 'female', birthDate: '1956-06-15' }, '200 umol/L', 22.8, 'G4'],
  ] as const)('%s: %j, %s: %p, %s', (_, who, value, expected, category) => {
    // The same a month earlier: a high value alone is not known to be steady.
    const { renal } = of(who, B2M, creatinine(value), creatinine(value, { at: daysAgo(30) }));
    expect(renal).toMatchObject({ egfrMethod: 'CKD-EPI 2021 (creatinine)', category: { possible: [category] } });
    expect(values(renal.egfr)).toEqual([expected]);
  });

  test('uses the age on the day of the specimen, not of the reading', () => {
    const who = { birthDate: '1960-10-31' };
    const before = of(who, b2m('4 mg/L', { at: '2026-10-30' }), creatinine('1.0 mg/dL', { at: '2026-10-30' }));
    const after = of(who, b2m('4 mg/L', { at: '2026-10-31' }), creatinine('1.0 mg/dL', { at: '2026-10-31' }));
    expect([before.age, after.age]).toEqual([65, 66]);
    expect(after.renal.egfr[0]?.value).toBeLessThan(before.renal.egfr[0]?.value ?? 0);
  });

  test.each([
    [89, 1],
    [90, 1],
    [91, 0],
    [-89, 1],
  ])('a creatinine %p days before the B2M: %i eGFR', (days, count) => {
    const renal = renalOf(b2m('4 mg/L', { at: daysAgo(100) }), creatinine('1.0 mg/dL', { at: daysAgo(100 + days) }));
    expect(renal.egfr).toHaveLength(count);
    expect(renal.category.missing).toEqual(count === 1 ? [] : ['creatinine-serum']);
  });

  test('without a B2M the latest creatinine tells the filtration, however long ago', () => {
    const renal = renalOf(creatinine('1.0 mg/dL', { at: daysAgo(200) }), creatinine('2.0 mg/dL', { at: daysAgo(400) }));
    expect(renal.category.possible).toEqual(['G2']);
  });

  test('a creatinine known only as a lower limit leaves the eGFR open, and that is what is missing', () => {
    const { category } = renalOf(B2M, creatinine('>1.2 mg/dL'));
    expect(category).toMatchObject({ possible: ['G3a', 'G3b', 'G4', 'G5'], missing: ['egfr'] });
  });

  test.each(['2161-8', '11041-1', '51620-3'])('never from LOINC %s', (code) => {
    expect(renalOf(B2M, observation(code, '1.0 mg/dL')).creatinine).toBeUndefined();
  });
});

describe('sex and age not fully known', () => {
  test.each(['other', 'unknown', undefined] as const)(
    'gender %p: both values, and a category only if they agree',
    (gender) => {
      const far = of({ gender, birthDate: '1960-06-15' }, B2M, creatinine('1.2 mg/dL')).renal;
      expect(values(far.egfr)).toEqual([49.9, 66.7]);
      expect(far.category).toMatchObject({ possible: ['G2', 'G3a'], missing: ['sex'] });
      expect([far.expected, far.clearance]).toEqual([undefined, undefined]);
      const near = of({ gender, birthDate: '1996-06-15' }, B2M, creatinine('0.6 mg/dL')).renal;
      expect(near.category).toMatchObject({ possible: ['G1'], missing: [] });
    },
  );

  test('a reported eGFR settles what an unknown sex leaves open', () => {
    const renal = of(
      { gender: 'unknown' },
      B2M,
      creatinine('1.2 mg/dL'),
      egfr('55 mL/min/{1.73_m2}', { at: daysAgo(2) }),
    ).renal;
    expect(renal).toMatchObject({ egfrMethod: 'reported, CKD-EPI 2021 (creatinine)', category: { possible: ['G3a'] } });
  });

  test('a birth year alone gives an age only where it must, and else no eGFR', () => {
    const late = of(
      { birthDate: '1960' },
      b2m('4 mg/L', { at: '2026-12-31' }),
      creatinine('1 mg/dL', { at: '2026-12-31' }),
    );
    expect(late.age).toBeUndefined();
    const reading = of({ birthDate: '1960' }, B2M, creatinine('1 mg/dL'));
    expect(reading.renal).toMatchObject({ egfr: [], category: { missing: ['age'] } });
  });

  test('without an age neither eGFR nor clearance is computed, and none is in the evidence', () => {
    const { renal } = of({ birthDate: undefined }, B2M, creatinine('1 mg/dL'), cystatinC('1 mg/L'), weight('70 kg'));
    expect(renal).toMatchObject({ egfr: [], derived: [] });
    expect([renal.clearance, renal.egfrMethod]).toEqual([undefined, undefined]);
  });

  test.each([
    ['the day before the 18th birthday', '2008-11-02', true],
    ['on the 18th birthday', '2008-11-01', false],
    ['17 by the year alone', '2009', true],
    ['perhaps 18 by the year alone', '2008', true],
  ])('%s: silent for being a child %p', (_, birthDate, quiet) => {
    const reading = of({ birthDate }, B2M, creatinine('0.7 mg/dL'), condition('myeloma'));
    expect(reading.outOfScope !== undefined).toBe(quiet);
    expect(wholeOf(reading).assessments.length === 0).toBe(quiet);
    expect(wholeOf(reading).derived.some((d) => d.name === 'egfr')).toBe(birthDate === '2008-11-01');
  });

  test("the age on the specimen date decides: grown up since, the B2M of childhood stays a child's", () => {
    const reading = of(
      { birthDate: '2008-01-01' },
      b2m('4 mg/L', { at: '2025-12-31' }),
      creatinine('1 mg/dL', { at: '2025-12-31' }),
    );
    expect(reading).toMatchObject({ age: 17, renal: { withheld: 'child', egfr: [] } });
    expect(reading.renal.confounding.notes).toEqual(['withheld-child']);
    expect(reading.outOfScope).toBe('child');
  });
});

describe('eGFR reported by the laboratory', () => {
  const CREATININE = creatinine('1.0 mg/dL');
  const own = [62.1];

  test('by CKD-EPI 2021 and of the same day outranks our own', () => {
    const renal = renalOf(B2M, CREATININE, egfr('58 mL/min/{1.73_m2}'));
    expect(renal).toMatchObject({ egfrMethod: 'reported, CKD-EPI 2021 (creatinine)' });
    expect(values(renal.egfr)).toEqual([58]);
  });

  test('with cystatin C outranks the one by creatinine alone', () => {
    const combined = observation('98980-6', '51 mL/min/{1.73_m2}');
    for (const results of [
      [combined, egfr('58 mL/min/{1.73_m2}')],
      [egfr('58 mL/min/{1.73_m2}'), combined],
    ]) {
      expect(values(renalOf(B2M, CREATININE, ...results).egfr)).toEqual([51]);
    }
  });

  test.each([
    ['of another day', egfr('58 mL/min/{1.73_m2}', { at: daysAgo(3) })],
    ['as a limit only', egfr('>60 mL/min/{1.73_m2}')],
    ['by MDRD', observation('33914-3', '58 mL/min/{1.73_m2}')],
    ['by CKD-EPI 2009', observation('88294-4', '58 mL/min/{1.73_m2}')],
    ['by an equation not named', observation('69405-9', '58 mL/min/{1.73_m2}')],
  ])('%s stands beside our own and is not mixed in', (_, reported) => {
    const renal = renalOf(B2M, CREATININE, reported);
    expect(values(renal.egfr)).toEqual(own.map((v) => expect.closeTo(v, 0)));
    expect(renal.egfrMethod).toBe('CKD-EPI 2021 (creatinine)');
    expect(renal.reportedEgfr?.code).toBe(reported.code.coding?.[0]?.code);
  });

  test.each([
    ['98979-8', 'reported, CKD-EPI 2021 (creatinine)'],
    ['50210-4', 'reported, cystatin C-based'],
    ['62238-1', 'reported, CKD-EPI (creatinine), year not stated'],
    ['33914-3', 'reported, MDRD'],
    ['69405-9', 'reported, equation not named'],
  ])('alone (%s) is used, by its name: %s', (code, method) => {
    const renal = renalOf(B2M, observation(code, '34 mL/min/{1.73_m2}', { at: daysAgo(20) }));
    expect(renal).toMatchObject({ egfrMethod: method, category: { possible: ['G3b'] }, reportedEgfr: { code } });
  });

  test.each([
    [90, 1],
    [91, 0],
  ])('alone and %p days from the B2M: %i', (days, count) => {
    expect(renalOf(B2M, egfr('34 mL/min/{1.73_m2}', { at: daysAgo(days) })).egfr).toHaveLength(count);
  });

  test('without a creatinine the one by CKD-EPI 2021 is used before a nearer one by an older equation', () => {
    const older = observation('33914-3', '58 mL/min/{1.73_m2}');
    const renal = renalOf(B2M, older, egfr('50 mL/min/{1.73_m2}', { at: daysAgo(5) }));
    expect(values(renal.egfr)).toEqual([50]);
  });

  test('as >60 only says "not reduced": no expected value is computed from it', () => {
    const renal = renalOf(b2m('2.4 mg/L'), egfr('>60 mL/min/{1.73_m2}'));
    expect(renal.category.possible).toEqual(['G1', 'G2']);
    expect([renal.expected, renal.ratio]).toEqual([undefined, undefined]);
    expect(renalOf(b2m('9 mg/L'), egfr('>60 mL/min/{1.73_m2}')).confounding.possible).toEqual([
      'well-beyond-filtration',
    ]);
  });

  test('an exact value is preferred to a limit', () => {
    const renal = renalOf(
      B2M,
      egfr('>60 mL/min/{1.73_m2}'),
      observation('33914-3', '72 mL/min/{1.73_m2}', { at: daysAgo(5) }),
    );
    expect(values(renal.egfr)).toEqual([72]);
  });
});

describe('cystatin C', () => {
  test('E20: of the same day as the creatinine it makes the combined eGFR', () => {
    const renal = of({ birthDate: '1956-06-15' }, B2M, creatinine('1.2 mg/dL'), cystatinC('1.5 mg/L')).renal;
    expect(renal.egfrMethod).toBe('CKD-EPI 2021 (creatinine and cystatin C)');
    expect(renal.egfr[0]?.value).toBeCloseTo(45.23, 1);
    expect(renal.inputs.map((m) => m.analyte)).toContain('cystatin-c');
  });

  test('of another day it makes none', () => {
    const apart = renalOf(B2M, creatinine('1.2 mg/dL'), cystatinC('1.5 mg/L', { at: daysAgo(2) }));
    expect(apart.egfrMethod).toBe('CKD-EPI 2021 (creatinine)');
  });

  test('without any creatinine it is used alone, by the equation of 2012, and that is said', () => {
    const { egfr, egfrMethod } = renalOf(B2M, cystatinC('1.5 mg/L', { at: daysAgo(2) }));
    expect([egfr.length, egfrMethod]).toEqual([1, 'CKD-EPI 2012 (cystatin C alone)']);
    expect(renalOf(B2M, cystatinC('1.5 mg/L', { at: daysAgo(91) })).egfr).toEqual([]);
  });

  const alone = 'CKD-EPI 2021 (creatinine)';
  const both = 'CKD-EPI 2021 (creatinine and cystatin C)';

  test.each([
    ['myeloma', [condition('myeloma')], alone],
    ['MGUS', [condition('mgus')], alone],
    ['a resolved MGUS', [condition('mgus', { clinical: 'resolved' })], both],
    ['CLL', [condition('cll')], both],
    ['dexamethasone, still taken', [drug('dexamethasone 4 mg', { at: daysAgo(100) })], alone],
    [
      'prednisone of the last 30 days',
      [{ ...drug('prednisone 20 mg', { at: daysAgo(30) }), status: 'completed' as const }],
      alone,
    ],
    ['prednisone before', [{ ...drug('prednisone 20 mg', { at: daysAgo(31) }), status: 'completed' as const }], both],
    ['neither', [], both],
  ] as const)('with %s', (_, others, method) => {
    const { egfrMethod } = renalOf(B2M, creatinine('1.2 mg/dL'), cystatinC('1.2 mg/L'), ...others);
    expect(egfrMethod).toBe(method);
  });

  test('where creatinine is used, the other is kept when it differs by more than 30 %', () => {
    const withReported = (value: number) =>
      renalOf(
        B2M,
        condition('myeloma'),
        egfr('100 mL/min/{1.73_m2}'),
        egfr(`${value} mL/min/{1.73_m2}`, { with: { code: { coding: [{ system: LOINC, code: '98980-6' }] } } }),
      );
    expect(withReported(69)).toMatchObject({ egfr: [{ value: 100 }], egfrWithCystatin: { egfr: { value: 69 } } });
    expect(withReported(70).egfrWithCystatin).toBeUndefined();
    expect(withReported(131).egfrWithCystatin?.egfr.value).toBe(131);
    expect(
      renalOf(B2M, condition('myeloma'), creatinine('0.7 mg/dL'), cystatinC('1.5 mg/L')).egfrWithCystatin,
    ).toBeDefined();
  });
});

describe('cystatin C beside creatinine in plasma-cell disease', () => {
  const reported = (code: string, value: string) => observation(code, `${value} mL/min/{1.73_m2}`);

  test.each(['98980-6', '50210-4', '94677-2'])('an eGFR by %s, which rests on it, is not the one used', (code) => {
    const renal = renalOf(B2M, condition('myeloma'), creatinine('0.7 mg/dL'), reported(code, '40'));
    expect(renal).toMatchObject({ egfrMethod: 'CKD-EPI 2021 (creatinine)', egfrWithCystatin: { egfr: { value: 40 } } });
    expect(renalOf(B2M, creatinine('0.7 mg/dL'), reported(code, '40')).egfrWithCystatin).toBeUndefined();
  });

  test('is not held against two eGFR of an unknown sex, nor against a limit', () => {
    const of66 = (gender: 'female' | 'unknown', value: string) =>
      of({ gender }, B2M, condition('myeloma'), creatinine('0.7 mg/dL'), reported('98980-6', value)).renal;
    expect(of66('female', '40').egfrWithCystatin).toBeDefined();
    expect(of66('unknown', '40').egfrWithCystatin).toBeUndefined();
    expect(of66('female', '<40').egfrWithCystatin).toBeUndefined();
    const limit = renalOf(B2M, condition('myeloma'), egfr('>60 mL/min/{1.73_m2}'), reported('98980-6', '30'));
    expect(limit.egfrWithCystatin).toBeUndefined();
  });
});

describe('clearance', () => {
  const measured = (value: string, days: number) => observation('2164-2', value, { at: daysAgo(days) });

  test.each([
    ['measured, of the same month', [measured('28 mL/min', 30)], 28],
    ['measured, older: estimated', [measured('28 mL/min', 31)], 53],
    ['measured, with a limit sign: estimated', [measured('<28 mL/min', 1)], 53],
    ['estimated by the laboratory', [observation('35591-7', '28 mL/min')], 53],
    ['none', [], 53],
  ])('%s', (_, others, expected) => {
    const renal = of({ birthDate: '1956-06-15' }, B2M, creatinine('1.0 mg/dL'), weight('64 kg'), ...others).renal;
    expect(Math.round(renal.clearance?.value ?? 0)).toBe(expected);
    expect(renal.derived.some((d) => d.name === 'crcl')).toBe(expected === 53);
  });

  test('not while creatinine is not steady', () => {
    const rise = [creatinine('1.0 mg/dL', { at: daysAgo(5) }), creatinine('2.0 mg/dL')];
    expect(renalOf(B2M, ...rise, measured('28 mL/min', 1)).clearance).toBeUndefined();
  });
});

describe('pregnancy', () => {
  const CM = 'http://hl7.org/fhir/sid/icd-10-cm';
  const since = (days: number) => ({ since: daysAgo(days).slice(0, 10) });
  const status = (code: string, days: number) =>
    observation('82810-3', undefined, {
      at: daysAgo(days),
      with: { valueCodeableConcept: { coding: [{ system: LOINC, code }] } },
    });

  const both = observation('82810-3', undefined, {
    id: 'both',
    with: {
      valueCodeableConcept: {
        coding: [
          { system: LOINC, code: 'LA15173-0' },
          { system: LOINC, code: 'LA26683-5' },
        ],
      },
    },
  });

  test.each([
    ['an entry of today', [condition('77386006', since(0))], true],
    ['42 weeks ago', [condition('Z34.03', { system: CM, ...since(294) })], true],
    ['longer ago', [condition('Z34.03', { system: CM, ...since(295) })], false],
    ['a complication', [condition('O24.4', { system: CM, ...since(20) })], true],
    [
      'followed by birth',
      [condition('O24.4', { system: CM, ...since(200) }), condition('O80', { system: CM, ...since(3) })],
      false,
    ],
    [
      'after an earlier birth',
      [condition('O80', { system: CM, ...since(400) }), condition('77386006', since(30))],
      true,
    ],
    ['only suspected', [condition('77386006', { ...since(3), verification: 'provisional' })], false],
    ['over', [condition('77386006', { ...since(3), clinical: 'resolved' })], false],
    ['a termination', [condition('Z33.2', { system: CM, ...since(3) })], false],
    ['the answer "pregnant"', [status('LA15173-0', 10)], true],
    ['and "not pregnant" later', [status('LA15173-0', 10), status('LA26683-5', 2)], false],
    ['unknown', [status('LA4489-6', 2)], false],
    ['an entry of this year', [condition('77386006', { since: '2026' })], true],
    ['an entry of the month in which 42 weeks end', [condition('77386006', { since: '2026-01' })], true],
    ['an entry of last year', [condition('77386006', { since: '2025' })], false],
    ['both answers at once', [both], false],
  ])('%s: %p', (_, others, pregnant) => {
    const renal = of({ birthDate: '1992-06-15' }, B2M, creatinine('0.6 mg/dL'), ...others).renal;
    expect(renal.withheld).toBe(pregnant ? 'pregnancy' : undefined);
    expect(renal.egfr.length).toBe(pregnant ? 0 : 1);
  });
});

describe('when nothing by eGFR may be said', () => {
  test.each([
    ['on dialysis', [dialysisSession()], 'dialysis'],
    ['with end-stage disease', [condition('esrd')], 'end-stage'],
  ])('%s', (_, others, withheld) => {
    const renal = renalOf(B2M, creatinine('7 mg/dL'), egfr('6 mL/min/{1.73_m2}'), weight('70 kg'), ...others);
    expect(renal).toMatchObject({ withheld, egfr: [], confounding: { possible: ['not-assessable'] } });
    expect([renal.expected, renal.ratio, renal.clearance]).toEqual([undefined, undefined, undefined]);
    expect(renal.derived.map((d) => d.name)).toEqual(['age']);
  });

  test('without the problem list dialysis is not excluded', () => {
    const located = chart([patient(), B2M, creatinine('1 mg/dL')]);
    expect(read(located, { unavailable: ['conditions'] }).renal.withheld).toBe('dialysis-unknown');
    expect(read(located, { unavailable: ['labs'] }).renal.withheld).toBeUndefined();
  });
});

describe('what may be missing', () => {
  const labs = (from: string, to: string): Facts['partlyRead'] => [
    {
      key: 'labs',
      type: 'Observation',
      codes: new Set(['2160-0']),
      spans: [{ from: Date.parse(from), to: Date.parse(to) }],
    },
  ];
  const withheld = (partlyRead: Facts['partlyRead'], ...resources: readonly fhir4.FhirResource[]) => {
    const { facts, focus, kidney } = of({}, b2m('4.2 mg/L', { at: daysAgo(20) }), ...resources);
    return readRenal({ ...facts, partlyRead }, focus, kidney, READING.settings).withheld;
  };
  const NOW = creatinine('1.0 mg/dL', { at: daysAgo(20) });
  const [START, YEAR_AGO] = [daysAgo(27).slice(0, 10), daysAgo(385).slice(0, 10)];

  test.each([
    ['the year before and the week after', YEAR_AGO, daysAgo(12), undefined],
    ['the year before, and not the week after', YEAR_AGO, daysAgo(16), 'steadiness-unknown'],
    ['the week around alone', START, daysAgo(12), 'steadiness-unknown'],
  ])('a creatinine where %s were read', (_, from, to, expected) => {
    expect(withheld(labs(from, to), NOW)).toBe(expected);
  });

  test('an earlier creatinine to compare with makes the week enough', () => {
    expect(withheld(labs(START, daysAgo(12)), NOW, creatinine('1.0 mg/dL', { at: daysAgo(60) }))).toBeUndefined();
  });

  test('without a creatinine its steadiness is not asked for', () => {
    expect(withheld(labs(START, START), egfr('60 mL/min/{1.73_m2}', { at: daysAgo(20) }))).toBeUndefined();
  });

  test.each([
    ['dialysis, its certainty not understood', condition('dialysis', { verification: 'perhaps' }), 'dialysis-unknown'],
    [
      'end-stage disease, its certainty not understood',
      condition('esrd', { verification: 'perhaps' }),
      'dialysis-unknown',
    ],
    ['dialysis, only suspected', condition('dialysis', { verification: 'provisional' }), undefined],
    ['the same, resolved', condition('dialysis', { verification: 'perhaps', clinical: 'resolved' }), undefined],
    ['another disease, its certainty not understood', condition('ckd', { verification: 'perhaps' }), undefined],
  ])('%s', (_, entry, expected) => {
    expect(withheld([], NOW, entry)).toBe(expected);
  });

  test('of a B2M dated roughly no creatinine is of its time, though one alone is read', () => {
    const rough = of({}, b2m('4.2 mg/L', { at: '2026-10' }), creatinine('1.0 mg/dL', { at: '2026-10-10' })).renal;
    expect([rough.withheld, rough.creatinine, rough.egfr]).toEqual(['rough-date', undefined, []]);
  });
});

describe('expected from filtration', () => {
  test.each([
    ['B3', '4.2 mg/L', 62, 2.5, 1.68, 'partly-beyond-filtration'],
    ['B4', '4.2 mg/L', 38, 3.72, 1.13, 'filtration'],
    ['B5', '6.0 mg/L', 28, 4.77, 1.26, 'filtration'],
    ['B6', '9.0 mg/L', 28, 4.77, 1.89, 'partly-beyond-filtration'],
    ['B7', '6.1 mg/L', 75, 2.14, 2.85, 'well-beyond-filtration'],
    ['B8', '3.6 mg/L', 40, 3.57, 1.01, 'filtration'],
    ['B9', '12 mg/L', 15, 7.92, 1.51, 'partly-beyond-filtration'],
  ])('%s: B2M %s at eGFR %i: expected %p, ratio %p, %s', (_, value, gfr, expected, ratio, label) => {
    const renal = renalOf(b2m(value), egfr(`${gfr} mL/min/{1.73_m2}`));
    expect(renal.expected).toBeCloseTo(expected, 1);
    expect(renal.ratio).toBeCloseTo(ratio, 1);
    expect(renal.confounding.possible).toEqual([label]);
  });

  test.each([
    [9.9, false],
    [10, true],
    [130, true],
    [130.1, false],
  ])('at eGFR %p: said %p', (gfr, said) => {
    const renal = renalOf(B2M, egfr(`${gfr} mL/min/{1.73_m2}`));
    expect(renal.expected !== undefined).toBe(said);
    expect(renal.confounding.possible.includes('not-assessable')).toBe(!said);
  });

  test('a censored B2M has no ratio, but a reading where it must', () => {
    const renal = renalOf(b2m('>20 mg/L'), egfr('60 mL/min/{1.73_m2}'));
    expect(renal.ratio).toBeUndefined();
    expect(renal.confounding.possible).toEqual(['well-beyond-filtration']);
  });

  test('what was computed is in the evidence with its method', () => {
    const { derived } = renalOf(B2M, creatinine('1.1 mg/dL'), weight('50 kg'));
    expect(derived.map((d) => [d.name, d.unit, d.method])).toEqual([
      ['age', 'a', 'completed years at the specimen'],
      ['egfr', 'mL/min/{1.73_m2}', 'CKD-EPI 2021 (creatinine)'],
      ['crcl', 'mL/min', 'Cockcroft-Gault 1976'],
      ['b2m-expected', 'mg/L', 'Bianchi 2001, at this eGFR'],
      ['b2m-ratio', '1', 'measured ÷ expected from filtration'],
    ]);
  });
});

describe('the IMWG renal criterion, in the unit that was reported', () => {
  const criterion = (...resources: readonly fhir4.FhirResource[]) =>
    of({ birthDate: '1946-06-15' }, B2M, ...resources).renal.imwgRenal.possible;
  const OPEN = ['met', 'not-met'];

  test.each([
    ['2.0 mg/dL', OPEN],
    ['2.01 mg/dL', ['met']],
    ['177 umol/L', OPEN],
    ['178 umol/L', ['met']],
    ['177 \u00b5mol/L', OPEN],
    ['177 mcmol/L', OPEN],
    ['0.178 mmol/L', ['met']],
    ['>1.5 mg/dL', OPEN],
    ['>2.5 mg/dL', ['met']],
  ])('creatinine %s, weight unknown: %j', (value, possible) => {
    expect(criterion(creatinine(value))).toEqual(possible);
  });

  test.each([
    ['N4: 1.1 mg/dL, woman of 80, 50 kg: clearance 32', '1.1 mg/dL', '50 kg', ['met']],
    ['the same with 90 kg: clearance 58', '1.1 mg/dL', '90 kg', ['not-met']],
    ['the same in pounds', '1.1 mg/dL', '110 [lb_av]', ['met']],
  ])('%s', (_, value, kg, possible) => {
    expect(criterion(creatinine(value), weight(kg))).toEqual(possible);
  });

  test('weighed, dry or stated: what was weighed counts before what the patient states, which is said', () => {
    const kilograms = (code: string, kg: number) => ({
      ...weight(`${kg} kg`, { id: code }),
      code: { coding: [{ system: 'http://loinc.org', code }] },
    });
    const clearance = (...weights: readonly fhir4.Observation[]) => {
      const found = renalOf(B2M, creatinine('1.1 mg/dL'), ...weights).derived.find((d) => d.name === 'crcl');
      return found && [Math.round(found.value), found.method];
    };
    const [of50] = clearance(weight('50 kg')) ?? [];
    for (const code of ['3141-9', '8341-0']) {
      expect(clearance(kilograms(code, 50))).toEqual([of50, 'Cockcroft-Gault 1976']);
      expect(clearance(kilograms('3142-7', 90), kilograms(code, 50))).toEqual([of50, 'Cockcroft-Gault 1976']);
    }
    expect(clearance(kilograms('3142-7', 50))).toEqual([of50, 'Cockcroft-Gault 1976, weight as the patient states it']);
    expect(clearance(kilograms('75292-3', 50))).toBeUndefined();
  });

  test('a weight of more than 90 days ago does not count', () => {
    expect(criterion(creatinine('1.1 mg/dL'), weight('50 kg', { at: daysAgo(91) }))).toEqual(OPEN);
  });
});
