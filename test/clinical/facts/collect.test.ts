// A chart as servers send it → the facts of one patient: panels, duplicates, corrections, other people's results.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isPatient } from '../../../src/clinical/facts/collect.ts';
import { toInstant } from '../../../src/clinical/quantities/time.ts';
import type { Located } from '../../../src/contracts/service.ts';
import { wholeOf } from '../../../src/clinical/reading/whole.ts';
import {
  albumin,
  b2m,
  chart,
  collect,
  condition,
  creatinine,
  daysAgo,
  dialysisSession,
  drug,
  fish,
  ldh,
  LOINC,
  observation,
  patient,
  read,
  recordedStage,
  transplantation,
} from '../../support/chart.ts';

const valuesOf = (located: readonly Located[], analyte: 'b2m-serum' | 'albumin-serum' = 'b2m-serum') =>
  (collect(located).measurements[analyte] ?? []).map((m) => m.quantity.value);
const reasonsOf = (located: readonly Located[]) => collect(located).setAside.map((s) => `${s.reference} ${s.reason}`);
const about = (reference: unknown) => ({ with: { subject: { reference } as fhir4.Reference } });
const code = (loinc: string) => ({ coding: [{ system: LOINC, code: loinc }] });

describe('panels', () => {
  test('components are read with the status and date of their observation', () => {
    const panel = observation('24351-9', undefined, {
      id: 'panel',
      at: daysAgo(2),
      with: {
        component: [
          { code: code('1952-1'), valueQuantity: { value: 4.2, unit: 'mg/L' } },
          { code: code('1751-7'), valueQuantity: { value: 38, unit: 'g/L' } },
          { code: code('2160-0'), valueQuantity: { value: 0.9 } },
          { code: code('0000-0'), valueQuantity: { value: 1, unit: 'g' } },
        ],
      },
    });
    const facts = collect(chart([patient(), panel]));
    expect(facts.measurements['b2m-serum']).toMatchObject([
      { quantity: { value: 4.2 }, effective: daysAgo(2), reference: 'Observation/panel' },
    ]);
    expect(facts.measurements['albumin-serum']).toMatchObject([{ quantity: { value: 3.8 } }]);
    expect(facts.setAside).toMatchObject([{ reference: 'Observation/panel', reason: 'no-unit', code: '2160-0' }]);
    expect(collect(chart([patient(), { ...panel, status: 'entered-in-error' }])).measurements).toEqual({});
  });

  test('members that came too are read; the panel that only names them is no result', () => {
    const members = chart([
      patient(),
      observation('24351-9', undefined, { with: { hasMember: [{ reference: 'Observation/b' }] } }),
      b2m('4.2 mg/L', { id: 'b' }),
    ]);
    expect(valuesOf(members)).toEqual([4.2]);
    expect(reasonsOf(members)).toEqual([]);
  });

  test('contained observations are read, and belong to the patient of the one around them', () => {
    const withInner = (inner: fhir4.Observation, outer: fhir4.Observation = observation('24351-9', undefined)) =>
      chart([patient(), { ...outer, id: 'o', contained: [inner] }]);
    const nameless = { ...b2m('4.2 mg/L', { id: 'i' }), subject: undefined } as unknown as fhir4.Observation;
    expect(collect(withInner(nameless)).measurements['b2m-serum']).toMatchObject([{ reference: 'Observation/o#i' }]);
    const others = observation('24351-9', undefined, about('Patient/p2'));
    expect(valuesOf(withInner(nameless, others))).toEqual([]);
    expect(valuesOf(withInner(b2m('4.2 mg/L', about('Patient/p2'))))).toEqual([]);
  });

  test('contained observations without an id are told apart by their place', () => {
    const early = b2m('4.2 mg/L', { at: daysAgo(2) });
    const late = b2m('4.4 mg/L', { at: daysAgo(1) });
    const facts = collect(
      chart([patient(), { ...observation('24351-9', undefined, { id: 'o' }), contained: [early, late] }]),
    );
    expect(facts.measurements['b2m-serum']).toMatchObject([
      { quantity: { value: 4.4 }, reference: 'Observation/o.contained[1]' },
      { quantity: { value: 4.2 }, reference: 'Observation/o.contained[0]' },
    ]);
  });

  test('a problem or a session contained in an order is the reason for it, and no entry of the chart', () => {
    const order = { ...drug('lenalidomide'), contained: [condition('myeloma'), dialysisSession()] };
    expect(collect(chart([patient(), order]))).toMatchObject({ diseases: [], dialysisSessions: [] });
  });

  test('of two values under one code neither is the last word: each lies between both, in any order', () => {
    const part = (value: number) => ({ code: code('1952-1'), valueQuantity: { value, unit: 'mg/L' } });
    const panel = (...component: fhir4.ObservationComponent[]) =>
      collect(chart([patient(), observation('24351-9', undefined, { with: { component } })])).measurements;
    const both = panel(part(4.2), part(4.4))['b2m-serum'];
    expect(both?.map((m) => m.quantity.between)).toEqual([
      [4.2, 4.4],
      [4.2, 4.4],
    ]);
    expect(panel(part(4.4), part(4.2))['b2m-serum']).toEqual(both);
    expect(panel(part(4.2), part(4.2))['b2m-serum']).toHaveLength(1);
    expect(panel(part(4.2), part(4.4), part(4.2))['b2m-serum']).toEqual(both);
  });

  test('of two values, one of them sent twice, two results remain, whichever came first', () => {
    const both = (...values: readonly string[]) => valuesOf(chart([patient(), ...values.map((value) => b2m(value))]));
    expect(both('4.2 mg/L', '4.4 mg/L', '4.2 mg/L')).toEqual([4.2, 4.4]);
    expect(both('4.2 mg/L', '4.4 mg/L', '4.4 mg/L')).toEqual([4.2, 4.4]);
  });
});

describe('whose result', () => {
  test.each([
    ['Patient/p1', true],
    ['https://ehr.example/fhir/Patient/p1', true],
    ['Patient/p1/_history/3', true],
    ['https://ehr.example/fhir/R4/Patient/p1/_history/3', true],
    ['p1', true],
    ['urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0', true],
    ['#patient', true],
    ['Patient/p2', false],
    ['Patient/p1/Observation/o1', false],
    ['Patient/p11', false],
    ['Patient/xp1', false],
    ['https://ehr.example/fhir/Patient/p2', false],
    ['Patient/p2/_history/p1', false],
    ['Group/p1', false],
    ['https://ehr.example/fhir/Group/p1', false],
    ['Device/p1', false],
    ['Location/p1', false],
    ['p2', false],
    ['p2#', false],
    ['p2-urn:', false],
    ['', false],
  ])('%s is the patient p1: %p', (reference, is) => {
    expect(isPatient(reference, 'p1')).toBe(is);
    const located = chart([patient(), b2m('4.2 mg/L', { id: 'x', ...about(reference) })]);
    expect(valuesOf(located)).toEqual(is ? [4.2] : []);
    expect(reasonsOf(located)).toEqual(is ? [] : ['Observation/x another-patient']);
  });

  test('results, problems, drugs and procedures of somebody else say nothing about this patient', () => {
    const subject = { reference: 'Patient/p2' };
    const facts = collect(
      chart([
        patient(),
        patient({ id: 'p2', gender: 'male', birthDate: '2015-01-01' }),
        { ...b2m('9.9 mg/L'), subject },
        { ...fish('del17p', 'present'), subject },
        { ...recordedStage('ISS', 'III'), subject },
        { ...condition('myeloma'), subject },
        { ...drug('bortezomib'), subject },
        { ...dialysisSession(), subject },
      ]),
    );
    expect(facts.patient).toEqual({ sex: 'female', birthDate: '1960-06-15', deceased: false });
    expect(facts).toMatchObject({
      diseases: [],
      aberrations: [],
      treatments: [],
      dialysisSessions: [],
      recordedStages: [],
    });
    expect(facts.measurements).toEqual({});
    expect(facts.setAside.map((s) => `${s.reference} ${s.reason}`)).toEqual(
      ['Observation/observation-3', 'Observation/observation-4', 'Observation/observation-5'].map(
        (reference) => `${reference} another-patient`,
      ),
    );
  });
});

describe('the same result twice', () => {
  test('one resource that came by two ways is one result, or one problem', () => {
    const once = chart([patient(), b2m('4.2 mg/L', { id: 'x' }), condition('myeloma')]);
    const facts = collect([...once, ...once]);
    expect(facts.measurements['b2m-serum']).toHaveLength(1);
    expect(facts.setAside).toEqual([]);
    expect(facts.diseases).toHaveLength(1);
  });

  test('two reports of one specimen: the later issue counts, the other is set aside', () => {
    const located = chart([
      patient(),
      b2m('4.2 mg/L', { id: 'first', issued: '2026-11-01T08:00:00Z' }),
      b2m('4.4 mg/L', { id: 'second', issued: '2026-11-01T09:00:00Z' }),
    ]);
    expect(valuesOf(located)).toEqual([4.4]);
    expect(reasonsOf(located)).toEqual(['Observation/first duplicate']);
  });

  test('two specimens of one day are two results, and the later issued is looked at', () => {
    const located = chart([
      patient(),
      b2m('4.2 mg/L', { id: 'early', at: '2026-11-01T06:00:00Z', issued: '2026-11-01T08:30:00Z' }),
      b2m('4.4 mg/L', { id: 'late', at: '2026-11-01T07:00:00Z', issued: '2026-11-01T08:00:00Z' }),
    ]);
    expect(valuesOf(located)).toEqual([4.4, 4.2]);
    expect(read(located).focus?.reference).toBe('Observation/early');
  });

  test.each([
    ['corrected', 3.6],
    ['amended', 3.6],
    ['entered-in-error', 6.3],
    ['preliminary', 6.3],
  ] as const)('a later %s report of the specimen leaves %p', (status, value) => {
    const located = chart([
      patient(),
      b2m('6.3 mg/L', { issued: '2026-11-01T08:00:00Z' }),
      b2m('3.6 mg/L', { issued: '2026-11-01T09:00:00Z', status }),
    ]);
    expect(read(located).focus?.quantity.value).toBe(value);
  });
});

describe('dialysis told by the laboratory', () => {
  test.each(['11042-9', '11041-1', '51619-5', '51620-3', '87708-4'])(
    'a sample by LOINC %s says that there was a session',
    (loinc) => {
      const unit = loinc.startsWith('5') ? '600 umol/L' : loinc === '87708-4' ? '12 mg/L' : '7 mg/dL';
      const sample = observation(loinc, unit, { at: '2026-10-30T10:00:00' });
      expect(collect(chart([patient(), sample])).dialysisSessions).toMatchObject([
        { at: Date.parse('2026-10-30T10:00:00Z') },
      ]);
      expect(read(chart([patient(), sample])).kidney.dialysis).toBe(true);
      expect(collect(chart([patient(), { ...sample, status: 'entered-in-error' }])).dialysisSessions).toEqual([]);
    },
  );

  test('sessions come newest first, whether by a procedure or by a sample', () => {
    const days = [3, 1, 5, 2].map((n) => dialysisSession(daysAgo(n)));
    const sample = observation('11042-9', '7 mg/dL', { at: daysAgo(4) });
    const { dialysisSessions } = collect(chart([patient(), sample, ...days]));
    expect(dialysisSessions.map((s) => s.at)).toEqual([1, 2, 3, 4, 5].map((n) => Date.parse(daysAgo(n))));
  });

  test.each(['11042-9', '87708-4'])('a sample by LOINC %s that is dated to a month was drawn in it', (loinc) => {
    const sample = observation(loinc, '7 mg/L', { at: '2026-09' });
    expect(collect(chart([patient(), sample])).dialysisSessions).toEqual([
      { at: Date.parse('2026-09-01'), until: Date.parse('2026-10-01') - 1, reference: 'Observation/observation-2' },
    ]);
  });

  test.each(['11042-9', '87708-4'])('an undated sample by LOINC %s does not say when', (loinc) => {
    const undated = observation(loinc, '7 mg/L', { with: { effectiveDateTime: undefined } });
    expect(collect(chart([patient(), undated])).dialysisSessions).toEqual([]);
  });
});

describe('the patient', () => {
  test.each([
    ['female', 'female'],
    ['male', 'male'],
    ['other', undefined],
    ['unknown', undefined],
    [undefined, undefined],
    ['F', undefined],
  ])('gender %p: sex %p', (gender, sex) => {
    expect(collect(chart([patient({ gender: gender as never })])).patient.sex).toBe(sex);
  });

  test.each([
    [{ deceasedBoolean: true }, true],
    [{ deceasedDateTime: '2026-01-01' }, true],
    [{ deceasedBoolean: false }, false],
    [{}, false],
    [{ deceasedDateTime: null }, false],
  ])('%j: has died: %p', (parts, deceased) => {
    expect(collect(chart([patient({ with: parts as Partial<fhir4.Patient> })])).patient.deceased).toBe(deceased);
  });

  test.each([[1960], [null], [{}]])('a birth date written as %j is none', (birthDate) => {
    expect(collect(chart([patient({ with: { birthDate: birthDate as never } })])).patient.birthDate).toBeUndefined();
  });

  test.each([
    [[{ type: 'seealso' }, { type: 'replaced-by' }], true],
    [{ type: 'replaced-by' }, true],
    [[{ type: 'replaces' }], undefined],
    [['replaced-by', null], undefined],
    [null, undefined],
  ])('a link written as %j: another record has replaced this one: %p', (link, replaced) => {
    expect(collect(chart([patient({ with: { link: link as never } })])).patient.replaced).toBe(replaced);
  });

  test('is taken as living, of unknown sex and age, when the record is not there', () => {
    expect(collect(chart([b2m('4.2 mg/L')])).patient).toEqual({ deceased: false });
  });

  test('what could not be obtained is handed on, and nothing else is missing', () => {
    expect(collect([], { unavailable: ['conditions'] }).unavailable).toEqual(['conditions']);
    expect(collect([])).toMatchObject({ unavailable: [], partlyRead: [] });
  });
});

test('a result with a modifier that is not understood is no stage that is read, no pregnancy and nothing that is awaited', () => {
  const modified = { modifierExtension: [{ url: 'urn:x', valueBoolean: true }] };
  const pregnant = { valueCodeableConcept: { coding: [{ system: LOINC, code: 'LA15173-0' }] } };
  const of = (more: Partial<fhir4.Observation>) => {
    const stage = recordedStage('ISS', 'III');
    const status = observation('82810-3', undefined, { with: pregnant });
    const awaited = observation('1952-1', undefined, { status: 'registered' });
    const facts = collect(chart([patient(), ...[stage, status, awaited].map((o) => ({ ...o, ...more }))]));
    const stages = facts.recordedStages.filter((s) => s.stage !== undefined);
    return [stages, facts.contexts, facts.pendingTests].map((found) => found.length);
  };
  expect(of({})).toEqual([1, 1, 1]);
  expect(of(modified)).toEqual([0, 0, 0]);
});

test('treatments stand in their order in time, of whatever kind they are', () => {
  const drugs = [drug('bortezomib', { at: daysAgo(5) }), drug('gentamicin', { at: daysAgo(3) })];
  const steroid = drug('dexamethasone', { at: daysAgo(9) });
  const { treatments } = collect(chart([patient(), ...drugs, steroid]));
  expect(treatments.map((t) => t.ingredient)).toEqual(['dexamethasone', 'bortezomib', 'gentamicin']);
});

test('an undated drug is told as that where it may be the treatment, a steroid alone is none', () => {
  const undated = (name: string) => ({ ...drug(name), authoredOn: undefined }) as unknown as fhir4.MedicationRequest;
  const unreadOf = (name: string) => collect(chart([patient(), undated(name)])).unread.map((u) => u.why);
  expect(unreadOf('bortezomib')).toEqual(['no-date']);
  expect(unreadOf('dexamethasone')).toEqual([]);
});

/** A full chart with ties everywhere: equal dates, equal issue, doubled problems. */
const RICH = chart([
  patient(),
  condition('myeloma', { since: '2026-10-25' }),
  condition('C90.00', { system: 'http://hl7.org/fhir/sid/icd-10-cm', since: '2026-10-25' }),
  condition('myeloma'),
  condition('ckd'),
  condition('lupus', { since: '2020' }),
  b2m('6.4 mg/L', { at: '2026-10-28T07:00:00+01:00', issued: '2026-10-28T09:00:00Z' }),
  b2m('6.1 mg/L', { at: '2026-10-28T06:00:00Z', issued: '2026-10-28T09:00:00Z' }),
  b2m('5.2 mg/L', { at: '2026-10-30' }),
  b2m('5.0 mg/L', { at: '2026-10-30T09:00:00-05:00' }),
  albumin('3.4 g/dL', { at: '2026-10-28' }),
  albumin('36 g/L', { at: '2026-10-28' }),
  creatinine('1.1 mg/dL', { at: '2026-10-27' }),
  creatinine('120 umol/L', { at: '2026-10-29' }),
  ldh('250 U/L', { at: '2026-10-28' }),
  fish('del17p', 'absent', { at: '2026-10-20' }),
  fish('del17p', 'present', { at: '2026-10-20' }),
  fish('t4-14', 'present', { at: '2026-10-20' }),
  recordedStage('ISS', 'II', { at: '2026-10-28' }),
  recordedStage('ISS', 'III', { at: '2026-10-28' }),
  drug('bortezomib', { at: '2026-11-01' }),
  drug('lenalidomide', { at: '2026-11-01' }),
  dialysisSession('2025-01-01'),
  dialysisSession('2025-01-01'),
  observation('11042-9', '7 mg/dL', { at: '2025-01-01' }),
  observation('11042-9', '7 mg/dL', { at: '2025-01-01' }),
  { ...dialysisSession('2025-01-02'), modifierExtension: [{ url: 'urn:x' }] },
  { ...dialysisSession('2025-01-02'), modifierExtension: [{ url: 'urn:x' }] },
  transplantation('2019-05-02'),
  transplantation('2011-03-01'),
  observation('81751-0', undefined, { at: '2026-10-20', with: { valueString: 'see report' } }),
  observation('81751-0', undefined, { at: '2026-10-20', with: { valueString: 'see report' } }),
  b2m('4.9 mg/L', { at: '2026-10-26', issued: '2026-10-26T15:00:00Z' }),
  albumin('3.9 g/dL', { at: '2026-10-26', issued: '2026-10-26T15:00:00Z' }),
  observation('24351-9', undefined, {
    at: '2026-10-26',
    with: {
      component: [
        { code: code('1952-1'), valueQuantity: { value: 4.8, unit: 'mg/L' } },
        { code: code('1751-7'), valueQuantity: { value: 3.8, unit: 'g/dL' } },
      ],
    },
  }),
  observation('24351-9', undefined, {
    with: { component: [{ code: code('1952-1') }, { code: code('1751-7') }, { code: code('1952-1') }] },
  }),
  b2m('9 mg/L', about('Patient/p2')),
]);

test('the order in which resources come never matters', () => {
  const expected = collect(RICH);
  const reading = assessed(RICH);
  fc.assert(
    fc.property(fc.shuffledSubarray([...RICH], { minLength: RICH.length }), (shuffled) => {
      expect(collect(shuffled)).toEqual(expected);
      expect(assessed(shuffled)).toEqual(reading);
    }),
    { seed: 61, numRuns: 150 },
  );
});

test('the time zone in which a date was written never matters', () => {
  const reading = assessed(RICH);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -14 * 60, max: 14 * 60 }), { minLength: 1, maxLength: 5 }), (offsets) => {
      let i = 0;
      const rezoned = JSON.parse(JSON.stringify(RICH), (key, value: unknown) => {
        const at = /date|authored|issued/i.test(key) && String(value).includes('T') ? toInstant(value) : undefined;
        return at === undefined ? value : inZone(at, offsets[i++ % offsets.length] ?? 0);
      }) as Located[];
      expect(assessed(rezoned)).toEqual(reading);
    }),
    { seed: 62, numRuns: 100 },
  );
});

function assessed(located: readonly Located[]): unknown {
  const reading = read(located);
  const { focus, outOfScope } = reading;
  const { assessments, derived } = wholeOf(reading);
  return { assessments, derived, focus: focus?.quantity, outOfScope };
}

function inZone(at: number, offset: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const local = new Date(at + offset * 60_000).toISOString().slice(0, 23);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
