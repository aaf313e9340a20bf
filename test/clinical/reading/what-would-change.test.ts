// What would change a stage: what is claimed of the open items is what trying all that they may show finds.
import { describe, expect, test } from '@jest/globals';
import { r2IssStage, type R2IssInputs } from '../../../src/clinical/instruments/r2-iss-2022.ts';
import { rIssStage, type RIssInputs } from '../../../src/clinical/instruments/r-iss-2015.ts';
import type { Assessment } from '../../../src/clinical/quantities/assessment.ts';
import type { StagingReading } from '../../../src/clinical/reading/staging.ts';
import {
  extremesOfR2Iss,
  openOfIss,
  openOfR2Iss,
  openOfRIss,
} from '../../../src/clinical/reading/what-would-change.ts';
import { albumin, b2m, chart, condition, daysAgo, fish, ldh, patient, read } from '../../support/chart.ts';

type Inputs = RIssInputs & R2IssInputs;

const SWITCHES = {
  'ldh-serum': 'ldhHigh',
  del17p: 'del17p',
  't4-14': 't4_14',
  't14-16': 't14_16',
  gain1q: 'gain1q',
} as const;
const NAMES = Object.values(SWITCHES);
const B2M = [undefined, '3.0 mg/L', '4.0 mg/L', '6.0 mg/L', '<5.5 mg/L'];
const ALBUMIN = [undefined, '4.0 g/dL'];

function stagingOf(...resources: readonly fhir4.FhirResource[]): StagingReading {
  const { staging } = read(chart([patient(), condition('myeloma', { since: daysAgo(5) }), ...resources]));
  if (!staging) throw new Error('no staging');
  return staging;
}

/** All ways in which so many things may be one of these. */
function ways<T>(count: number, of: readonly T[]): readonly (readonly T[])[] {
  return count === 0 ? [[]] : ways(count - 1, of).flatMap((way) => of.map((one) => [...way, one]));
}

const ANSWERS = ways(NAMES.length, [true, false, undefined]).map((way) =>
  Object.fromEntries(NAMES.map((name, i) => [name, way[i]])),
);

/** Of every B2M, albumin, LDH and FISH, known or not. */
const ALL = B2M.flatMap((serum) =>
  ALBUMIN.flatMap((beside) => {
    const staging = stagingOf(...(serum ? [b2m(serum)] : []), ...(beside ? [albumin(beside)] : []));
    return ANSWERS.map(({ ldhHigh, ...found }) => {
      const inputs: Inputs = { b2m: staging.b2m?.quantity, albumin: staging.albumin?.quantity, ldhHigh, ...found };
      const [rIss, r2Iss] = [rIssStage(inputs), r2IssStage(inputs)];
      return { inputs, staging: { ...staging, ldhHigh, fish: { ...staging.fish, inputs: found }, rIss, r2Iss } };
    });
  }),
);

const isSwitch = (fact: string): fact is keyof typeof SWITCHES => Object.hasOwn(SWITCHES, fact);

/** The strata of every way the open items may turn out, by how many are found; undefined where others are open, too. */
function tried(inputs: Inputs, { missing }: Assessment, assess: (inputs: Inputs) => Assessment) {
  if (missing.length === 0 || !missing.every(isSwitch)) return undefined;
  const outcomes = ways(missing.length, [true, false]).map((way) => {
    const { possible } = assess({
      ...inputs,
      ...Object.fromEntries(missing.map((fact, i) => [isSwitch(fact) && SWITCHES[fact], way[i]])),
    });
    expect(possible).toHaveLength(1);
    return { found: way.filter(Boolean).length, stratum: possible[0] };
  });
  const where = (wanted: (found: number) => boolean) => [
    ...new Set(outcomes.filter((o) => wanted(o.found)).map((o) => o.stratum)),
  ];
  return { any: where((found) => found > 0), all: where((n) => n === missing.length), none: where((n) => n === 0) };
}

describe.each([
  ['R-ISS', 'rIss', rIssStage, openOfRIss],
  ['R2-ISS', 'r2Iss', r2IssStage, openOfR2Iss],
] as const)('any of what is open in %s', (_, index, assess, openOf) => {
  test('makes one stage and none of it another, or nothing is said', () => {
    let said = 0;
    for (const { inputs, staging } of ALL) {
      const outcomes = tried(inputs, staging[index], assess);
      const isOne = outcomes?.any.length === 1 && outcomes.any[0] !== outcomes.none[0];
      const claim = isOne && { items: staging[index].missing, any: outcomes.any[0], none: outcomes.none[0] };
      if (claim) said++;
      expect(openOf(staging)).toEqual(claim || undefined);
    }
    expect(said).toBeGreaterThan(0);
  });
});

test('all of what is open in R2-ISS makes one stage and none of it another, or nothing is said', () => {
  let said = 0;
  for (const { inputs, staging } of ALL) {
    const outcomes = tried(inputs, staging.r2Iss, r2IssStage);
    const differ = outcomes && outcomes.all[0] !== outcomes.none[0];
    if (differ) said++;
    expect(extremesOfR2Iss(staging)).toEqual(
      differ ? { items: staging.r2Iss.missing, all: outcomes.all[0], none: outcomes.none[0] } : undefined,
    );
  }
  expect(said).toBeGreaterThan(0);
});

describe('of an ISS', () => {
  const told = (...resources: readonly fhir4.FhirResource[]) =>
    openOfIss(stagingOf(...resources)).map(({ analyte, from, below, iss }) => [analyte, from, below, iss]);
  const BY_B2M = [
    ['b2m-serum', 5.5, undefined, 'III'],
    ['b2m-serum', 3.5, 5.5, 'II'],
    ['b2m-serum', undefined, 3.5, 'I'],
  ];

  test('without a B2M each range of it makes a stage, the highest first', () => {
    expect(told(albumin('4 g/dL'))).toEqual(BY_B2M);
    expect(told(albumin('3 g/dL')).map(([, , , iss]) => iss)).toEqual(['III', 'II', 'II']);
  });

  test('without an albumin, too, nothing is said of a B2M that would leave it open', () => {
    expect(told()).toEqual(BY_B2M.slice(0, 2));
  });

  test('of a B2M with a limit sign only the ranges that it leaves', () => {
    expect(told(albumin('4 g/dL'), b2m('<5.5 mg/L'))).toEqual(BY_B2M.slice(1));
    expect(told(albumin('4 g/dL'), b2m('>3.5 mg/L'))).toEqual(BY_B2M.slice(0, 2));
  });

  test.each([
    ['3.0 mg/L', undefined, ['I', 'II']],
    ['3.0 mg/L', '4 g/dL', ['I', 'II']],
    ['4.0 mg/L', undefined, undefined],
    ['4.0 mg/L', '4 g/dL', ['II', 'II']],
    ['6.0 mg/L', undefined, undefined],
    ['6.0 mg/L', '3 g/dL', ['III', 'III']],
  ])('of a B2M of %s with an albumin of %s: on either side of 3.5 g/dL %j', (serum, beside, stages) => {
    const [high, low] = stages ?? [];
    expect(told(b2m(serum), ...(beside ? [albumin(beside)] : []))).toEqual(
      stages
        ? [
            ['albumin-serum', 3.5, undefined, high],
            ['albumin-serum', undefined, 3.5, low],
          ]
        : [],
    );
  });

  test('with R-ISS where it follows from that value alone', () => {
    const rIss = (...resources: readonly fhir4.FhirResource[]) => openOfIss(stagingOf(...resources)).map((o) => o.rIss);
    const negative = (['del17p', 't4-14', 't14-16'] as const).map((a) => fish(a, 'absent'));
    expect(rIss(b2m('3 mg/L'))).toEqual([undefined, 'II']);
    expect(rIss(b2m('3 mg/L'), ldh('200 U/L'), ...negative)).toEqual(['I', 'II']);
    expect(rIss(albumin('4 g/dL'), ldh('300 U/L'))).toEqual(['III', 'II', 'II']);
    expect(rIss(albumin('4 g/dL'), ldh('200 U/L'), ...negative)).toEqual(['II', 'II', 'I']);
  });
});
