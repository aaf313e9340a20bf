// Parts of events: set aside with a whole that was withdrawn or not done, dated by it where they have no date of their own.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { b2m, chart, collect, dialysisSession, drug, given, patient, procedure } from '../../support/chart.ts';

const factsOf = (...resources: readonly fhir4.FhirResource[]) => collect(chart([patient(), ...resources]));
const OTHER = '73761001';

function whole(parts: Partial<fhir4.Procedure> = {}, id = 'whole'): fhir4.Procedure {
  return { ...procedure(OTHER, '2026-10-12'), id, ...parts };
}
const undated = <R extends fhir4.Procedure | fhir4.MedicationAdministration>(resource: R): R => ({
  ...resource,
  performedDateTime: undefined,
  effectiveDateTime: undefined,
});
const of = (...ids: readonly string[]) => ({ partOf: ids.map((id) => ({ reference: `Procedure/${id}` })) });

describe('a part of what was withdrawn or not done', () => {
  test.each([
    ['entered-in-error', 'entered-in-error'],
    ['not-done', 'cancelled'],
    ['cancelled', 'cancelled'],
  ])('(%s) is set aside, named, and leaves nothing open', (status, why) => {
    const dead = whole({ status: status as fhir4.Procedure['status'] });
    const facts = factsOf(
      dead,
      { ...dialysisSession(), ...of('whole') },
      { ...given('bortezomib', '2026-10-12'), ...of('whole') },
      { ...b2m('6.1 mg/L', { id: 'b' }), ...of('whole') },
    );
    expect(facts).toMatchObject({ dialysisSessions: [], openDialysis: [], therapies: [], measurements: {} });
    expect(facts.unread.map((u) => [u.type, u.why, u.text])).toEqual(
      expect.arrayContaining([
        ['MedicationAdministration', why, 'Procedure/whole'],
        ['Procedure', why, 'Procedure/whole'],
        ['Observation', why, 'Procedure/whole'],
      ]),
    );
  });

  test('is kept while another whole stands, and where none was gathered', () => {
    const dead = whole({ status: 'not-done' });
    const alive = whole({}, 'alive');
    expect(factsOf(dead, alive, { ...dialysisSession(), ...of('whole', 'alive') }).dialysisSessions).toHaveLength(1);
    expect(factsOf({ ...dialysisSession(), ...of('elsewhere') }).dialysisSessions).toHaveLength(1);
    // one of two was gathered, and it is dead
    expect(factsOf(dead, { ...dialysisSession(), ...of('whole', 'elsewhere') }).dialysisSessions).toEqual([]);
  });

  test('through any number of levels, by every kind of reference', () => {
    const chain = Array.from({ length: 30 }, (_, i) =>
      whole(i === 0 ? { status: 'entered-in-error' } : of(`w${i - 1}`), `w${i}`),
    );
    expect(factsOf(...chain, { ...dialysisSession(), ...of('w29') }).dialysisSessions).toEqual([]);
    const absolute = { partOf: [{ reference: 'https://ehr.example/fhir/Procedure/w0/_history/2' }] };
    expect(factsOf(...chain, { ...dialysisSession(), ...absolute }).dialysisSessions).toEqual([]);
    const contained: fhir4.Procedure = {
      ...dialysisSession(),
      contained: [whole({ status: 'not-done' }, 'c')],
      partOf: [{ reference: '#c' }],
    };
    expect(
      collect([
        { resource: contained, reference: 'Procedure/x', from: 'prefetch' },
        { resource: whole({ status: 'not-done' }, 'c'), reference: 'Procedure/x#c', from: 'prefetch' },
      ]).dialysisSessions,
    ).toEqual([]);
  });

  test('(a statement that it was not taken) is set aside', () => {
    const statement: fhir4.MedicationStatement = {
      resourceType: 'MedicationStatement',
      id: 'dead',
      status: 'not-taken',
      subject: { reference: 'Patient/p1' },
      medicationCodeableConcept: { text: 'bortezomib' },
    };
    const part = { ...statement, id: 'part', status: 'active' as const };
    const partOf = [{ reference: 'MedicationStatement/dead' }];
    expect(factsOf(statement, part).therapies).toHaveLength(1);
    expect(factsOf(statement, { ...part, partOf }).therapies).toEqual([]);
  });

  test('that came by two ways is one part: another whole that stands keeps it', () => {
    const once = chart([
      patient(),
      whole({ status: 'not-done' }),
      whole({}, 'alive'),
      { ...dialysisSession(), ...of('whole', 'alive') },
    ]);
    expect(collect([...once, ...once]).dialysisSessions).toHaveLength(1);
  });

  test('that are parts of each other or of themselves are kept', () => {
    const a = { ...dialysisSession('2026-10-01'), id: 'a', ...of('b') };
    const b = { ...dialysisSession('2026-10-02'), id: 'b', ...of('a') };
    const own = { ...dialysisSession('2026-10-03'), id: 'own', ...of('own') };
    expect(factsOf(a, b, own).dialysisSessions).toHaveLength(3);
  });

  test.each([[null], [{ reference: 'Procedure/whole' }], ['Procedure/whole'], [[null, 1, {}]], [[{ reference: 1 }]]])(
    'a partOf that is none (%j) is passed over',
    (partOf) => {
      const part = { ...dialysisSession(), partOf } as unknown as fhir4.Procedure;
      expect(factsOf(whole(), part).dialysisSessions).toHaveLength(1);
    },
  );

  test('a long chain takes no more than its length', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      whole(i === 0 ? { status: 'not-done' } : of(`w${i - 1}`), `w${i}`),
    );
    expect(factsOf(...chain, { ...dialysisSession(), ...of('w19999') }).dialysisSessions).toEqual([]);
  });

  test('the order of the record changes nothing', () => {
    const records = [
      whole({ status: 'not-done' }, 'w0'),
      whole(of('w0'), 'w1'),
      whole({}, 'w2'),
      { ...dialysisSession(), id: 'd1', ...of('w1') },
      { ...dialysisSession(), id: 'd2', ...of('w1', 'w2') },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
        expect(factsOf(...shuffled).dialysisSessions.map((s) => s.reference)).toEqual(['Procedure/d2']);
      }),
    );
  });
});

describe('a part without a date of its own', () => {
  const dateOf = (...resources: readonly fhir4.FhirResource[]) =>
    factsOf(...resources).therapies.map(
      ({ date }) => date && [date.earliest, date.latest].map((at) => new Date(at).toISOString().slice(0, 10)),
    );

  test.each([
    ['procedure', { ...undated(procedure('425983008', '')), ...of('whole') }],
    ['administration', { ...undated(given('bortezomib', '')), ...of('whole') }],
    [
      'statement',
      {
        resourceType: 'MedicationStatement',
        status: 'completed',
        subject: { reference: 'Patient/p1' },
        medicationCodeableConcept: { text: 'bortezomib' },
        dateAsserted: '2026-10-31',
        ...of('whole'),
      } satisfies fhir4.MedicationStatement,
    ],
  ] as const)('(a %s) took place when its whole did', (_, part) => {
    expect(dateOf(whole(), part)).toEqual([['2026-10-12', '2026-10-12']]);
    const period = {
      performedDateTime: undefined as unknown as string,
      performedPeriod: { start: '2026-10-01', end: '2026-10-20' },
    };
    expect(dateOf(whole(period), part)).toEqual([['2026-10-01', '2026-10-20']]);
    expect(dateOf(undated(whole(of('top'))), whole({ performedDateTime: '2026-09' }, 'top'), part)).toEqual([
      ['2026-09-01', '2026-09-30'],
    ]);
  });

  test('is open where its whole has none either, or one that cannot be read; its own date stands', () => {
    const part = { ...undated(given('bortezomib', '')), ...of('whole') };
    expect(dateOf(undated(whole()), part)).toEqual([undefined]);
    expect(dateOf(whole({ performedDateTime: 'in spring' }), part)).toEqual([undefined]);
    expect(dateOf(whole(), { ...part, effectiveDateTime: '2026-10-20' })).toEqual([['2026-10-20', '2026-10-20']]);
    expect(dateOf(whole(), { ...part, effectiveDateTime: 'in autumn' })).toEqual([undefined]);
    expect(dateOf(undated(whole(of('whole'))), part)).toEqual([undefined]);
  });

  test.each<[what: string, whole: Partial<fhir4.FhirResource>, day: string | undefined]>([
    ['a result', { resourceType: 'Observation', effectiveDateTime: '2026-10-12' }, '2026-10-12'],
    ['an instant', { resourceType: 'Observation', effectiveInstant: '2026-10-12T08:00:00Z' }, '2026-10-12'],
    ['a period', { resourceType: 'Observation', effectivePeriod: { start: '2026-10-12' } }, '2026-10-12'],
    ['a timing', { resourceType: 'Observation', effectiveTiming: { event: ['2026-10-12'] } }, undefined],
    ['a statement', { resourceType: 'MedicationStatement', effectiveDateTime: '2026-10-12' }, '2026-10-12'],
    [
      'a statement’s period',
      { resourceType: 'MedicationStatement', effectivePeriod: { start: '2026-10-12' } },
      '2026-10-12',
    ],
    ['an administration', { resourceType: 'MedicationAdministration', effectiveDateTime: '2026-10-12' }, '2026-10-12'],
    [
      'a dispense',
      { resourceType: 'MedicationDispense', whenHandedOver: '2026-10-12', whenPrepared: '2026-10-01' },
      '2026-10-12',
    ],
    ['a dispense that was prepared', { resourceType: 'MedicationDispense', whenPrepared: '2026-10-12' }, '2026-10-12'],
    [
      'an encounter, whose date is not looked for',
      { resourceType: 'Encounter', period: { start: '2026-10-12' } },
      undefined,
    ],
  ])('is dated by %s that it is part of', (_, parts, day) => {
    const top = {
      status: 'completed',
      subject: { reference: 'Patient/p1' },
      ...parts,
      id: 'top',
    } as fhir4.FhirResource;
    const part = { ...undated(given('bortezomib', '')), partOf: [{ reference: `${top.resourceType}/top` }] };
    const dates = factsOf(top, part).therapies.map(
      ({ date }) => date && new Date(date.earliest).toISOString().slice(0, 10),
    );
    expect(dates).toEqual([day]);
  });

  test('is dated by the whole eight levels up, and no further', () => {
    const chain = (levels: number) =>
      Array.from({ length: levels }, (_, i) => (i === 0 ? whole({}, 'w1') : undated(whole(of(`w${i}`), `w${i + 1}`))));
    const under = (levels: number) => ({ ...undated(given('bortezomib', '')), ...of(`w${levels}`) });
    expect(dateOf(...chain(8), under(8))).toEqual([['2026-10-12', '2026-10-12']]);
    expect(dateOf(...chain(9), under(9))).toEqual([undefined]);
  });

  test('of two wholes took place in all their time; one of them that cannot be read leaves it open', () => {
    const part = { ...undated(given('bortezomib', '')), ...of('whole', 'other') };
    const other = (performedDateTime: string) => whole({ performedDateTime }, 'other');
    expect(dateOf(whole(), other('2026-10-20'), part)).toEqual([['2026-10-12', '2026-10-20']]);
    expect(dateOf(whole(), undated(other('')), part)).toEqual([['2026-10-12', '2026-10-12']]);
    expect(dateOf(whole(), other('in spring'), part)).toEqual([undefined]);
  });

  test('in a record where each of many is part of many takes no more than its links', () => {
    const ids = (level: number) => Array.from({ length: 30 }, (_, i) => `l${level}-${i}`);
    const levels = Array.from({ length: 8 }, (_, level) =>
      ids(level).map((id) => (level === 0 ? whole({}, id) : undated(whole(of(...ids(level - 1)), id)))),
    );
    const part = { ...undated(given('bortezomib', '')), ...of(...ids(7)) };
    expect(dateOf(...levels.flat(), part)).toEqual([['2026-10-12', '2026-10-12']]);
  });

  test('is dialysis of all that time', () => {
    const part = { ...undated(dialysisSession()), ...of('whole') };
    const facts = factsOf(whole({ performedDateTime: '2026-10' }), part);
    expect(facts.openDialysis).toEqual([]);
    expect(facts.dialysisSessions).toMatchObject([
      { at: Date.parse('2026-10-01'), until: Date.parse('2026-11-01') - 1 },
    ]);
    expect(factsOf(part)).toMatchObject({ dialysisSessions: [], openDialysis: [{ why: 'no-date' }] });
  });

  test('a drug that raises B2M began with it', () => {
    const part = { ...undated(given('lithium carbonate', '')), ...of('whole') };
    expect(factsOf(whole(), part).raisingDrugs).toMatchObject([{ at: Date.parse('2026-10-12T12:00:00Z') }]);
  });
});

describe('an order', () => {
  test('is no event, and no part of one', () => {
    const order = { ...drug('bortezomib', { at: '2026-10-20' }), ...of('whole') } as unknown as fhir4.MedicationRequest;
    expect(factsOf(whole(), order).therapies).toHaveLength(1);
  });
});
