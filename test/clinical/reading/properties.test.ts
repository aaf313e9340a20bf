// What must hold of the reading of any chart.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Assessment, System } from '../../../src/clinical/quantities/assessment.ts';
import { wholeOf } from '../../../src/clinical/reading/whole.ts';
import {
  albumin,
  b2m,
  chart,
  condition,
  creatinine,
  daysAgo,
  ecog,
  fish,
  hemoglobin,
  ldh,
  mProtein,
  observation,
  patient,
  platelets,
  read,
  weight,
  type PatientOptions,
} from '../../support/chart.ts';

/** Facts that may or may not be on record, all of the day after diagnosis. */
const since = daysAgo(1);
const PARTS: fhir4.FhirResource[] = [
  albumin('3.4 g/dL'),
  albumin('4.1 g/dL', { at: daysAgo(1) }),
  creatinine('1.1 mg/dL'),
  weight('50 kg'),
  ldh('250 U/L'),
  hemoglobin('11 g/dL'),
  platelets('90 10*3/uL'),
  mProtein('7.1 g/dL'),
  ecog('2'),
  fish('del17p', 'absent'),
  fish('t4-14', 'present'),
  fish('t14-16', 'absent'),
  fish('t14-20', 'absent'),
  fish('gain1q', 'present'),
  observation('103667-2', '0 %'),
];
const DISEASES = ['myeloma', 'cll', 'waldenstrom', 'follicular lymphoma', 'dlbcl'].map((d) => condition(d, { since }));
const VALUES = [
  '1.8 mg/L',
  '3.4 mg/L',
  '3.5 mg/L',
  '4.2 mg/L',
  '5.49 mg/L',
  '5.5 mg/L',
  '12 mg/L',
  '<3 mg/L',
  '>4 mg/L',
  '466 nmol/L',
];

const possibleBy = (located: ReturnType<typeof chart>) =>
  new Map<System, Assessment>(wholeOf(read(located)).assessments.map((a) => [a.system, a]));

describe('for any chart', () => {
  test('adding information never widens what is possible', () => {
    const who = fc.constantFrom<PatientOptions>({ gender: undefined, birthDate: undefined }, { birthDate: '1960' }, {});
    fc.assert(
      fc.property(
        fc.option(fc.constantFrom(...VALUES), { nil: undefined }),
        // Of the two albumins the nearer replaces the other, so only one takes part.
        fc.subarray(PARTS.filter((_, i) => i !== 1)),
        fc.subarray(PARTS.filter((_, i) => i !== 1)),
        who,
        (value, some, others, options) => {
          const base = [...DISEASES, ...some];
          const less = possibleBy(chart([patient(options), ...base]));
          const more = possibleBy(
            chart([patient(), ...base, ...others.filter((o) => !some.includes(o)), ...(value ? [b2m(value)] : [])]),
          );
          for (const [system, { possible, missing }] of less) {
            const now = more.get(system);
            expect([system, now?.possible.filter((s) => !possible.includes(s))]).toEqual([system, []]);
            // What is settled misses nothing, and what is open says what would settle it.
            expect([system, possible.length === 1 ? missing : []]).toEqual([system, []]);
            if (possible.length > 1) expect([system, missing.length]).not.toEqual([system, 0]);
          }
        },
      ),
      { seed: 71, numRuns: 250 },
    );
  });

  test('a higher B2M never lowers a stage, nor what lies beyond filtration', () => {
    const ORDER = ['I', 'II', 'III', 'IV', 'filtration', 'partly-beyond-filtration', 'well-beyond-filtration'];
    const SYSTEMS: readonly System[] = ['ISS', 'R-ISS', 'R2-ISS', 'renal-confounding'];
    const tenth = fc.integer({ min: 5, max: 200 });
    fc.assert(
      fc.property(tenth, tenth, fc.subarray(PARTS), (a, b, parts) => {
        const at = (tenths: number) =>
          possibleBy(chart([patient(), ...DISEASES, ...parts, b2m(`${tenths / 10} mg/L`)]));
        const [low, high] = [at(Math.min(a, b)), at(Math.max(a, b))];
        for (const system of SYSTEMS) {
          const rank = (from: Map<System, Assessment>) =>
            (from.get(system)?.possible ?? []).map((s) => ORDER.indexOf(s));
          expect(Math.min(...rank(high))).toBeGreaterThanOrEqual(Math.min(...rank(low)));
          expect(Math.max(...rank(high))).toBeGreaterThanOrEqual(Math.max(...rank(low)));
        }
      }),
      { seed: 72, numRuns: 200 },
    );
  });

  test('the units in which results come never change a reading', () => {
    const units = {
      b2m: [['mg/L', 1], ['ug/mL', 1], ['mcg/mL', 1], ['ug/L', 1000], ['ng/mL', 1000], ['µg/L', 1000]],
      albumin: [['g/dL', 1], ['g/L', 10]],
      ldh: [['U/L', 1], ['[IU]/L', 1], ['U/l', 1]],
      hemoglobin: [['g/dL', 1], ['g/L', 10]],
      weight: [['kg', 1], ['g', 1000]],
    } as const; // prettier-ignore
    const unit = (key: keyof typeof units) => fc.constantFrom<readonly [string, number]>(...units[key]);
    const digits = (value: number) => Number(value.toPrecision(10));
    fc.assert(
      fc.property(
        fc.record({
          b2m: fc.integer({ min: 30, max: 2000 }),
          albumin: fc.integer({ min: 15, max: 55 }),
          hemoglobin: fc.integer({ min: 60, max: 160 }),
        }),
        fc.record({
          b2m: unit('b2m'),
          albumin: unit('albumin'),
          ldh: unit('ldh'),
          hemoglobin: unit('hemoglobin'),
          weight: unit('weight'),
        }),
        (v, u) => {
          const located = (by: typeof u) =>
            chart([
              patient(),
              ...DISEASES,
              creatinine('1.1 mg/dL'),
              b2m(`${digits((v.b2m / 100) * by.b2m[1])} ${by.b2m[0]}`, { high: `${2.34 * by.b2m[1]} ${by.b2m[0]}` }),
              albumin(`${digits((v.albumin / 10) * by.albumin[1])} ${by.albumin[0]}`),
              ldh(`230 ${by.ldh[0]}`, { high: `225 ${by.ldh[0]}` }),
              hemoglobin(`${digits((v.hemoglobin / 10) * by.hemoglobin[1])} ${by.hemoglobin[0]}`),
              weight(`${60 * by.weight[1]} ${by.weight[0]}`),
            ]);
          const plain = read(
            located({
              b2m: units.b2m[0],
              albumin: units.albumin[0],
              ldh: units.ldh[0],
              hemoglobin: units.hemoglobin[0],
              weight: units.weight[0],
            }),
          );
          const other = read(located(u));
          expect(wholeOf(other).assessments).toEqual(wholeOf(plain).assessments);
          expect(wholeOf(other).derived).toEqual(wholeOf(plain).derived);
          expect(other.elevated).toBe(plain.elevated);
        },
      ),
      { seed: 73, numRuns: 200 },
    );
  });
});
