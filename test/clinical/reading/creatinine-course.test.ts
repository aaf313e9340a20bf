// The course of creatinine: each sentence of the reference, and a second, slow implementation beside the first.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { creatinineCourse, type Course, type Creatinine } from '../../../src/clinical/reading/creatinine-course.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = Date.UTC(2026, 10, 27, 12);

/** [days ago, mg/dL]; the last one is read. */
type Days = readonly (readonly [number, number])[];

const point = ([daysAgo, value]: readonly [number, number]): Creatinine => ({ at: TODAY - daysAgo * DAY, value });

function read(days: Days, chronicKidneyDisease = false): Course<Creatinine> {
  const points = days.map(point);
  const now = points.at(-1);
  if (!now) throw new Error('no creatinine to read');
  return creatinineCourse(points)(now, { chronicKidneyDisease });
}

describe('injury', () => {
  test.each<[string, Days, number, readonly string[]]>([
    [
      'half as much again in 7 days',
      [
        [7, 1],
        [0, 1.5],
      ],
      1,
      ['seven-days'],
    ],
    [
      'twice in 6 days',
      [
        [6, 1],
        [0, 2],
      ],
      2,
      ['seven-days'],
    ],
    [
      'three times in 6 days',
      [
        [6, 1],
        [0, 3],
      ],
      3,
      ['seven-days'],
    ],
    [
      '4.0 with a ratio of 1.6',
      [
        [5, 2.5],
        [0, 4],
      ],
      3,
      ['seven-days'],
    ],
    [
      '4.0 by 0.3 within 48 hours alone is stage 1',
      [
        [1, 3.7],
        [0, 4],
      ],
      1,
      ['forty-eight-hours'],
    ],
    [
      '0.3 within 48 hours',
      [
        [2, 1],
        [0, 1.3],
      ],
      1,
      ['forty-eight-hours'],
    ],
    [
      'half as much again after 8 days, by the long baseline alone',
      [
        [8, 1],
        [0, 1.5],
      ],
      1,
      ['long-baseline'],
    ],
    [
      '4.5 times after 75 days',
      [
        [75, 1],
        [0, 4.5],
      ],
      3,
      ['long-baseline'],
    ],
    [
      '365 days ago still counts',
      [
        [365, 1],
        [0, 2],
      ],
      2,
      ['long-baseline'],
    ],
    [
      'stage by the larger ratio',
      [
        [60, 1],
        [5, 2],
        [0, 3.2],
      ],
      3,
      ['seven-days', 'long-baseline'],
    ],
    [
      'a plateau of 20 days is not its own baseline',
      [
        [60, 1],
        [20, 2],
        [15, 2],
        [10, 2],
        [0, 2],
      ],
      2,
      ['long-baseline'],
    ],
    [
      'a run of 40 days that still rises',
      [
        [200, 1],
        [150, 1],
        [40, 1.6],
        [20, 2],
        [0, 2.3],
      ],
      2,
      ['long-baseline'],
    ],
  ])('%s', (_name, days, stage, by) => {
    const { injury, steady } = read(days);
    expect(injury?.stage).toBe(stage);
    expect(injury?.by).toEqual(by);
    expect(steady).toBe(false);
  });

  test.each<[string, Days]>([
    [
      '1.49 times in 7 days',
      [
        [7, 1],
        [0, 1.49],
      ],
    ],
    [
      '0.29 within 48 hours',
      [
        [2, 1],
        [0, 1.29],
      ],
    ],
    [
      '366 days ago is too old',
      [
        [366, 1],
        [0, 1.9],
      ],
    ],
    [
      'chronic: 75 % of it 90 days ago, and none lower since',
      [
        [300, 1],
        [299, 1],
        [298, 1],
        [297, 1],
        [90, 1.5],
        [0, 2],
      ],
    ],
    [
      'a fall',
      [
        [30, 2],
        [0, 1.9],
      ],
    ],
  ])('none: %s', (_name, days) => {
    expect(read(days).injury).toBeUndefined();
  });

  test('chronic needs 90 days, and no lower value since', () => {
    const older: Days = [
      [300, 1],
      [299, 1],
      [298, 1],
      [297, 1],
    ];
    expect(read([...older, [89, 1.5], [20, 1.5], [0, 2]]).injury?.by).toEqual(['long-baseline']);
    expect(read([...older, [120, 1.5], [60, 1.4], [25, 1.7], [0, 2]]).injury?.by).toEqual(['long-baseline']);
  });

  test('in µmol/L 27 is a rise and 26 is none, whatever it is in mg/dL', () => {
    const course = (rise: number) => {
      const points = [88, 88 + rise].map((micromoles, i) => ({
        at: TODAY - (1 - i) * DAY,
        value: micromoles / 88.42,
        micromoles,
      }));
      return creatinineCourse<Creatinine>(points)(points[1] ?? point([0, NaN]), { chronicKidneyDisease: false });
    };
    expect(course(27).injury?.by).toEqual(['forty-eight-hours']);
    expect(course(26).injury).toBeUndefined();
  });

  test('48 hours are hours', () => {
    const points = [
      { at: TODAY - 48 * HOUR - 1, value: 1 },
      { at: TODAY, value: 1.3 },
    ];
    expect(creatinineCourse(points)(point([0, 1.3]), { chronicKidneyDisease: false }).injury).toBeUndefined();
  });

  test('the median stands in the middle of the values, not of the time', () => {
    const { injury } = read([[300, 1.4], [200, 0.9], [100, 1.2], [90, 1], [0, 4.5]]);
    expect(injury?.baseline?.middle.map((p) => p.value)).toEqual([1, 1.2]);
    expect(read([[300, 1.4], [200, 0.9], [100, 1], [0, 4.5]]).injury?.baseline?.middle[0]?.value).toBe(1);
  }); // prettier-ignore

  test('the baseline says of how many results it is the median, and of when', () => {
    expect(
      read([
        [200, 0.9],
        [100, 1.0],
        [75, 1.4],
        [0, 4.5],
      ]).injury?.baseline,
    ).toEqual({
      value: 1.0,
      count: 3,
      fromDays: 8,
      latestAt: TODAY - 75 * DAY,
      middle: [expect.objectContaining({ value: 1 })],
    });
  });
});

describe('at the edges', () => {
  const ONES: Days = [
    [200, 1],
    [190, 1],
    [180, 1],
    [170, 1],
    [90, 1],
  ];

  test('a run of 30 days is an injury, one of 31 a plateau', () => {
    const run = (began: number): Days => [...ONES, [began, 2], [20, 2], [0, 2]];
    expect(read(run(30)).injury?.by).toEqual(['long-baseline']);
    expect(read(run(31))).toMatchObject({ injury: undefined, fellFrom: { value: 1 }, steady: true });
  });

  test('values of more than a year ago are no baseline', () => {
    expect(read([[400, 3], [390, 3], [100, 1], [0, 2]]).injury).toMatchObject({ ratio: 2, baseline: { count: 1 } });
  }); // prettier-ignore

  test('of the two medians the lower one counts, of two alike that of the whole time', () => {
    const lowerLately = read([[60, 2], [20, 1], [15, 1], [0, 1.6]]);
    expect(lowerLately.injury?.baseline).toMatchObject({ value: 1, count: 3 });
    const alike = read([[60, 1], [20, 1], [0, 2]]);
    expect(alike.injury?.baseline).toMatchObject({ value: 1, count: 2, fromDays: 8, latestAt: TODAY - 20 * DAY });
  }); // prettier-ignore

  test('4.0 mg/dL at exactly 1.5 times the reference is stage 3, below it stage 1', () => {
    expect(read([[5, 3], [0, 4.5]]).injury?.stage).toBe(3);
    expect(read([[2, 3.9], [0, 4.5]]).injury?.stage).toBe(1);
  }); // prettier-ignore

  test('a rise within 48 hours alone is from the lowest of them, not of the week', () => {
    const { injury } = read([[5, 1], [1, 1.05], [0, 1.36]]);
    expect(injury).toMatchObject({ by: ['forty-eight-hours'], ratio: 1.36, from: { value: 1.05 } });
  }); // prettier-ignore

  test.each<[what: string, days: Days, unknown: string | undefined]>([
    ['14 days before', [...ONES, [40, 3], [14, 2], [0, 2]], undefined],
    ['13 days before', [...ONES, [40, 3], [13, 2], [0, 2]], 'no-steady-pair'],
    ['14 days before, 15 % away', [...ONES, [40, 3], [14, 2.3], [0, 2]], undefined],
    ['14 days before, a little more', [...ONES, [40, 3], [14, 2.31], [0, 2]], 'no-steady-pair'],
    ['where the run began', [...ONES, [40, 2], [20, 3], [10, 2.6], [0, 2]], undefined],
    ['before the run began', [...ONES, [60, 1.45], [40, 2.5], [20, 2.5], [0, 1.6]], 'no-steady-pair'],
  ])('a value that agrees %s', (_, days, unknown) => {
    const course = read(days);
    expect([course.unknown, course.fellFrom === undefined]).toEqual([unknown, unknown !== undefined]);
  });

  test('what fell from a baseline is told of a plateau alone', () => {
    expect(read([[100, 2], [80, 2], [0, 2]]).fellFrom).toBeUndefined();
    // chronic: nothing lower for 90 days
    expect(read([[300, 1], [290, 1], [280, 1], [100, 2], [0, 2]])).not.toHaveProperty('fellFrom');
    expect(read([...ONES, [5, 1], [0, 2]]).fellFrom).toBeUndefined();
  }); // prettier-ignore

  test('steady since the oldest that agrees, at least 14 days before', () => {
    expect(read([[15, 1], [14, 2], [0, 2]]).steadySince()?.oldest.at).toBe(TODAY - 14 * DAY);
    expect(read([[15, 1], [13, 2], [0, 2]]).steadySince()).toBeUndefined();
    // one value that can be named, or a course of several
    expect(read([[14, 2], [0, 2]]).steadySince()?.isOnlyOne).toBe(true);
    expect(read([[14, 2], [7, 2], [0, 2]]).steadySince()?.isOnlyOne).toBe(false);
  }); // prettier-ignore
});

describe('not steady without injury', () => {
  test('falling: to two thirds of the peak of the week', () => {
    expect(
      read([
        [5, 3],
        [0, 2],
      ]),
    ).toMatchObject({ recovering: true, fallingFrom: { value: 3 }, steady: false });
    expect(
      read([
        [40, 2],
        [5, 2.9],
        [0, 2],
      ]),
    ).toMatchObject({ recovering: false, steady: true });
    expect(
      read([
        [8, 3],
        [0, 2],
      ]).recovering,
    ).toBe(false);
  });

  test('falling: 0.3 less within 48 hours', () => {
    expect(
      read([
        [30, 1.2],
        [2, 1.5],
        [0, 1.2],
      ]),
    ).toMatchObject({ recovering: false, fallingFrom: { value: 1.5 }, steady: false });
    expect(
      read([
        [30, 1.2],
        [2, 1.49],
        [0, 1.2],
      ]).steady,
    ).toBe(true);
  });

  test('a first creatinine above 2 mg/dL is acute or chronic not known', () => {
    expect(read([[0, 2.1]])).toMatchObject({ unknown: 'no-earlier-value', steady: false });
    expect(read([[0, 2.0]]).steady).toBe(true);
    expect(read([[0, 2.1]], true).steady).toBe(true);
    expect(
      read([
        [366, 1],
        [0, 2.1],
      ]).unknown,
    ).toBe('no-earlier-value');
  });

  test('with a lower one of the year before it is no first one, whether or not they agree', () => {
    expect(read([[20, 1.5], [0, 2.1]])).toMatchObject({ unknown: undefined, steady: true });
  }); // prettier-ignore

  test('until a second value at least 7 days apart agrees', () => {
    expect(
      read([
        [7, 2.0],
        [0, 2.1],
      ]).steady,
    ).toBe(true);
    expect(
      read([
        [6, 2.0],
        [0, 2.1],
      ]).unknown,
    ).toBe('no-earlier-value');
    expect(
      read([
        [7, 1.8],
        [0, 2.1],
      ]).unknown,
    ).toBe('no-earlier-value');
  });

  test('a run older than 30 days is steady with a pair 14 days apart, and not known without', () => {
    const before: Days = [
      [200, 1],
      [150, 1],
    ];
    expect(read([...before, [40, 2], [20, 2], [0, 2.1]])).toMatchObject({ fellFrom: { value: 1 }, steady: true });
    expect(read([...before, [40, 3], [13, 2], [0, 2]])).toMatchObject({ unknown: 'no-steady-pair', steady: false });
  });

  test('steady since the oldest of the values that agree without a gap', () => {
    expect(
      read([
        [100, 0.9],
        [60, 1.3],
        [40, 0.9],
        [14, 1.0],
        [0, 0.9],
      ]).steadySince()?.oldest.at,
    ).toBe(TODAY - 40 * DAY);
    expect(
      read([
        [13, 0.9],
        [0, 0.9],
      ]).steadySince(),
    ).toBeUndefined();
  });
});

/** The ruling once more, word for word, walking everything. */
function slowly(days: Days, chronicKidneyDisease: boolean) {
  const now = days.at(-1)?.[1] ?? NaN;
  const before = days.slice(0, -1);
  const within = (from: number, to: number) => before.filter(([d]) => d >= from && d <= to).map(([, v]) => v);
  const eq = (x: number) => Math.round(x * 1e9) / 1e9;
  const middle = (values: readonly number[]): number => {
    const s = [...values].sort((a, b) => a - b);
    return s.length === 0 ? NaN : ((s[(s.length - 1) >> 1] ?? NaN) + (s[s.length >> 1] ?? NaN)) / 2;
  };
  const long = Math.min(...[middle(within(8, 365)), middle(within(31, 365))].filter((m) => !Number.isNaN(m)));
  const hasLong = Number.isFinite(long);
  const weekRatio = eq(now / Math.min(...within(0, 7)));
  const by48 = within(0, 2).some((v) => eq(now - v) >= 0.3);
  const agrees = (v: number) => eq(Math.max(v, now) / Math.min(v, now)) <= 1.15;
  const longRatio = hasLong ? eq(now / long) : 0;
  let state = 'none';
  if (longRatio >= 1.5) {
    const chronic = before.some(
      ([d, v]) => d >= 90 && v >= eq(0.75 * now) && before.every(([e, w]) => e > d || w >= eq(0.75 * now)),
    );
    const run: (readonly [number, number])[] = [];
    for (const p of before.toReversed()) {
      if (p[1] < eq(1.5 * long)) break;
      run.push(p);
    }
    const began = run.at(-1)?.[0] ?? 0;
    const rising = within(8, 30).length > 0 && eq(now / Math.min(...within(8, 30))) >= 1.15;
    if (chronic) state = 'chronic';
    else if (began <= 30 || rising) state = 'injury';
    else state = run.some(([d, v]) => d >= 14 && agrees(v)) ? 'steady' : 'open';
  }
  const injured = weekRatio >= 1.5 || by48 || state === 'injury';
  const ratio = Math.max(weekRatio, state === 'injury' || state === 'open' ? longRatio : 0);
  const stage = !injured ? 0 : ratio < 1.5 ? 1 : ratio >= 3 || now >= 4 ? 3 : ratio >= 2 ? 2 : 1;
  const falling = within(0, 7).some((v) => eq(v / now) >= 1.5) || within(0, 2).some((v) => eq(v - now) >= 0.3);
  const first = !hasLong && now > 2 && !chronicKidneyDisease && !before.some(([d, v]) => d >= 7 && agrees(v));
  const unknown = !injured && (state === 'open' || first);
  return { stage, falling, unknown, steady: !injured && !falling && !unknown };
}

test('a second implementation of the ruling says the same of random courses', () => {
  const value = fc.integer({ min: 6, max: 60 }).map((v) => v / 10);
  const days = fc
    .uniqueArray(fc.tuple(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400 })), value), {
      maxLength: 12,
      selector: ([day]) => day,
    })
    .map((earlier) => earlier.sort((a, b) => b[0] - a[0]));
  fc.assert(
    fc.property(days, value, fc.boolean(), (earlier, now, chronic) => {
      const series: Days = [...earlier, [0, now]];
      const course = read(series, chronic);
      expect({
        stage: course.injury?.stage ?? 0,
        falling: course.fallingFrom !== undefined,
        unknown: course.unknown !== undefined,
        steady: course.steady,
      }).toEqual(slowly(series, chronic));
    }),
    { numRuns: 5000 },
  );
});

test('ten thousand creatinines of a year cost no more than their number', () => {
  const points = Array.from({ length: 10_000 }, (_, i) => ({ at: TODAY - i * 50 * 60_000, value: 1 + (i % 40) / 10 }));
  const course = creatinineCourse(points);
  expect(points.filter((p) => course(p, { chronicKidneyDisease: false }).steady).length).toBeLessThan(10_000);
});
