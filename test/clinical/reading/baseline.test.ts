// Which B2M a stage may be computed from: around diagnosis, before treatment, paired with what was drawn with it.
import { describe, expect, test } from '@jest/globals';
import { diagnosisOf, producers, suspected } from '../../../src/clinical/reading/diagnosis.ts';
import {
  albumin,
  b2m,
  chart,
  collect,
  condition,
  daysAgo,
  drug,
  given,
  observation,
  patient,
  read,
} from '../../support/chart.ts';

/** Diagnosed 200 days ago; the B2M so many days after (or before) that. */
const DIAGNOSED = 400;
const after = (days: number) => daysAgo(DIAGNOSED - days);
const myeloma = condition('myeloma', { since: after(0) });
const stagingOf = (...resources: readonly fhir4.FhirResource[]) => {
  const { staging } = read(chart([patient(), ...resources]));
  if (!staging) throw new Error('no staging');
  return staging;
};
const basisOf = (...resources: readonly fhir4.FhirResource[]) => {
  const { basis, because } = stagingOf(...resources);
  return [basis, because];
};
const BASELINE = ['baseline', undefined];
const UNTREATED = ['if-baseline', 'still-untreated'];
const OUTSIDE = ['current', 'outside-window'];
const TREATED = ['current', 'after-treatment'];

const ENCOUNTER = [{ coding: [{ code: 'encounter-diagnosis' }] }];

describe('the window around diagnosis', () => {
  test.each([
    [-91, OUTSIDE],
    [-90, BASELINE],
    [-89, BASELINE],
    [0, BASELINE],
    [59, BASELINE],
    [60, BASELINE],
    [61, UNTREATED],
    [365, UNTREATED],
    [366, OUTSIDE],
  ])('a B2M drawn %i days from diagnosis: %j', (days, basis) => {
    expect(basisOf(myeloma, b2m('4.2 mg/L', { at: after(days) }))).toEqual(basis);
  });

  test('goes by calendar days, not hours', () => {
    const diagnosed = condition('myeloma', { since: '2026-06-01T23:00:00Z' });
    expect(basisOf(diagnosed, b2m('4.2 mg/L', { at: '2026-03-03T00:30:00Z' }))).toEqual(BASELINE);
    expect(basisOf(diagnosed, b2m('4.2 mg/L', { at: '2026-03-02T23:30:00Z' }))).toEqual(OUTSIDE);
    expect(basisOf(diagnosed, b2m('4.2 mg/L', { at: '2026-07-31T23:30:00Z' }))).toEqual(BASELINE);
    expect(basisOf(diagnosed, b2m('4.2 mg/L', { at: '2026-08-01T00:30:00Z' }))).toEqual(UNTREATED);
  });

  test('the latest within it is the baseline, however many came later', () => {
    const { b2m: chosen } = stagingOf(
      myeloma,
      b2m('3.0 mg/L', { at: after(-20) }),
      b2m('4.2 mg/L', { at: after(3) }),
      b2m('2.0 mg/L', { at: after(120) }),
    );
    expect(chosen?.quantity.value).toBe(4.2);
  });

  test('in relapse a value is only current', () => {
    const relapsed = condition('myeloma', { since: after(0), clinical: 'relapse' });
    expect(basisOf(relapsed, b2m('4.2 mg/L'))).toEqual(['current', 'relapse']);
  });

  const onset = (onsetDateTime: string) => condition('myeloma', { with: { onsetDateTime } });
  const OPEN = ['if-baseline', 'rough-date'];

  test.each([
    ['without a date of diagnosis', condition('myeloma'), '2026-06-01', ['if-baseline', 'no-diagnosis-date']],
    ['with a date that cannot be read', onset('last spring'), '2026-06-01', ['if-baseline', 'no-diagnosis-date']],
    ['diagnosed in 2026, drawn 91 days before it', onset('2026'), '2025-10-02', OUTSIDE],
    ['diagnosed in 2026, drawn 90 days before it', onset('2026'), '2025-10-03', OPEN],
    ['diagnosed in 2026, drawn then', onset('2026'), '2026-06-01', OPEN],
    ['diagnosed in May 2026, drawn 90 days before its last day', onset('2026-05'), '2026-03-02', BASELINE],
    ['diagnosed in May 2026, drawn 91 days before its last day', onset('2026-05'), '2026-03-01', OPEN],
    ['diagnosed in May 2026, drawn 60 days after its first', onset('2026-05'), '2026-06-30', BASELINE],
    ['diagnosed in May 2026, drawn 61 days after its first', onset('2026-05'), '2026-07-01', OPEN],
    ['diagnosed in May 2026, drawn 61 days after its last', onset('2026-05'), '2026-07-31', UNTREATED],
    ['diagnosed on a day, drawn in that month', onset('2026-05-10'), '2026-05', BASELINE],
    ['diagnosed on a day, drawn in that year', onset('2026-05-10'), '2026', OPEN],
    ['diagnosed on a day, drawn in another year', onset('2026-05-10'), '2024', OUTSIDE],
  ])('%s', (_, diagnosis, at, basis) => {
    expect(basisOf(diagnosis, b2m('4.2 mg/L', { at }))).toEqual(basis);
  });

  test.each([
    ['an onset on the problem list', { onsetDateTime: after(0) }, true],
    ['a recorded date alone', { recordedDate: after(0) }, false],
    ['an encounter diagnosis alone', { onsetDateTime: after(0), category: ENCOUNTER }, false],
  ])('%s: baseline, for the record: %s', (_, parts, forRecord) => {
    const staging = stagingOf(condition('myeloma', { with: parts }), b2m('4.2 mg/L', { at: after(1) }));
    expect(staging).toMatchObject({ basis: 'baseline', forRecord });
  });

  test('a relapse does not undo the baseline at diagnosis', () => {
    const relapsed = condition('myeloma', { since: after(300), clinical: 'relapse' });
    expect(basisOf(myeloma, relapsed, b2m('4.2 mg/L', { at: after(1) }), b2m('6 mg/L'))).toEqual(BASELINE);
    expect(basisOf(relapsed, b2m('4.2 mg/L', { at: after(301) }))).toEqual(['current', 'relapse']);
  });

  test('without any B2M nothing is a baseline', () => {
    expect(basisOf(myeloma)).toEqual(OUTSIDE);
    expect(stagingOf(myeloma).iss.possible).toEqual(['I', 'II', 'III']);
  });
});

describe('treatment', () => {
  const bortezomib = (days: number) => given('bortezomib', after(days));

  test.each([
    [9, BASELINE],
    [10, BASELINE],
    [11, TREATED],
  ])('a B2M of day %i with treatment from day 10: %j', (days, basis) => {
    expect(basisOf(myeloma, bortezomib(10), b2m('4.2 mg/L', { at: after(days) }))).toEqual(basis);
  });

  const FIRST = after(10).slice(0, 10);

  test.each([
    ['before the dose', `${FIRST}T07:59:00Z`, `${FIRST}T08:00:00Z`, BASELINE],
    ['at its minute', `${FIRST}T08:00:00Z`, `${FIRST}T08:00:00Z`, BASELINE],
    ['after the dose', `${FIRST}T23:30:00Z`, `${FIRST}T08:00:00Z`, TREATED],
    ['late, the dose without a time', `${FIRST}T23:30:00Z`, FIRST, BASELINE],
    ['without a time', FIRST, `${FIRST}T08:00:00Z`, BASELINE],
  ])('a sample of the first treatment day, drawn %s', (_, drawn, dose, basis) => {
    expect(basisOf(myeloma, given('bortezomib', dose), b2m('4.2 mg/L', { at: drawn }))).toEqual(basis);
  });

  test('the albumin of a baseline is one from before treatment, too', () => {
    const staging = stagingOf(
      myeloma,
      bortezomib(10),
      b2m('3.1 mg/L', { at: after(9) }),
      albumin('4.0 g/dL', { at: after(1) }),
      albumin('3.0 g/dL', { at: after(11) }),
    );
    expect(staging.albumin?.quantity.value).toBe(4);
    expect(staging.iss.possible).toEqual(['I']);
  });
});

describe('of one draw by several methods', () => {
  const values = [
    ['1952-1', '4.2 mg/L'],
    ['83078-6', '4.4 mg/L'],
    ['1952-1', '4.6 mg/L'],
  ] as const;
  const draw = values.map(([code, value], i) =>
    observation(code, value, { id: `m${i}`, at: after(3), with: { method: { text: `method ${i}` } } }),
  );

  test('the one that is looked at is staged, and spans the same', () => {
    for (const i of [0, 1, 2]) {
      const { staging } = read(chart([patient(), myeloma, ...draw]), { lookedAt: [`Observation/m${i}`] });
      expect(staging).toMatchObject({ basis: 'baseline', b2m: { reference: `Observation/m${i}` } });
      expect(staging?.b2m?.quantity.between).toEqual([4.2, 4.6]);
    }
  });

  test('one of another draw that is looked at is not', () => {
    const later = b2m('9 mg/L', { id: 'later', at: after(300) });
    const { staging } = read(chart([patient(), myeloma, ...draw, later]), { lookedAt: ['Observation/later'] });
    expect(staging).toMatchObject({ basis: 'baseline', b2m: { quantity: { between: [4.2, 4.6] } } });
  });
});

describe('where the diagnosis has no date', () => {
  const undated = condition('myeloma');

  test('and there is no B2M, the other results are those of an if', () => {
    expect(basisOf(undated)).toEqual(['if-baseline', 'no-diagnosis-date']);
    expect(basisOf(undated, albumin('4 g/dL'))).toEqual(['if-baseline', 'no-diagnosis-date']);
  });

  test('a B2M drawn under treatment is none of them, nor an albumin', () => {
    const treated = given('bortezomib', after(10));
    expect(basisOf(undated, treated, b2m('4.2 mg/L', { at: after(20) }))).toEqual(TREATED);
    const before = b2m('3.0 mg/L', { at: after(5) });
    const iss = (days: number) =>
      stagingOf(undated, treated, before, albumin('4 g/dL', { at: after(days) })).iss.possible;
    expect(iss(9)).toEqual(['I']);
    expect(iss(11)).toEqual(['I', 'II']);
  });
});

describe('untreated, as far as the record tells', () => {
  const LATE = b2m('4.2 mg/L', { at: after(100) });
  const modifierExtension = [{ url: 'urn:x', valueBoolean: true }];

  test.each([
    ['no drug', [], UNTREATED],
    ['a drug that cannot be read', [{ ...drug('lenalidomide', { at: after(5) }), modifierExtension }], OUTSIDE],
    [
      'a drug entered in error',
      [{ ...drug('lenalidomide', { at: after(5) }), status: 'entered-in-error' as const }],
      UNTREATED,
    ],
    ['a result that cannot be read', [{ ...albumin('4 g/dL', { at: after(5) }), modifierExtension }], UNTREATED],
  ])('%s', (_, others, basis) => {
    expect(basisOf(myeloma, LATE, ...others)).toEqual(basis);
  });
});

describe('drawn together', () => {
  const iss = (...resources: readonly fhir4.FhirResource[]) => stagingOf(myeloma, ...resources).iss.possible;
  const B2M = b2m('3.1 mg/L', { at: after(0) });

  test.each([
    [-31, ['I', 'II']],
    // Thirty days by the calendar, whatever the hour.
    [-30.2, ['I']],
    [-30, ['I']],
    [-29, ['I']],
    [29, ['I']],
    [30, ['I']],
    [30.5, ['I']],
    [31, ['I', 'II']],
  ])('albumin %p days from the B2M: ISS %j', (days, possible) => {
    expect(iss(B2M, albumin('4.0 g/dL', { at: after(days) }))).toEqual(possible);
  });

  test('the nearest albumin is the one; on the day itself the latest issued', () => {
    expect(iss(B2M, albumin('3.0 g/dL', { at: after(-3) }), albumin('4.0 g/dL', { at: after(2) }))).toEqual(['I']);
    const day = after(0).slice(0, 10);
    expect(
      iss(
        B2M,
        albumin('3.0 g/dL', { at: `${day}T07:30:00Z`, issued: `${day}T09:00:00Z` }),
        albumin('4.0 g/dL', { at: `${day}T18:00:00Z`, issued: `${day}T20:00:00Z` }),
      ),
    ).toEqual(['I']);
  });

  test('an older albumin counts when it is the nearer one', () => {
    expect(iss(B2M, albumin('3.0 g/dL', { at: after(3) }), albumin('4.0 g/dL', { at: after(-2) }))).toEqual(['I']);
  });

  test('the albumin of the day counts before one of the next morning, however late the B2M was drawn', () => {
    const late = b2m('3.1 mg/L', { at: `${after(0).slice(0, 10)}T23:30:00Z` });
    const ofTheDay = albumin('4.0 g/dL', { at: `${after(0).slice(0, 10)}T07:00:00Z` });
    const nextMorning = albumin('3.0 g/dL', { at: `${after(1).slice(0, 10)}T00:30:00Z` });
    expect(iss(late, ofTheDay, nextMorning)).toEqual(['I']);
  });

  test.each([
    ['issued last, though drawn first', '20:00', '09:00', ['I']],
    ['drawn last, when issued together', '20:00', '20:00', ['II']],
  ])('of two of one day counts the one %s', (_, first, second, possible) => {
    const day = after(0).slice(0, 10);
    const drawnFirst = albumin('4.0 g/dL', { at: `${day}T07:30:00Z`, issued: `${day}T${first}:00Z` });
    const drawnLast = albumin('3.0 g/dL', { at: `${day}T08:30:00Z`, issued: `${day}T${second}:00Z` });
    expect(iss(B2M, drawnFirst, drawnLast)).toEqual(possible);
  });

  test('of two equally far away the later counts', () => {
    expect(iss(B2M, albumin('3.0 g/dL', { at: after(-2) }), albumin('4.0 g/dL', { at: after(2) }))).toEqual(['I']);
  });

  test('a date without a time pairs with a timed one of that day', () => {
    const day = after(0).slice(0, 10);
    expect(iss(B2M, albumin('4.0 g/dL', { at: day }), albumin('3.0 g/dL', { at: after(1) }))).toEqual(['I']);
  });
});

describe('which disease, since when', () => {
  const facts = (...resources: readonly fhir4.FhirResource[]) => collect(chart([patient(), ...resources]));

  test('only a confirmed and current entry is a diagnosis', () => {
    expect(diagnosisOf(facts(condition('myeloma')), 'myeloma')).toBeDefined();
    expect(diagnosisOf(facts(condition('myeloma', { clinical: 'remission' })), 'myeloma')).toBeDefined();
    for (const options of [{ clinical: 'resolved' }, { clinical: 'inactive' }, { verification: 'provisional' }]) {
      expect(diagnosisOf(facts(condition('myeloma', options)), 'myeloma')).toBeUndefined();
    }
    expect(diagnosisOf(facts(condition('myeloma')), 'cll')).toBeUndefined();
  });

  const entry = (year: number, clinical?: string) =>
    condition('myeloma', { since: `${year}-05-01`, ...(clinical && { clinical }) });
  test.each([
    ['a relapse beside the first entry', [entry(2020), entry(2024, 'relapse')], 'relapse'],
    ['a relapse, then a remission', [entry(2020), entry(2022, 'relapse'), entry(2024, 'remission')], 'remission'],
    ['active entries only', [entry(2024), entry(2020)], 'active'],
  ])(
    'of several entries the earliest tells since when, the latest state is the present one: %s',
    (_, list, activity) => {
      for (const entries of [list, list.toReversed()]) {
        expect(diagnosisOf(facts(...entries), 'myeloma')).toMatchObject({ date: { stated: '2020-05-01' }, activity });
      }
    },
  );

  test('an entry that has been closed since dates it as well; one that is only suspected, or undated, does not', () => {
    for (const clinical of ['resolved', 'inactive']) {
      expect(diagnosisOf(facts(entry(2024), entry(2020, clinical)), 'myeloma')?.date).toMatchObject({
        stated: '2020-05-01',
      });
    }
    for (const more of [
      condition('myeloma', { since: '2020-05-01', verification: 'provisional' }),
      condition('myeloma', { since: '2020-05-01', verification: 'refuted' }),
      condition('myeloma', { clinical: 'resolved' }),
    ]) {
      expect(diagnosisOf(facts(entry(2024), more), 'myeloma')?.date).toMatchObject({ stated: '2024-05-01' });
    }
  });

  test('an entry whose status is not understood may date it: the diagnosis lies between the two', () => {
    const doubtful = (since: string) =>
      condition('myeloma', { since, with: { verificationStatus: { text: 'very sure' } } });
    expect(diagnosisOf(facts(entry(2024), doubtful('2020-05-01')), 'myeloma')?.date).toMatchObject({
      earliest: Date.parse('2020-05-01T12:00Z'),
      latest: Date.parse('2024-05-01T12:00Z'),
    });
    expect(diagnosisOf(facts(entry(2024), doubtful('2025-05-01')), 'myeloma')?.date).toMatchObject({
      earliest: Date.parse('2024-05-01T12:00Z'),
    });
    expect(diagnosisOf(facts(entry(2024), doubtful('long ago')), 'myeloma')?.date).toBeUndefined();
  });

  test.each([
    ['a relapse alone', [entry(2020, 'relapse')], 'relapse'],
    ['a remission alone', [entry(2020, 'remission')], 'remission'],
    ['a relapse beside an entry without a date', [condition('myeloma'), entry(2020, 'relapse')], 'relapse'],
    ['a first entry in remission, then a relapse', [entry(2020, 'remission'), entry(2024, 'relapse')], 'relapse'],
    ['a relapse older than the entry that is plainly active', [entry(2020, 'relapse'), entry(2024)], 'relapse'],
  ])('relapse and remission date nothing: %s', (_, list, activity) => {
    for (const entries of [list, list.toReversed()]) {
      const diagnosis = diagnosisOf(facts(...entries), 'myeloma');
      expect([diagnosis?.date, diagnosis?.activity]).toEqual([undefined, activity]);
    }
  });

  test('a suspicion is known as one until it is over, and a disease that is over produces nothing', () => {
    const some = facts(
      condition('myeloma', { verification: 'provisional' }),
      condition('mgus', { verification: 'provisional', clinical: 'resolved' }),
      condition('cll', { clinical: 'resolved' }),
    );
    expect((['myeloma', 'mgus', 'cll'] as const).map((d) => suspected(some, d))).toEqual([true, false, false]);
    expect(producers(some).map((d) => d.kind)).toEqual(['myeloma']);
  });
});
