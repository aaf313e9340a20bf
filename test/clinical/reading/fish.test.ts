// Several FISH results of one patient → one answer, of the disease as it was found.
import { describe, expect, test } from '@jest/globals';
import type { AberrationFact } from '../../../src/clinical/facts/types.ts';
import { isPresent, readFish } from '../../../src/clinical/reading/fish.ts';
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
const factsOf = (...resources: readonly fhir4.FhirResource[]) => collect(chart([patient(), ...resources]));
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
    [14, ['I']],
    [15, ['I', 'II']],
  ])('a result %i days after the first dose: R-ISS %j', (days, possible) => {
    expect(rIss(drug('bortezomib', { at: daysAgo(98) }), ...negative(98 - days))).toEqual(possible);
  });

  test.each([
    [35, ['I']],
    [36, ['I', 'II']],
  ])('a result known only to be issued %i days after it: R-ISS %j', (days, possible) => {
    const issued = negative(0).map((o) => ({ ...o, effectiveDateTime: undefined, issued: daysAgo(98 - days) }));
    const plain = issued.map((o): fhir4.Observation => JSON.parse(JSON.stringify(o)) as fhir4.Observation);
    expect(rIss(drug('bortezomib', { at: daysAgo(98) }), ...plain)).toEqual(possible);
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

describe('of which time', () => {
  const DAY = 86_400_000;
  const at = (days: number): number => Date.parse(daysAgo(days));
  const on = (days: number) => ({ earliest: at(days), latest: at(days) });
  const del17p = (
    facts: Parameters<typeof readFish>[0],
    diagnosis?: ReturnType<typeof on>,
    dose?: ReturnType<typeof on>,
  ) => readFish(facts, diagnosis, dose).inputs.del17p;
  const result = (answer: Answer, days: number, options = {}) =>
    factsOf(fish('del17p', answer, { at: daysAgo(days), ...options }));

  test.each([
    ['90 days before diagnosis', 'absent', 290, false],
    ['91 days before diagnosis', 'absent', 291, undefined],
    ['years before diagnosis', 'present', 900, true],
    ['90 days after diagnosis', 'absent', 110, false],
    ['later, while untreated', 'absent', 5, false],
    ['later, while untreated', 'present', 5, true],
  ] as const)('%s, %s (%i days ago): %p', (_, answer, days, expected) => {
    expect(del17p(result(answer, days), on(200))).toBe(expected);
  });

  test.each([
    ['absent', 80, undefined],
    ['present', 80, undefined],
    ['present', 110, true],
    ['absent', 100, undefined],
  ] as const)('%s %i days ago, treated since 100 days and diagnosed 200 days ago: %p', (answer, days, expected) => {
    // 14 days after the first dose are not enough where the 90 days are over: only untreated disease is seen later.
    const dose = answer === 'absent' && days === 100 ? on(101) : on(100);
    expect(del17p(result(answer, days), on(200), dose)).toBe(expected);
  });

  test('with the year of diagnosis alone a negative result must be in time for all that it may be', () => {
    const year = { earliest: at(300), latest: at(20) };
    expect(del17p(result('absent', 110), year)).toBe(false);
    expect(del17p(result('absent', 111), year)).toBeUndefined();
    expect(del17p(result('present', 400), year)).toBe(true);
  });

  test('without a date of diagnosis only a find counts', () => {
    expect(del17p(result('absent', 5))).toBeUndefined();
    expect(del17p(result('present', 5))).toBe(true);
  });

  test('a treatment that may have begun at any time leaves both open', () => {
    const dose = { earliest: -Infinity, latest: Infinity };
    expect(del17p(result('present', 5), on(5), dose)).toBeUndefined();
    expect(del17p(result('absent', 5), on(5), dose)).toBeUndefined();
  });

  test('a roughly dated find beside a negative result may be older or newer: open', () => {
    const facts = factsOf(fish('del17p', 'present', { at: '2026-10' }), fish('del17p', 'absent', { at: '2026-10-15' }));
    expect(
      del17p(facts, { earliest: Date.parse('2026-10-10'), latest: Date.parse('2026-10-10') + DAY }),
    ).toBeUndefined();
  });

  test('an older find that is contradicted on its day is open, until something is found later', () => {
    const older = [fish('del17p', 'present', { at: daysAgo(300) }), fish('del17p', 'absent', { at: daysAgo(300) })];
    expect(del17p(factsOf(...older), on(200))).toBeUndefined();
    expect(del17p(factsOf(...older, fish('del17p', 'present', { at: daysAgo(200) })), on(200))).toBe(true);
    expect(del17p(factsOf(...older, fish('del17p', 'present', { at: daysAgo(299) })), on(200))).toBe(true);
    expect(del17p(factsOf(...older.slice(0, 1), fish('del17p', 'absent', { at: daysAgo(301) })), on(200))).toBe(true);
  });

  test('a result that nobody can read makes a negative one open, and a withdrawn one does not', () => {
    const absent = fish('del17p', 'absent', { at: daysAgo(8) });
    const other = (options: object) => factsOf(absent, fish('del17p', 'present', { at: daysAgo(9), ...options }));
    expect(del17p(factsOf(absent), on(10))).toBe(false);
    expect(del17p(other({ status: 'preliminary' }), on(10))).toBeUndefined();
    expect(del17p(other({ with: { valueCodeableConcept: { text: 'see report' } } }), on(10))).toBeUndefined();
    expect(del17p(other({ with: { effectiveDateTime: 'autumn' } }), on(10))).toBeUndefined();
    expect(
      del17p(other({ with: { modifierExtension: [{ url: 'urn:x', valueBoolean: true }] } }), on(10)),
    ).toBeUndefined();
    expect(del17p(other({ status: 'entered-in-error' }), on(10))).toBe(false);
  });
});

describe('a result that nobody can read', () => {
  const at = (days: number) => Date.parse(daysAgo(days));
  const on = (days: number) => ({ earliest: at(days), latest: at(days) });
  const unread = (days: number) =>
    observation('81746-0', undefined, { at: daysAgo(days), with: { valueString: 'see report' } });
  /** Diagnosed 200 days ago and not found then. */
  const read = (days: number, dose?: number) =>
    readFish(
      factsOf(fish('del17p', 'absent', { at: daysAgo(199) }), unread(days)),
      on(200),
      dose === undefined ? undefined : on(dose),
    );

  test.each<[what: string, days: number, dose: number | undefined, answer: boolean | undefined, because: string]>([
    ['of its time leaves the answer open', 198, undefined, undefined, 'free-text'],
    ['of years before leaves it open: it may be a find', 900, undefined, undefined, 'free-text'],
    ['of after treatment decides nothing', 10, 190, false, 'after-treatment'],
    ['of after the window, a few days into treatment, decides nothing', 95, 100, false, 'after-window'],
    ['of later, untreated, leaves it open', 95, undefined, undefined, 'free-text'],
  ])('%s', (_, days, dose, answer, because) => {
    const { inputs: found, used, passedOver } = read(days, dose);
    expect(found.del17p).toBe(answer);
    const [where, elsewhere] = answer === undefined ? [used, passedOver] : [passedOver, used];
    expect(where.map((r) => r.because)).toContain(because);
    expect(elsewhere.map((r) => r.because)).not.toContain(because);
  });
});

describe('on how many alleles del(1p32) is', () => {
  const at = Date.parse(daysAgo(5));
  const on = { earliest: at, latest: at };
  type Of = Partial<AberrationFact>;
  const alleles = (...results: readonly Of[]) => {
    const aberrations = results.map((of, i): AberrationFact => ({
      aberration: 'del1p32',
      present: true,
      reference: `Observation/${i}`,
      specimen: `Specimen/${i}`,
      at: at - i,
      effective: '',
      ...of,
    }));
    return readFish({ aberrations, openAberrations: [] }, on, undefined).inputs.del1p32;
  };

  test.each<[what: string, results: readonly Of[], expected: string | undefined]>([
    ['both', [{ biallelic: true }], 'biallelic'],
    ['one', [{ biallelic: false }], 'monoallelic'],
    ['not said', [{}], 'present'],
    ['said by the newest alone', [{ biallelic: true }, {}], 'biallelic'],
    ['said by an older one alone', [{}, { biallelic: true }], 'biallelic'],
    ['said twice: the newest counts', [{ biallelic: false }, { biallelic: true }], 'monoallelic'],
    [
      'said of a find in few cells alone',
      [{}, { biallelic: true, clonalFraction: { value: 8, unit: '%' } }],
      'present',
    ],
    ['none found', [{ present: false }], 'none'],
    ['nothing known', [], undefined],
  ])('%s', (_, results, expected) => {
    expect(alleles(...results)).toBe(expected);
  });
});

describe('shares of cells', () => {
  const day = { earliest: Date.parse(daysAgo(5)), latest: Date.parse(daysAgo(5)) };
  const SELECTED = { method: { text: 'FISH on CD138-selected plasma cells' } };
  const at = daysAgo(5);
  const inputs = (...resources: readonly fhir4.FhirResource[]) =>
    readFish(factsOf(...resources), day, undefined).inputs;
  const withShare = (value: string, word?: Answer, more = {}) =>
    inputs(
      observation(SHARE, value, { at, with: more }),
      ...(word ? [fish('del17p', word, { at, with: { ...more } })] : []),
    );

  test.each([
    ['19.9 %', 'present', undefined, 19.9],
    ['20 %', 'present', true, 20],
    ['20.1 %', 'present', true, 20.1],
    ['8 %', 'absent', false, 8],
    ['20 %', 'absent', undefined, undefined],
    ['19.9 %', undefined, undefined, 19.9],
    ['20 %', undefined, true, 20],
    ['0 %', undefined, undefined, 0],
  ] as const)('del(17p) in %s, reported as %s: %p, and the criterion takes %p', (value, word, expected, share) => {
    const read = withShare(value, word);
    expect(read.del17p).toBe(expected);
    expect(read.del17pFraction?.value).toBe(share);
  });

  test('below the cut-off in selected plasma cells it is excluded, unless the laboratory reports it', () => {
    expect(withShare('19.9 %', undefined, SELECTED).del17p).toBe(false);
    expect(withShare('19.9 %', 'present', SELECTED).del17p).toBeUndefined();
  });

  test.each([
    ['CD138-selected', false],
    ['CD 138 positive cells', false],
    ['purified plasma cells', false],
    ['flow-sorted plasma cells', false],
    ['cIg-FISH', false],
    ['unsorted marrow', undefined],
    ['not CD138-selected', undefined],
    ['CD138 selection failed', undefined],
    ['interphase FISH', undefined],
  ])('cells by method %j, 5 %%: %p', (text, expected) => {
    expect(withShare('5 %', undefined, { method: { text } }).del17p).toBe(expected);
  });

  test('a specimen tells the selection too', () => {
    const specimen: fhir4.Specimen = {
      resourceType: 'Specimen',
      id: 's',
      processing: [{ description: 'CD138 magnetic bead enrichment' }],
    };
    const share = observation(SHARE, '5 %', { at, with: { specimen: { reference: 'Specimen/s' } } });
    expect(inputs(share, specimen).del17p).toBe(false);
  });

  test.each([
    ['9.9 %', undefined],
    ['10 %', true],
  ])('a fusion in %s of cells, reported as present: %p', (value, expected) => {
    expect(inputs(fish('t4-14', 'present', { at }), observation('72726-3', value, { at })).t4_14).toBe(expected);
  });

  test('a word and a share of another day are two results', () => {
    const share = observation(SHARE, '8 %', { at: daysAgo(4) });
    const read = inputs(fish('del17p', 'present', { at: daysAgo(3) }), share);
    expect([read.del17p, read.del17pFraction]).toEqual([true, undefined]);
    expect(
      inputs(fish('del17p', 'present', { at: daysAgo(3) }), observation(SHARE, '45 %', { at: daysAgo(4) })),
    ).toMatchObject({
      del17p: true,
      del17pFraction: { value: 45 },
    });
  });

  test('counted in selected cells and in all of them, the selected ones decide', () => {
    const selected = observation(SHARE, '45 %', { at, with: SELECTED });
    const all = observation(SHARE, '8 %', { at });
    expect(inputs(selected, all)).toMatchObject({ del17p: true, del17pFraction: { value: 45 } });
    expect(inputs(observation(SHARE, '12 %', { at, with: SELECTED }), all)).toMatchObject({ del17p: false });
  });

  test('reported present in few cells contradicts an absence', () => {
    const low = [fish('del17p', 'present', { at }), observation(SHARE, '8 %', { at })];
    expect(inputs(...low, fish('del17p', 'absent', { at: daysAgo(4) })).del17p).toBeUndefined();
  });

  test('found in one result and not in another: open, whichever is later', () => {
    const both = (a: number, b: number) =>
      inputs(fish('del17p', 'present', { at: daysAgo(a) }), fish('del17p', 'absent', { at: daysAgo(b) })).del17p;
    expect([both(3, 8), both(8, 3), both(5, 5)]).toEqual([undefined, undefined, undefined]);
  });

  test('a preliminary result that was followed by a final one of its day leaves nothing open', () => {
    const final = fish('del17p', 'absent', { at });
    expect(inputs(final, fish('del17p', 'present', { at, status: 'preliminary' })).del17p).toBe(false);
    expect(inputs(final, fish('del17p', 'present', { at: daysAgo(3), status: 'preliminary' })).del17p).toBeUndefined();
  });

  test('of one specimen they are one result, whatever their days', () => {
    const specimen = { reference: 'Specimen/s' };
    const share = observation(SHARE, '8 %', { at: daysAgo(4), with: { specimen } });
    expect(inputs(fish('del17p', 'present', { at: daysAgo(3), with: { specimen } }), share).del17p).toBeUndefined();
  });

  test('of two specimens of one day they are two results; where one names none they are one', () => {
    const of = (id: string) => ({ at, with: { specimen: { reference: `Specimen/${id}` } } });
    expect(inputs(fish('del17p', 'present', of('a')), observation(SHARE, '8 %', of('b'))).del17p).toBe(true);
    expect(inputs(fish('del17p', 'present', of('a')), observation(SHARE, '8 %', { at })).del17p).toBeUndefined();
  });

  test('a final result of the day does not settle another one that nobody can read', () => {
    const unread = observation('81746-0', undefined, { at, with: { valueString: 'siehe Befund' } });
    expect(inputs(fish('del17p', 'absent', { at }), unread).del17p).toBeUndefined();
    expect(inputs(fish('del17p', 'absent', { at: daysAgo(4) }), unread).del17p).toBeUndefined();
  });

  test('shares on both sides of the cut-off leave the criterion open', () => {
    const shares = [observation(SHARE, '45 %', { at }), observation(SHARE, '18 %', { at: daysAgo(4) })];
    expect(inputs(...shares).del17pFraction).toBeUndefined();
    const agree = [observation(SHARE, '45 %', { at }), observation(SHARE, '60 %', { at: daysAgo(4) })];
    expect(inputs(...agree).del17pFraction).toMatchObject({ value: 60 });
  });

  test('a share beside what nobody can read, or of exactly 20% beside an absence, settles no criterion', () => {
    const unread = observation('81746-0', undefined, { at: daysAgo(4), with: { valueString: 'see report' } });
    expect(inputs(observation(SHARE, '45 %', { at })).del17pFraction).toMatchObject({ value: 45 });
    expect(inputs(observation(SHARE, '45 %', { at }), unread).del17pFraction).toBeUndefined();
    const absent = fish('del17p', 'absent', { at: daysAgo(4) });
    expect(inputs(observation(SHARE, '20 %', { at })).del17pFraction).toMatchObject({ value: 20 });
    expect(inputs(observation(SHARE, '20 %', { at }), absent).del17pFraction).toBeUndefined();
  });

  test('a share beside an absence of another day is told where both are on one side, and not where they differ', () => {
    const absent = fish('del17p', 'absent', { at: daysAgo(4) });
    expect(inputs(absent, observation(SHARE, '8 %', { at })).del17pFraction).toMatchObject({ value: 8 });
    expect(inputs(absent, observation(SHARE, '45 %', { at })).del17pFraction).toBeUndefined();
  });

  test('the method is that of the share where the word names none', () => {
    const resources = [fish('del17p', 'present', { at }), observation(SHARE, '45 %', { at, with: SELECTED })];
    const [result] = readFish(factsOf(...resources), day, undefined).used;
    expect(result?.method).toBe('FISH on CD138-selected plasma cells');
    expect(result?.selected).toBe(true);
  });
});
