// The course of serum B2M, each value with the filtration of its time.
import { describe, expect, test } from '@jest/globals';
import { READING } from '../../../fixtures/published.ts';
import type { Facts } from '../../../src/clinical/facts/types.ts';
import { courseOf } from '../../../src/clinical/reading/trend-reading.ts';
import {
  b2m,
  chart,
  collect,
  condition,
  creatinine,
  daysAgo,
  observation,
  patient,
  read,
} from '../../support/chart.ts';

const trendOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).trend;
const course = (...values: readonly (readonly [string, number])[]) =>
  values.map(([v, d]) => b2m(v, { at: daysAgo(d) }));
const stable = (...days: readonly number[]) => days.map((d) => creatinine('1.0 mg/dL', { at: daysAgo(d) }));

describe('worked examples T1–T6', () => {
  test.each([
    ['T1', [['3.0 mg/L', 90], ['3.6 mg/L', 0]], ['stable']],
    ['T2', [['3.0 mg/L', 90], ['3.8 mg/L', 0]], ['rising']],
    ['T3', [['1.2 mg/L', 90], ['1.55 mg/L', 0]], ['stable']],
    ['T4', [['8.0 mg/L', 300], ['2.4 mg/L', 90], ['3.4 mg/L', 0]], ['fall-then-rise']],
    ['T5', [['3.0 mg/L', 90], ['350 nmol/L', 0]], ['rising']],
  ] as const)('%s', (_, values, possible) => {
    expect(trendOf(...course(...values), ...stable(300, 90, 0))?.assessment.possible).toEqual(possible);
  }); // prettier-ignore

  test('T6: a sample from after dialysis is no point of the course', () => {
    const after = observation('87708-4', '4.0 mg/L');
    expect(trendOf(...course(['3.0 mg/L', 90]), after)).toBeUndefined();
  });
});

describe('filtration', () => {
  const B12 = course(['3.0 mg/L', 90], ['4.1 mg/L', 0]);

  test('B11: a fall of eGFR from 60 to 40 accounts for the rise', () => {
    const fall = [creatinine('1.03 mg/dL', { at: daysAgo(90) }), creatinine('1.45 mg/dL')];
    const trend = trendOf(...B12, ...fall);
    expect(trend?.assessment.possible).toEqual(['rising-with-filtration']);
    expect(trend?.points.map((p) => Math.round(p.egfr ?? 0))).toEqual([40, 60]);
    expect(trend?.derived).toMatchObject([
      { name: 'b2m-change', unit: '1' },
      { name: 'egfr', method: expect.stringContaining('CKD-EPI 2021 (creatinine), ') },
      { name: 'egfr' },
    ]);
    expect(trend?.derived[0]?.value).toBeCloseTo(1.1 / 3, 3);
  });

  test('B12: a stable eGFR does not', () => {
    expect(trendOf(...B12, ...stable(90, 0))?.assessment.possible).toEqual(['rising']);
  });

  test.each([
    ['without any creatinine', []],
    ['with a creatinine of one time only', stable(0)],
    ['with creatinines too far from the values', stable(121, 31)],
    ['with a censored creatinine', [creatinine('<1.0 mg/dL'), ...stable(90)]],
  ])('%s both readings stay possible', (_, creatinines) => {
    expect(trendOf(...B12, ...creatinines)?.assessment.possible).toEqual(['rising', 'rising-with-filtration']);
  });

  test('acute kidney injury at one of the times: no statement', () => {
    const injury = [creatinine('1.0 mg/dL', { at: daysAgo(1.5) }), creatinine('1.6 mg/dL')];
    const trend = trendOf(...B12, ...stable(90), ...injury);
    expect(trend).toMatchObject({ assessment: { possible: ['not-comparable'] }, inputs: [], derived: [] });
    const before = [creatinine('1.0 mg/dL', { at: daysAgo(17) }), creatinine('2.0 mg/dL', { at: daysAgo(15) })];
    expect(trendOf(...B12, ...stable(90), ...before)?.assessment.possible).toEqual(['not-comparable']);
  });

  test('of many B2M and as many creatinines reads no more than twice as much for twice as many', () => {
    const many = (n: number) =>
      collect(
        chart([
          patient(),
          ...Array.from({ length: n }, (_, i) => b2m(`${3 + (i % 7) / 10} mg/L`, { id: `b${i}`, at: daysAgo(i / 2) })),
          ...Array.from({ length: n }, (_, i) =>
            creatinine(`${1 + (i % 9) / 10} mg/dL`, { id: `c${i}`, at: daysAgo(i / 2) }),
          ),
        ]),
      );
    // Each B2M finds its creatinine by halving, not by walking: what it reads grows with the series and not with its square.
    let asked = 0;
    const counted = (facts: Facts): Facts => ({
      ...facts,
      measurements: {
        ...facts.measurements,
        'creatinine-serum': new Proxy(facts.measurements['creatinine-serum'] ?? [], {
          get: (list, key, receiver): unknown => {
            if (typeof key === 'string' && /^\d+$/.test(key)) asked++;
            return Reflect.get(list, key, receiver);
          },
        }),
      },
    });
    const reads = (n: number): number => {
      asked = 0;
      courseOf(counted(many(n)), READING.settings);
      return asked;
    };
    const [once, twice] = [reads(500), reads(1000)];
    expect(once).toBeGreaterThan(500);
    expect(twice / once).toBeLessThan(2.5);
  });

  test('a patient of unknown age: both readings stay possible', () => {
    const { trend } = read(chart([patient({ birthDate: undefined }), ...B12, ...stable(90, 0)]));
    expect(trend?.assessment.possible).toEqual(['rising', 'rising-with-filtration']);
  });
});

describe('one equation throughout', () => {
  const [OWN, UNDATED, MDRD, CYSTATIN] = ['98979-8', '62238-1', '48642-3', '50210-4'];
  const B2M = course(['3.0 mg/L', 180], ['3.5 mg/L', 90], ['4.1 mg/L', 0]);
  /** So many days ago, mL/min/1.73 m² by the code of an equation. */
  const reported = (code: string | undefined, days: number, value: number | string) =>
    observation(code ?? '', `${value} mL/min/{1.73_m2}`, { at: daysAgo(days) });
  /** Newest first. */
  const pointsOf = (...resources: readonly fhir4.FhirResource[]) =>
    trendOf(...B2M, ...resources)?.points.map((p) => [p.egfrBy, p.egfr === undefined ? undefined : Math.round(p.egfr)]);
  const NONE = [undefined, undefined];
  const OURS = ['creatinine', 62];

  test('ours, also where the laboratory reports its own of the same day', () => {
    expect(pointsOf(...stable(180, 90, 0), reported(OWN, 180, 50), reported(OWN, 0, 51))).toEqual([
      OURS,
      OURS,
      ['creatinine', 63], // before a birthday
    ]);
  });

  test('ours with what the laboratory reports by the same equation, where there is no creatinine', () => {
    expect(pointsOf(...stable(0), reported(OWN, 180, 50), reported(MDRD, 0, 44), reported(MDRD, 180, 44))).toEqual([
      OURS,
      NONE,
      ['reported', 50],
    ]);
    expect(pointsOf(reported(OWN, 180, 50), reported(OWN, 0, 51))).toEqual([['reported', 51], NONE, ['reported', 50]]);
  });

  test('another one where only that stands beside the latest and an earlier one; ours is not mixed with it', () => {
    const others = [reported(MDRD, 180, 50), reported(MDRD, 0, 40)];
    expect(pointsOf(...others, ...stable(180, 90))).toEqual([['reported', 40], NONE, ['reported', 50]]);
    expect(pointsOf(...others, ...stable(90))).toEqual([['reported', 40], NONE, ['reported', 50]]);
  });

  test.each([
    ['beside the latest alone', [reported(MDRD, 0, 40)], [NONE, OURS, NONE]],
    ['beside earlier ones alone', [reported(MDRD, 180, 40), reported(MDRD, 90, 40)], [NONE, OURS, NONE]],
    ['with a limit sign', [reported(MDRD, 180, '>60'), reported(MDRD, 0, 40)], [NONE, OURS, NONE]],
    ['by cystatin C', [reported(CYSTATIN, 180, 50), reported(CYSTATIN, 0, 40)], [NONE, OURS, NONE]],
  ])('ours, where another one stands %s', (_, others, points) => {
    expect(pointsOf(...others, ...stable(90))).toEqual(points);
  });

  test('of two others always the same, in whatever order they are reported', () => {
    const earlier = [reported(UNDATED, 180, 40), reported(MDRD, 180, 41)];
    for (const [days, other] of [[0, 0.1], [0.1, 0]] as const) {
      const latest = [reported(UNDATED, days, 40), reported(MDRD, other, 41)];
      expect(pointsOf(...earlier, ...latest)).toEqual([['reported', 41], NONE, ['reported', 41]]);
    } // prettier-ignore
  });

  test('none while creatinine is not steady, whatever is reported', () => {
    const injury = [creatinine('1.0 mg/dL', { at: daysAgo(91.5) }), creatinine('1.6 mg/dL', { at: daysAgo(90) })];
    const all = [180, 90, 0].map((d) => reported(OWN, d, 50));
    expect(pointsOf(...all, ...injury)).toEqual([['reported', 50], NONE, ['reported', 50]]);
  });

  test('says in the evidence which of them it was', () => {
    const trend = trendOf(...B2M, reported(OWN, 180, 50), ...stable(0));
    expect(trend?.derived.map((d) => d.method)).toEqual([
      'relative to nadir',
      `as reported, ${daysAgo(180).slice(0, 10)}`,
      `CKD-EPI 2021 (creatinine), ${daysAgo(0).slice(0, 10)}`,
    ]);
  });
});

describe('which values', () => {
  test('those up to the one being looked at', () => {
    const all = chart([
      patient(),
      ...course(['3.0 mg/L', 200], ['6.0 mg/L', 100]),
      b2m('2 mg/L'),
      ...stable(200, 100, 0),
    ]);
    const past = read(all, { lookedAt: ['Observation/observation-3'] }).trend;
    expect(past?.points.map((p) => p.measurement.quantity.value)).toEqual([6, 3]);
    expect(past?.assessment.possible).toEqual(['rising']);
    expect(read(all).trend?.points).toHaveLength(3);
  });

  test('never urine, CSF, or what was set aside', () => {
    const others = [
      observation('1953-9', '9000 ug/L', { at: daysAgo(9) }),
      observation('1951-3', '9 mg/L', { at: daysAgo(9) }),
      b2m('9 mg/L', { at: daysAgo(9), status: 'entered-in-error' }),
      b2m('9 mg/L', { at: daysAgo(9), with: { subject: { reference: 'Patient/p2' } } }),
    ];
    expect(trendOf(b2m('3 mg/L'), ...others)).toBeUndefined();
  });

  test('none at all on dialysis', () => {
    expect(trendOf(...course(['30 mg/L', 90], ['45 mg/L', 0]), condition('esrd'))).toBeUndefined();
  });
});
