// The whole reading: what is looked at, when nothing is said, and which indices apply on which basis.
import { comfortCareLists } from '../../../src/clinical/facts/comfort-care.ts';
import { describe, expect, test } from '@jest/globals';
import type { System } from '../../../src/clinical/quantities/assessment.ts';
import { wholeOf } from '../../../src/clinical/reading/whole.ts';
import {
  albumin,
  b2m,
  chart,
  condition,
  creatinine,
  daysAgo,
  drug,
  fish,
  given,
  ldh,
  patient,
  read,
  urineB2m,
  weight,
  type PatientOptions,
} from '../../support/chart.ts';

const MYELOMA = condition('myeloma', { since: daysAgo(5) });
const reading = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources]));
const systems = (...resources: readonly fhir4.FhirResource[]) =>
  wholeOf(reading(...resources)).assessments.map((a) => a.system);
const assessment = (system: System, ...resources: readonly fhir4.FhirResource[]) =>
  wholeOf(reading(...resources)).assessments.find((a) => a.system === system);

describe('the B2M being looked at', () => {
  const OLD = b2m('3 mg/L', { id: 'old', at: daysAgo(50) });
  const NEW = b2m('4 mg/L', { id: 'new' });

  test.each([
    ['the newest, when nothing is singled out', [], 'new'],
    ['the one that is', ['Observation/old'], 'old'],
    ['the newest of several', ['Observation/old', 'Observation/new'], 'new'],
    ['the newest, when something else is looked at', ['Observation/x'], 'new'],
  ])('%s', (_, lookedAt, id) => {
    expect(read(chart([patient(), OLD, NEW]), { lookedAt }).focus?.reference).toBe(`Observation/${id}`);
  });
});

describe('of two B2M of one day', () => {
  const at = (hour: string) => `2026-11-01T${hour}:00Z`;
  const focusOf = (...results: readonly fhir4.FhirResource[]) => reading(...results).focus?.quantity.value;

  test.each([
    ['issued last is looked at, though drawn first', '08:50', '08:40', 3],
    ['drawn last is looked at, when they were issued together', '08:50', '08:50', 4],
  ])('the one %s', (_, first, second, value) => {
    const both = [
      b2m('3 mg/L', { at: at('07:00'), issued: at(first) }),
      b2m('4 mg/L', { at: at('08:00'), issued: at(second) }),
    ];
    expect([focusOf(...both), focusOf(...both.toReversed())]).toEqual([value, value]);
  });
});

describe('the evidence', () => {
  const inputs = (...resources: readonly fhir4.FhirResource[]) =>
    wholeOf(reading(...resources)).inputs.map((m) => m.analyte);

  test('names the B2M being looked at, even when nothing can be made of it', () => {
    expect(inputs(b2m('3 mg/L'))).toEqual(['b2m-serum']);
  });

  test('is empty for a chart without results', () => {
    expect(wholeOf(reading())).toMatchObject({ inputs: [], derived: [] });
  });
});

describe('high LDH', () => {
  const ldhHigh = (options: Parameters<typeof ldh>[1]) =>
    reading(MYELOMA, b2m('4 mg/L'), ldh('240 U/L', options)).staging?.ldhHigh;
  const NO_LIMIT = { with: { referenceRange: undefined } };

  test.each([
    ['above the limit of the laboratory', {}, true],
    ['at the limit', { high: '240 U/L' }, false],
    ['flagged high, without a limit', { ...NO_LIMIT, interpretation: 'H' }, true],
    ['flagged normal, without a limit', { ...NO_LIMIT, interpretation: 'N' }, false],
    ['neither flagged nor with a limit', NO_LIMIT, undefined],
    ['below a limit that the flag contradicts', { high: '250 U/L', interpretation: 'H' }, undefined],
  ])('%s: %p', (_, options, high) => {
    expect(ldhHigh(options)).toBe(high);
  });
});

describe('raised', () => {
  const limitOf = (who: PatientOptions, value: fhir4.Observation) => read(chart([patient(who), value]));

  test.each([
    ['2.34 mg/L', false],
    ['2.35 mg/L', true],
    ['<2 mg/L', false],
    ['>2 mg/L', undefined],
    ['>2.34 mg/L', true],
  ])("%s against the laboratory's own 2.34: %p", (value, elevated) => {
    const { limit, elevated: is } = reading(b2m(value, { high: '2.34 mg/L' }));
    expect([limit, is]).toEqual([{ value: 2.34, source: 'laboratory' }, elevated]);
  });

  test.each([
    ['1997-11-02', 28, 2.7],
    ['1997-10-31', 29, 2.46],
    ['1976-11-02', 49, 2.46],
    ['1976-10-31', 50, 2.7],
    [undefined, undefined, 2.7],
  ])('born %s, %p years, without a limit of the laboratory: %p mg/L', (birthDate, age, value) => {
    const found = limitOf({ birthDate }, b2m('2.5 mg/L'));
    expect([found.age, found.limit]).toEqual([age, { value, source: 'matrai-2009' }]);
    expect(found.elevated).toBe(2.5 > value);
  });
});

describe('nothing is said', () => {
  const CHART = [MYELOMA, b2m('9 mg/L'), albumin('3 g/dL'), creatinine('1 mg/dL')];

  test.each([
    ['of a child', { birthDate: '2015-01-01' }, 'child'],
    ['of a child by the year', { birthDate: '2015' }, 'child'],
    ['of somebody who may be below 18 by the year of birth', { birthDate: '2008' }, 'child'],
    ['of somebody who has died', { with: { deceasedBoolean: true } }, 'deceased'],
  ])('%s', (_, who, because) => {
    const quiet = read(chart([patient(who), ...CHART]));
    expect(quiet.outOfScope).toBe(because);
    expect(wholeOf(quiet).assessments).toEqual([]);
    expect(quiet.indices).toEqual([]);
    expect(quiet.staging).toBeUndefined();
  });

  test('of a stage, where another record has replaced this one; the rest is read', () => {
    const link: fhir4.PatientLink[] = [{ other: { reference: 'Patient/new' }, type: 'replaced-by' }];
    const old = read(chart([patient({ with: { link } }), ...CHART]));
    expect(old).toMatchObject({ outOfScope: undefined, staging: undefined, indices: [], elevated: true });
    const seeAlso: fhir4.PatientLink[] = [{ other: { reference: 'Patient/new' }, type: 'seealso' }];
    expect(read(chart([patient({ with: { link: seeAlso } }), ...CHART])).staging).toBeDefined();
  });

  test('in comfort care, while it is current', () => {
    const hospice = condition('H', { system: 'urn:site' });
    const comfortCare = comfortCareLists(['urn:site|H'], []);
    expect(read(chart([patient(), hospice, ...CHART]), { comfortCare }).outOfScope).toBe('comfort-care');
    const over = { ...hospice, clinicalStatus: { coding: [{ code: 'resolved' }] } };
    expect(read(chart([patient(), over, ...CHART]), { comfortCare }).outOfScope).toBeUndefined();
  });

  test('an adult by any reading of the birth date, and one of unknown age, is read', () => {
    for (const birthDate of ['1960', undefined]) {
      expect(read(chart([patient({ birthDate }), ...CHART])).outOfScope).toBeUndefined();
    }
  });
});

describe('which indices apply', () => {
  const STAGES = ['ISS', 'R-ISS', 'R2-ISS', 'IMS-IMWG-2025', 'Durie-Salmon-renal', 'IMWG-renal'];
  const RENAL = ['kdigo-gfr', 'renal-confounding'];
  const B2M = b2m('4 mg/L');

  test.each([
    ['myeloma', STAGES],
    ['smouldering myeloma', []],
    ['mgus', []],
    ['al amyloidosis', []],
    ['cll', ['CLL-IPI']],
    ['waldenstrom', ['IPSSWM', 'rIPSSWM', 'MSS-WM']],
    ['follicular lymphoma', ['FLIPI2', 'PRIMA-PI']],
    ['dlbcl', ['GELTAMO-IPI']],
    ['all', []],
    ['lupus', []],
  ])('%s: %j', (problem, indices) => {
    expect(systems(condition(problem), B2M)).toEqual([...indices, ...RENAL]);
    // Even when everything is still possible.
    expect(systems(condition(problem))).toEqual(indices);
    for (const options of [{ verification: 'provisional' }, { clinical: 'resolved' }, { verification: 'refuted' }]) {
      expect(systems(condition(problem, options), B2M)).toEqual(RENAL);
    }
  });

  test('BALL is for relapsed CLL only', () => {
    expect(systems(condition('cll', { clinical: 'relapse' }))).toEqual(['CLL-IPI', 'BALL']);
  });

  test('two diseases, two sets of indices', () => {
    expect(systems(condition('myeloma'), condition('cll'))).toEqual([...STAGES, 'CLL-IPI']);
  });

  test('without a B2M but with a creatinine the filtration alone is read', () => {
    expect(systems(creatinine('1 mg/dL'))).toEqual(['kdigo-gfr']);
    expect(systems()).toEqual([]);
  });

  test('a trend needs two values, and no dialysis', () => {
    const course = [b2m('3 mg/L', { at: daysAgo(100) }), b2m('5 mg/L')];
    expect(systems(...course)).toContain('b2m-trend');
    expect(systems(b2m('5 mg/L'))).not.toContain('b2m-trend');
    expect(systems(...course, condition('esrd'))).not.toContain('b2m-trend');
  });

  test('a trend needs to know when the value looked at was drawn', () => {
    const rough = [
      b2m('3 mg/L', { at: daysAgo(200) }),
      b2m('4 mg/L', { at: daysAgo(100) }),
      b2m('9 mg/L', { id: 'it', at: '2026-10' }),
    ];
    const looked = read(chart([patient(), ...rough]), { lookedAt: ['Observation/it'] });
    expect([looked.focus?.until === undefined, looked.trend]).toEqual([false, undefined]);
  });

  test('FISH is in the evidence, what was passed over with it', () => {
    const results = [fish('del17p', 'absent', { at: daysAgo(2) }), fish('t4-14', 'absent', { at: daysAgo(300) })];
    const { cytogenetics } = wholeOf(reading(MYELOMA, b2m('4 mg/L'), ...results));
    expect(cytogenetics.map((r) => [r.aberration, r.because])).toEqual([
      ['del17p', undefined],
      ['t4-14', 'older-negative'],
    ]);
  });

  test('a urine B2M is localised', () => {
    expect(systems(urineB2m('900 ug/L'))).toEqual(['urine-localisation']);
  });
});

describe('basis and notes', () => {
  test.each([
    ['baseline', [MYELOMA, b2m('4 mg/L')], undefined],
    ['if-baseline', [condition('myeloma'), b2m('4 mg/L')], 'staging-no-diagnosis-date'],
    ['current', [condition('myeloma', { since: daysAgo(400) }), b2m('4 mg/L')], 'staging-outside-window'],
    ['if-baseline', [condition('myeloma', { since: daysAgo(300) }), b2m('4 mg/L')], 'staging-still-untreated'],
    ['if-baseline', [MYELOMA, drug('bortezomib', { at: daysAgo(3) }), b2m('4 mg/L')], 'staging-treatment-date-open'],
    ['current', [MYELOMA, given('bortezomib', daysAgo(3)), b2m('4 mg/L')], 'staging-after-treatment'],
    ['current', [condition('myeloma', { since: daysAgo(300), clinical: 'relapse' }), b2m('4 mg/L')], 'staging-relapse'],
  ])('%s: %#', (basis, resources, note) => {
    const iss = assessment('ISS', ...resources);
    expect(iss).toMatchObject({ possible: ['II'], basis });
    expect(iss?.notes?.[0]).toBe(note);
  });

  test('every index of one disease stands on the same basis', () => {
    const { assessments } = wholeOf(
      reading(condition('myeloma'), condition('cll', { since: daysAgo(3) }), b2m('4 mg/L')),
    );
    const bases = Object.fromEntries(assessments.map((a) => [a.system, a.basis]));
    expect(bases).toMatchObject({
      ISS: 'if-baseline',
      'R-ISS': 'if-baseline',
      'R2-ISS': 'if-baseline',
      'IMS-IMWG-2025': 'if-baseline',
    });
    expect(bases).toMatchObject({ 'Durie-Salmon-renal': 'if-baseline', 'CLL-IPI': 'baseline' });
  });

  test('each measurement is in the evidence once', () => {
    const { inputs } = wholeOf(
      reading(MYELOMA, b2m('4 mg/L'), albumin('3 g/dL'), ldh('200 U/L'), creatinine('1 mg/dL'), weight('70 kg')),
    );
    const analytes = inputs.map((m) => m.analyte);
    expect(analytes).toEqual(['b2m-serum', 'albumin-serum', 'ldh-serum', 'creatinine-serum', 'body-weight']);
  });
});
