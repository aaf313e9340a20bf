// When an eGFR may be made of a creatinine: at the day of a B2M, and now.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { resultsOf } from '../../../src/clinical/reading/select.ts';
import { steadinessOf } from '../../../src/clinical/reading/steadiness.ts';
import { b2m, chart, collect, condition, creatinine, daysAgo, patient, read, egfr } from '../../support/chart.ts';

const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
const renalOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).renal;
const injuryOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).injury;
const course = (...values: readonly (readonly [string, number])[]) =>
  values.map(([value, days]) => creatinine(value, { at: daysAgo(days) }));
const RISE = (days: number) => course(['1.0 mg/dL', days + 1.5], ['1.6 mg/dL', days]);
const HOURS = 1 / 24;

describe('the newest creatinine', () => {
  test.each([
    ['K1: 1.0 → 1.3 in 40 h', [['1.0 mg/dL', 40 * HOURS], ['1.3 mg/dL', 0]], 1],
    ['K2: 1.0 → 1.29 in 40 h', [['1.0 mg/dL', 40 * HOURS], ['1.29 mg/dL', 0]], undefined],
    ['K3: 1.0 → 1.5 in 6 d', [['1.0 mg/dL', 6], ['1.5 mg/dL', 0]], 1],
    ['K4: 1.0 → 2.0 in 6 d', [['1.0 mg/dL', 6], ['2.0 mg/dL', 0]], 2],
    ['K4: 1.0 → 3.0 in 6 d', [['1.0 mg/dL', 6], ['3.0 mg/dL', 0]], 3],
    ['K5: 2.5 → 4.0 in 5 d', [['2.5 mg/dL', 5], ['4.0 mg/dL', 0]], 3],
    ['4.0 with a ratio below 1.5 is stage 1', [['3.7 mg/dL', 1], ['4.0 mg/dL', 0]], 1],
    ['the same in µmol/L', [['88 umol/L', 40 * HOURS], ['115 umol/L', 0]], 1],
    ['26 µmol/L is no rise', [['88 umol/L', 40 * HOURS], ['114 umol/L', 0]], undefined],
    ['1.0 → 1.5 in 7 d', [['1.0 mg/dL', 7], ['1.5 mg/dL', 0]], 1],
    ['1.0 → 4.5 in 75 d, nothing between', [['1.0 mg/dL', 75], ['4.5 mg/dL', 0]], 3],
    ['a limit sign tells no value', [['<1.0 mg/dL', 1], ['1.6 mg/dL', 0]], undefined],
  ] as const)('%s: stage %p', (_, values, stage) => {
    const reading = read(chart([patient(), b2m('4 mg/L'), ...course(...values)]));
    expect(reading.injury?.course?.injury?.stage).toBe(stage);
    expect(reading.injury?.state).toBe(stage === undefined ? 'steady' : 'injury');
    expect(reading.renal.withheld).toBe(stage === undefined ? undefined : 'unsteady');
  }); // prettier-ignore

  test.each([
    ['30 days old', 30, 'injury'],
    ['31 days old', 31, undefined],
  ])('%s', (_, days, state) => {
    expect(injuryOf(...RISE(days))?.state).toBe(state);
  });

  test.each([
    ['of a peak that met a criterion', [['1.0 mg/dL', 90], ['4.9 mg/dL', 6], ['2.5 mg/dL', 0]], 'recovering'],
    ['of one of which nothing earlier is known', [['1.9 mg/dL', 6], ['1.2 mg/dL', 0]], 'falling'],
    ['while it is high and nothing earlier is known', [['4.9 mg/dL', 6], ['2.5 mg/dL', 0]], 'unknown'],
    ['by 0.3 within 48 hours', [['1.3 mg/dL', 1], ['1.0 mg/dL', 0]], 'falling'],
    ['to more than two thirds of the peak', [['1.4 mg/dL', 6], ['1.0 mg/dL', 0]], 'steady'],
    ['over more than a week', [['2.0 mg/dL', 8], ['1.0 mg/dL', 0]], 'steady'],
  ] as const)('falling %s: %p', (_, values, state) => {
    expect(injuryOf(...course(...values))?.state).toBe(state);
    const { withheld } = renalOf(b2m('4 mg/L'), ...course(...values));
    expect(withheld).toBe(state === 'steady' ? undefined : 'unsteady');
  }); // prettier-ignore

  test('high without an earlier value is not known; with chronic disease of stage 3 on record for 90 days it is', () => {
    const entry = (days: number) => condition('N18.3', { system: ICD10, since: daysAgo(days).slice(0, 10) });
    expect(injuryOf(creatinine('2.1 mg/dL'))?.state).toBe('unknown');
    expect(injuryOf(creatinine('2.0 mg/dL'))?.state).toBe('steady');
    expect(injuryOf(creatinine('178 umol/L'))?.state).toBe('unknown');
    expect(injuryOf(creatinine('177 umol/L'))?.state).toBe('steady');
    expect(injuryOf(creatinine('2.1 mg/dL'), entry(90))?.state).toBe('steady');
    expect(injuryOf(creatinine('2.1 mg/dL'), entry(89))?.state).toBe('unknown');
    expect(injuryOf(creatinine('2.1 mg/dL'), condition('N18.2', { system: ICD10, since: '2020-01-01' }))?.state).toBe(
      'unknown',
    );
    expect(injuryOf(creatinine('2.1 mg/dL'), condition('N18.3', { system: ICD10 }))?.state).toBe('unknown');
  });
});

describe('a creatinine with a limit sign', () => {
  const newest = (...values: readonly (readonly [string, number])[]) => {
    const facts = collect(chart([patient(), ...course(...values)]));
    const [first] = resultsOf(facts, 'creatinine-serum');
    return first && steadinessOf(facts).courseOf(first);
  };

  test.each(['>5 mg/dL', '>=5 mg/dL'])('%s is an injury where 5 mg/dL would be one', (value) => {
    expect(newest(['1.0 mg/dL', 5], [value, 0])).toMatchObject({ injury: { stage: 3 }, steady: false });
  });

  test.each(['>5 mg/dL', '>=5 mg/dL'])('%s is acute or chronic not known where 5 mg/dL would be so', (value) => {
    expect(newest([value, 0])).toMatchObject({ unknown: 'no-earlier-value', steady: false });
  });

  test.each(['>5 mg/dL', '>=5 mg/dL', '<5 mg/dL', '<=5 mg/dL'])(
    '%s says nothing where 5 mg/dL would be steady',
    (value) => {
      expect(newest(['5 mg/dL', 40], ['5 mg/dL', 20], [value, 0])).toBeUndefined();
    },
  );
});

describe('at the day of a B2M, of any age', () => {
  test('the creatinine of that day decides, whatever came before or after', () => {
    for (const days of [1, 20]) {
      const sample = [b2m('4 mg/L', { at: daysAgo(days) }), creatinine('1.1 mg/dL', { at: daysAgo(days) })];
      expect(renalOf(...RISE(10), ...sample).withheld).toBeUndefined();
    }
    const then = [b2m('4 mg/L', { at: daysAgo(400) }), creatinine('1.6 mg/dL', { at: daysAgo(400) })];
    expect(renalOf(creatinine('1.0 mg/dL', { at: daysAgo(405) }), ...then)).toMatchObject({
      withheld: 'unsteady',
      egfr: [],
    });
  });

  test('without one, those next to it within a week do', () => {
    const near = renalOf(...RISE(10), b2m('4 mg/L', { at: daysAgo(6) }));
    expect(near).toMatchObject({ withheld: 'unsteady', egfr: [], confounding: { possible: ['not-assessable'] } });
    expect([near.expected, near.ratio, near.clearance]).toEqual([undefined, undefined, undefined]);
    const between = [...RISE(10), creatinine('1.0 mg/dL', { at: daysAgo(2) })];
    expect(renalOf(...between, b2m('4 mg/L', { at: daysAgo(4) })).withheld).toBe('unsteady');
  });

  test.each<[what: string, values: readonly (readonly [string, number])[], unsteady: string | undefined]>([
    ['fallen after it', [['2.0 mg/dL', 15], ['1.9 mg/dL', 11], ['1.3 mg/dL', 8]], 'falling'],
    ['first and high before it, fallen after it', [['2.5 mg/dL', 11], ['1.6 mg/dL', 8]], 'falling'],
    ['steady before it, high after it and nothing else known', [['2.0 mg/dL', 11], ['2.1 mg/dL', 8]], 'unknown'],
    ['risen after it', [['1.0 mg/dL', 11], ['2.1 mg/dL', 8]], 'injury'],
    ['risen more than a week after it', [['1.0 mg/dL', 11], ['2.1 mg/dL', 2]], undefined],
    ['steady on both sides', [['1.0 mg/dL', 11], ['1.1 mg/dL', 8]], undefined],
  ])('of the two next to it that which is least steady counts: %s: %p', (_, values, unsteady) => {
    const steadiness = steadinessOf(collect(chart([patient(), ...course(...values)])));
    expect(steadiness.around(Date.parse(daysAgo(10)), undefined).unsteady).toBe(unsteady);
  }); // prettier-ignore

  test('and in any case the one that the filtration is read from', () => {
    expect(renalOf(...RISE(40), b2m('4 mg/L'))).toMatchObject({ withheld: 'unsteady', egfr: [] });
    const steady = creatinine('1.1 mg/dL', { at: daysAgo(20) });
    expect(renalOf(...RISE(40), steady, b2m('4 mg/L')).withheld).toBeUndefined();
  });

  test('a reported eGFR of that day is not used either', () => {
    expect(renalOf(...RISE(0), egfr('38 mL/min/{1.73_m2}'), b2m('4 mg/L'))).toMatchObject({
      withheld: 'unsteady',
      egfr: [],
    });
  });
});

describe('acute kidney injury on the problem list', () => {
  const aki = (options: object) => condition('N17.9', { system: ICD10, ...options });

  test.each([
    ['30 days before', { since: daysAgo(30) }, 'unsteady'],
    ['31 days before', { since: daysAgo(31) }, undefined],
    ['without a date', {}, 'unsteady'],
    ['over', { clinical: 'resolved', since: daysAgo(3) }, undefined],
    ['only suspected', { verification: 'provisional', since: daysAgo(3) }, undefined],
  ])('%s: %s', (_, options, withheld) => {
    expect(renalOf(aki(options), b2m('4 mg/L'), creatinine('1.2 mg/dL')).withheld).toBe(withheld);
  });

  test.each(['14669001', '35455006', '236433006'])('by SNOMED CT %s', (code) => {
    const coded = read(chart([patient(), condition(code, { since: daysAgo(3) }), creatinine('1.2 mg/dL')]));
    expect([coded.injury?.state, coded.steadyNow]).toEqual(['coded', false]);
  });

  test.each([
    ['a steady creatinine', course(['1.2 mg/dL', 60], ['1.2 mg/dL', 2]), 'steady'],
    ['one within its range', [creatinine('1.2 mg/dL', { at: daysAgo(2), high: '1.2 mg/dL' })], 'steady'],
    [
      'one above its range, and nothing to compare with',
      [creatinine('1.3 mg/dL', { at: daysAgo(2), high: '1.2 mg/dL' })],
      'coded',
    ],
    ['a steady one of the same day', course(['1.2 mg/dL', 60], ['1.2 mg/dL', 10]), 'coded'],
    ['a steady one of today', course(['1.2 mg/dL', 60], ['1.2 mg/dL', 0]), 'steady'],
    ['one that shows injury', course(['1.2 mg/dL', 60], ['2.4 mg/dL', 2]), 'injury'],
    ['none', [], 'coded'],
  ])('followed by %s: %s', (_, creatinines, state) => {
    expect(injuryOf(aki({ since: daysAgo(10).slice(0, 10) }), ...creatinines)?.state).toBe(state);
  });

  test('coded again after a steady creatinine it counts again, in whatever order the entries stand', () => {
    const twice = [aki({ since: daysAgo(20) }), aki({ since: daysAgo(5) })];
    const steady = course(['1.2 mg/dL', 60], ['1.2 mg/dL', 10]);
    for (const entries of [twice, twice.toReversed()]) expect(injuryOf(...entries, ...steady)?.state).toBe('coded');
    expect(injuryOf(...twice.slice(0, 1), ...steady)?.state).toBe('steady');
  });

  test('counts from a week before it was coded, at the day of a B2M', () => {
    const coded = aki({ since: daysAgo(100).slice(0, 10) });
    const at = (days: number) =>
      renalOf(coded, b2m('4 mg/L', { at: daysAgo(days) }), creatinine('1.2 mg/dL', { at: daysAgo(days) })).withheld;
    expect([108, 107, 70, 69].map(at)).toEqual([undefined, 'unsteady', 'unsteady', undefined]);
  });
});

test('what a B2M is read with is steady whenever an eGFR is given, in random courses', () => {
  const value = fc.integer({ min: 6, max: 50 }).map((v) => `${v / 10} mg/dL`);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, fc.integer({ min: 0, max: 400 })), { maxLength: 8 }),
      fc.integer({ min: 0, max: 200 }),
      (values, day) => {
        const renal = renalOf(b2m('4 mg/L', { at: daysAgo(day) }), ...course(...values));
        const { steadiness, egfr: given } = renal;
        expect(given.length > 0 && (steadiness.course?.steady === false || steadiness.unsteady !== undefined)).toBe(
          false,
        );
        if (steadiness.unsteady)
          expect([renal.expected, renal.ratio, renal.clearance]).toEqual([undefined, undefined, undefined]);
      },
    ),
    { numRuns: 300 },
  );
});
