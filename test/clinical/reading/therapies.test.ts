// Which therapy counts as treatment of a disease and why, when its first dose was, and what that says of a sample or a moment.
import { describe, expect, test } from '@jest/globals';
import type { OtherIndication } from '../../../src/clinical/facts/therapy-codes.ts';
import { UNNAMED_CHEMOTHERAPY } from '../../../src/clinical/facts/therapy.ts';
import type { Disease, Facts, TherapyFact } from '../../../src/clinical/facts/types.ts';
import { DAY_MS, type Interval } from '../../../src/clinical/quantities/time.ts';
import {
  beforeTreatment,
  isTreatedAt,
  steroidsBefore,
  treatmentBegun,
  type TreatmentBegun,
} from '../../../src/clinical/reading/treatment-begun.ts';
import { chart, collect, patient } from '../../support/chart.ts';

const DIAGNOSED = Date.UTC(2026, 4, 10, 12);
/** So many days from diagnosis, at noon or at an hour. */
const at = (day: number, hour = 12): number => DIAGNOSED + day * DAY_MS + (hour - 12) * 3_600_000;
const on = (day: number, hour?: number): Interval => ({ earliest: at(day, hour), latest: at(day, hour) });
const DATE = { ...on(0), stated: '2026-05-10', source: 'onset' } as const;
const EMPTY = collect(chart([patient()]));

interface About {
  readonly kind?: Disease;
  /** What else is on record that drugs of these diseases are given for. */
  readonly others?: readonly OtherIndication[];
  readonly dated?: boolean;
}

function begun(therapies: readonly TherapyFact[], { kind = 'myeloma', others = [], dated = true }: About = {}) {
  const facts: Facts = { ...EMPTY, therapies, otherIndications: others };
  return treatmentBegun(facts, { kind, date: dated ? DATE : undefined });
}

type More = Partial<Omit<TherapyFact, 'date'>> & { readonly date?: Interval | undefined };

/** Given, and hardly for anything else, unless told. */
function therapy(day: number | undefined, { date = day === undefined ? undefined : on(day), ...more }: More = {}) {
  const made: TherapyFact = {
    name: 'one drug',
    plasma: 'yes',
    lymphoid: 'yes',
    treats: [],
    how: 'given',
    reference: 'MedicationAdministration/1',
    ...(date && { date }),
    ...more,
  };
  return made;
}
/** A drug that is given for much else. */
const common = (day: number | undefined, more: More = {}) =>
  therapy(day, { plasma: 'reason', lymphoid: 'reason', treats: ['autoimmune'], ...more });
const ordered = (day: number, more: More = {}) => therapy(day, { how: 'ordered', ...more });

describe('what counts as treatment, and why', () => {
  test.each<[what: string, first: TherapyFact, about: About, counts: string, why: string]>([
    ['a drug of that disease alone', therapy(5), {}, 'yes', 'alone'],
    ['whatever reason is stated', therapy(5, { reason: 'other' }), {}, 'yes', 'alone'],
    ['one that has another use that is not on record', therapy(5, { treats: ['lymphoma'] }), {}, 'yes', 'alone'],
    [
      'with a reason that names the disease',
      therapy(5, { treats: ['lymphoma'], reason: 'plasma' }),
      {},
      'yes',
      'alone',
    ],
    [
      'with a reason that names another',
      therapy(5, { treats: ['lymphoma'], reason: 'lymphoid' }),
      {},
      'no',
      'given-for-something-else',
    ],
    [
      'with its other use on record',
      therapy(5, { treats: ['lymphoma'] }),
      { others: ['lymphoma'] },
      'open',
      'other-disease-on-record',
    ],
    [
      'with both, and a reason that names the disease',
      therapy(5, { treats: ['lymphoma'], reason: 'plasma' }),
      { others: ['lymphoma'] },
      'yes',
      'reason-names-the-disease',
    ],
    [
      'of lymphoid disease its other uses do not matter',
      therapy(5, { treats: ['autoimmune'] }),
      { kind: 'cll', others: ['autoimmune'] },
      'yes',
      'alone',
    ],
    ['a common drug, nothing else on record', common(5), {}, 'yes', 'nothing-else-on-record'],
    ['a common drug for the disease', common(5, { reason: 'plasma' }), {}, 'yes', 'reason-names-the-disease'],
    ['a common drug for something else', common(5, { reason: 'other' }), {}, 'no', 'given-for-something-else'],
    [
      'a common drug for something else, without a date',
      common(undefined, { reason: 'other' }),
      {},
      'no',
      'given-for-something-else',
    ],
    [
      'a common drug, its other use on record',
      common(5),
      { others: ['autoimmune'] },
      'open',
      'other-disease-on-record',
    ],
    ['a common drug, another use on record', common(5), { others: ['hepatitis'] }, 'yes', 'nothing-else-on-record'],
    ['a common drug, the diagnosis without a date', common(5), { dated: false }, 'open', 'diagnosis-not-dated'],
    ['the diagnosis without a date', therapy(-400), { dated: false }, 'yes', 'alone'],
    ['without a date', therapy(undefined), {}, 'open', 'undated'],
    ['not known to be given', therapy(5, { possible: true }), {}, 'open', 'not-known-to-be-given'],
    ['a steroid', therapy(5, { plasma: 'no' }), {}, 'no', 'steroid-alone'],
    [
      'chemotherapy without a name',
      therapy(5, { name: UNNAMED_CHEMOTHERAPY, reason: 'plasma' }),
      {},
      'open',
      'drug-not-named',
    ],
    ['30 days before the diagnosis', therapy(-30), {}, 'yes', 'alone'],
    ['31 days before it', therapy(-31), {}, 'open', 'older-than-the-diagnosis'],
    ['a common drug 31 days before it', common(-31), {}, 'no', 'older-than-the-diagnosis'],
    ['the same for the disease', common(-31, { reason: 'plasma' }), {}, 'open', 'older-than-the-diagnosis'],
    ['ordered 61 days before it', common(-61, { how: 'ordered' }), {}, 'no', 'older-than-the-diagnosis'],
    [
      'ordered so that the first dose may lie 30 days before it',
      common(-60, { how: 'ordered' }),
      {},
      'open',
      'older-than-the-diagnosis',
    ],
    [
      'perhaps given 31 days before it',
      common(-31, { possible: true }),
      {},
      'open',
      'older-than-the-diagnosis',
    ],
    [
      'chemotherapy without a name 31 days before it',
      therapy(-31, { name: UNNAMED_CHEMOTHERAPY }),
      {},
      'no',
      'older-than-the-diagnosis',
    ],
    [
      'chemotherapy without a name, ordered 31 days before it',
      ordered(-31, { name: UNNAMED_CHEMOTHERAPY }),
      {},
      'open',
      'older-than-the-diagnosis',
    ],
  ])('%s', (_, first, about, counts, why) => {
    expect(begun([first], about).therapies).toMatchObject([{ counts, why }]);
  }); // prettier-ignore

  const SECOND = 'with-a-second-drug';
  const ALONE = 'nothing-else-on-record';
  const ELSEWHERE = 'other-disease-on-record';
  test.each<[what: string, second: readonly TherapyFact[], others: readonly OtherIndication[], why: string]>([
    ['31 days before', [common(-1, { name: 'other' })], [], ALONE],
    ['30 days before', [common(0, { name: 'other' })], [], SECOND],
    ['of that day', [common(30, { name: 'other' })], [], SECOND],
    ['30 days after', [common(60, { name: 'other' })], [], SECOND],
    ['31 days after', [common(61, { name: 'other' })], [], ALONE],
    ['long before and on that day', [common(30, { name: 'other' }), common(-20, { name: 'other' })], [], SECOND],
    ['of the same name', [common(31)], [], ALONE],
    ['without a name', [therapy(30, { name: UNNAMED_CHEMOTHERAPY })], [], ALONE],
    ['without a date', [common(undefined, { name: 'other' })], [], ALONE],
    ['given for the disease', [common(30, { name: 'other', reason: 'plasma' })], [], SECOND],
    ['given for something else', [common(30, { name: 'other', reason: 'other' })], [], ALONE],
    ['that is common, too, the other disease on record', [common(30, { name: 'other' })], ['autoimmune'], ELSEWHERE],
    ['of the disease alone, the other on record', [therapy(30, { name: 'other' })], ['autoimmune'], SECOND],
  ])('a common drug with a second one %s: %s', (_, second, others, why) => {
    for (const all of [[common(30), ...second], [...second, common(30)]]) {
      const [first] = begun(all, { others }).therapies.filter(
        (t) => t.therapy.name === 'one drug' && t.therapy.date?.earliest === at(30),
      );
      expect(first?.why).toBe(why);
    }
  }); // prettier-ignore

  test.each<[Disease, OtherIndication, string]>([
    ['al-amyloidosis', 'al-amyloidosis', ALONE],
    ['myeloma', 'al-amyloidosis', ELSEWHERE],
    ['cll', 'lymphoma', ALONE],
    ['cll', 'leukaemia', ALONE],
    ['all', 'leukaemia', ALONE],
    ['all', 'lymphoma', ELSEWHERE],
    ['waldenstrom', 'lymphoma', ALONE],
    ['waldenstrom', 'leukaemia', ELSEWHERE],
    ['lymphoma', 'lymphoma', ALONE],
    ['follicular-lymphoma', 'lymphoma', ALONE],
    ['dlbcl', 'lymphoma', ALONE],
    ['mantle-cell-lymphoma', 'lymphoma', ALONE],
    ['myelofibrosis', 'myelofibrosis', ALONE],
  ])('in %s a drug of %s: %s, as the disease is no other one than itself', (kind, treats, why) => {
    expect(begun([common(5, { treats: [treats] })], { kind, others: [treats] }).therapies).toMatchObject([{ why }]);
  });
});

describe('the first dose', () => {
  const days = ({ firstDose }: TreatmentBegun) =>
    firstDose && [firstDose.earliest, firstDose.latest].map((ms) => (ms - DIAGNOSED) / DAY_MS);

  test.each<[what: string, therapies: readonly TherapyFact[], dose: readonly number[] | undefined]>([
    ['nothing on record', [], undefined],
    ['nothing that counts', [therapy(5, { plasma: 'no' })], undefined],
    ['of that day', [therapy(5)], [5, 5]],
    ['the earliest, in whatever order', [therapy(9), therapy(5), therapy(7)], [5, 5]],
    ['within 30 days of an order', [ordered(5)], [5, 35]],
    ['by the day it was given on', [ordered(5), therapy(12)], [5, 12]],
    ['not before it was ordered', [ordered(5), therapy(12), therapy(6, { name: 'other', plasma: 'no' })], [5, 12]],
    ['repeated after 13 days', [ordered(5), ordered(18)], [5, 35]],
    ['repeated after 14 days', [ordered(5), ordered(19)], [5, 19]],
    ['perhaps given, then given', [therapy(5, { possible: true }), therapy(9)], [5, 9]],
    ['perhaps given alone', [therapy(5, { possible: true })], [5, Infinity]],
    ['without a date', [therapy(undefined), therapy(9)], [-Infinity, 9]],
  ])('%s: %j', (_, therapies, dose) => {
    expect(days(begun(therapies))).toEqual(dose);
  });

  const given = (name: string, more: More = {}) => therapy(5, { name, ...more });
  const written = (name: string, more: More = {}) => ordered(5, { name, ...more });
  test.each<[what: string, therapies: readonly TherapyFact[], first: string]>([
    ['ordered, then given', [written('a'), given('b')], 'b'],
    ['given, then ordered', [given('a'), written('b')], 'a'],
    ['both given', [given('a'), given('b')], 'a'],
    ['both ordered', [written('a'), written('b')], 'a'],
    ['given and given for certain', [given('a', { possible: true }), given('b')], 'b'],
    ['given for certain and given', [given('a'), given('b', { possible: true })], 'a'],
    ['perhaps given, and ordered', [given('a', { possible: true }), written('b')], 'a'],
    ['of two days the earlier', [given('a', { date: on(6) }), written('b')], 'b'],
    ['of two days the earlier, the other way round', [written('a'), given('b', { date: on(6) })], 'a'],
  ])('of one day is named that which is known to have begun: %s', (_, therapies, first) => {
    expect(begun(therapies).first?.therapy.name).toBe(first);
  });
});

describe('a sample', () => {
  const sample = (day: number, hour: number, more: { until?: number; timed?: boolean } = {}) => ({
    at: at(day, hour),
    ...(more.until !== undefined && { until: more.until }),
    ...(more.timed !== false && { effective: '2026-05-15T10:00Z' }),
  });
  const GIVEN_AT_TEN = begun([therapy(5, { date: on(5, 10), timed: true })]);
  const ORDERED_AT_TEN = begun([ordered(5, { date: on(5, 10), timed: true })]);
  const GIVEN_IN_SPRING = begun([therapy(5, { date: { earliest: at(5), latest: at(20) } })]);
  /** For the disease; the record has it that it was given for something else. */
  const GIVEN_ELSEWHERE = begun([
    common(5, { how: 'ordered', reason: 'plasma', date: on(5, 10), timed: true }),
    common(5, { reason: 'other', date: on(5, 12) }),
  ]);

  test.each<[what: string, when: ReturnType<typeof sample>, treatment: TreatmentBegun, is: string]>([
    ['without treatment', sample(5, 9), begun([]), 'inside'],
    ['of the day before', sample(4, 23), GIVEN_AT_TEN, 'inside'],
    ['an hour before the dose', sample(5, 9), GIVEN_AT_TEN, 'inside'],
    ['at its minute', sample(5, 10), GIVEN_AT_TEN, 'inside'],
    ['an hour after it', sample(5, 11), GIVEN_AT_TEN, 'outside'],
    ['of that day, without a time', sample(5, 11, { timed: false }), GIVEN_AT_TEN, 'inside'],
    ['of the day after', sample(6, 1), GIVEN_AT_TEN, 'outside'],
    ['begun the day before and ended an hour after it', sample(4, 11, { until: at(5, 11) }), GIVEN_AT_TEN, 'open'],
    ['begun at its minute and ended an hour after it', sample(5, 10, { until: at(5, 11) }), GIVEN_AT_TEN, 'open'],
    ['before the time of an order', sample(5, 10), ORDERED_AT_TEN, 'inside'],
    ['after it', sample(5, 11), ORDERED_AT_TEN, 'open'],
    ['of that day, without a time', sample(5, 9, { timed: false }), ORDERED_AT_TEN, 'open'],
    ['on the last day of which the first dose may be', sample(35, 9), ORDERED_AT_TEN, 'open'],
    ['on the day after', sample(36, 9), ORDERED_AT_TEN, 'outside'],
    ['before a dose of which only the season is known', sample(4, 9), GIVEN_IN_SPRING, 'inside'],
    ['on the first day of that', sample(5, 9), GIVEN_IN_SPRING, 'inside'],
    ['during it', sample(9, 9), GIVEN_IN_SPRING, 'open'],
    ['after it', sample(21, 9), GIVEN_IN_SPRING, 'outside'],
    ['before the time of an order that was given otherwise', sample(5, 9), GIVEN_ELSEWHERE, 'inside'],
    ['after it', sample(5, 11), GIVEN_ELSEWHERE, 'open'],
  ])('%s', (_, when, treatment, is) => {
    expect(beforeTreatment(when, treatment)).toBe(is);
  });

  test('of the day of an order that was given on that day is before it', () => {
    const closed = begun([ordered(5, { date: on(5, 10) }), therapy(5, { date: on(5, 11) })]);
    expect(beforeTreatment(sample(5, 13), closed)).toBe('inside');
  });
});

describe('treatment has begun by a moment', () => {
  test.each<[what: string, therapies: readonly TherapyFact[], day: number, is: string]>([
    ['nothing on record', [], 9, 'no'],
    ['the day before', [therapy(5)], 4, 'no'],
    ['the day itself', [therapy(5)], 5, 'yes'],
    ['the day after', [therapy(5)], 6, 'yes'],
    ['the day before an order', [ordered(5)], 4, 'no'],
    ['the day of an order', [ordered(5)], 5, 'open'],
    ['the last day of which the first dose may be', [ordered(5)], 35, 'open'],
    ['the day after', [ordered(5)], 36, 'yes'],
    ['never known', [therapy(5, { possible: true })], 400, 'open'],
  ])('%s: %s', (_, therapies, day, is) => {
    expect(isTreatedAt(begun(therapies), at(day))).toBe(is);
  });
});

describe('steroids before a sample', () => {
  const STEROID = { plasma: 'no', name: 'dexamethasone' } as const;
  const named = (first: TherapyFact, dated = true) =>
    steroidsBefore(begun([first], { dated }), { date: dated ? DATE : undefined }, { at: at(10) }).map((t) => t.name);

  test.each<[what: string, first: TherapyFact, is: boolean]>([
    ['of that day', therapy(10, { ...STEROID, date: on(10, 23) }), true],
    ['of the day after', therapy(11, STEROID), false],
    ['30 days before the diagnosis', therapy(-30, STEROID), true],
    ['31 days before it', therapy(-31, STEROID), false],
    ['ordered 31 days before it', therapy(-31, { ...STEROID, how: 'ordered' }), true],
    ['no steroid', therapy(5), false],
  ])('%s: %p', (_, first, is) => {
    expect(named(first)).toEqual(is ? ['dexamethasone'] : []);
  });

  test('without a date of diagnosis however long before', () => {
    expect(named(therapy(-400, STEROID), false)).toEqual(['dexamethasone']);
  });
});
