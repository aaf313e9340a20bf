// Acute kidney injury and its card, decided a second time, plainly, from the words of the clinical reference (2.2) alone.
// Nothing of the service is imported here. Creatinine is in hundredths of mg/dL or in µmol/L, both whole numbers.
import { dayOf } from './time.ts';

export interface Creatinine {
  readonly hoursAgo: number;
  readonly value: number;
}

export interface Units {
  /** A rise of 0.3 mg/dL, or of more than 26 µmol/L, within 48 hours. */
  readonly rise: (difference: number) => boolean;
  /** 4.0 mg/dL and 2 mg/dL (177 µmol/L). */
  readonly four: number;
  readonly two: number;
}

export const MG_DL: Units = { rise: (d) => d >= 30, four: 400, two: 200 };
export const UMOL_L: Units = { rise: (d) => d > 26, four: 353.68, two: 177 };

type Criterion = 'week' | 'two days' | 'long baseline';

export interface Course {
  readonly met: readonly Criterion[];
  readonly stage: 0 | 1 | 2 | 3;
  /** Down by a third from the peak of the week. */
  readonly fallenByAThird: boolean;
  readonly falling: boolean;
  readonly peakMetACriterion: boolean;
  readonly notKnown: boolean;
  readonly steady: boolean;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (upper + lower) / 2;
}

/** Within 15 % of each other. */
const agree = (a: number, b: number): boolean => Math.max(a, b) * 100 <= Math.min(a, b) * 115;

/**
 * @param course oldest first; the value to be judged is the last one
 * @param knownCkd CKD 3 to 5 on record for 90 days or more on the day of that value
 */
export function judge(course: readonly Creatinine[], units: Units, knownCkd: boolean): Course {
  const last = course.at(-1);
  if (!last) throw new Error('no creatinine');
  const now = last.value;
  const before = course.slice(0, -1).map((c) => ({
    value: c.value,
    days: dayOf(c.hoursAgo) - dayOf(last.hoursAgo),
    hours: c.hoursAgo - last.hoursAgo,
  }));
  const values = (from: number, to: number): readonly number[] =>
    before.filter((c) => c.days >= from && c.days <= to).map((c) => c.value);

  const week = values(0, 7);
  const twoDays = before.filter((c) => c.hours <= 48).map((c) => c.value);
  const medians = [values(8, 365), values(31, 365)].filter((v) => v.length > 0).map(median);
  const long = medians.length > 0 ? Math.min(...medians) : undefined;

  const byWeek = week.some((v) => now * 2 >= v * 3);
  const byTwoDays = twoDays.some((v) => units.rise(now - v));
  const longMet = long !== undefined && now * 2 >= long * 3;

  // Chronic: at least 75 % of the present value 90 days before or earlier, and never below that since.
  const enough = (v: number): boolean => v * 4 >= now * 3;
  const chronic =
    longMet &&
    before.some(
      (old, i) => old.days >= 90 && enough(old.value) && before.slice(i).every((later) => enough(later.value)),
    );
  // The unbroken run of values of at least 1.5 times the long baseline.
  const run: typeof before = [];
  for (const c of before.toReversed()) {
    if (long === undefined || c.value * 2 < long * 3) break;
    run.push(c);
  }
  const began = run.at(-1)?.days ?? 0;
  const month = values(8, 30);
  const rising = month.length > 0 && now * 100 >= Math.min(...month) * 115;
  const acute = longMet && !chronic && (began <= 30 || rising);
  const settled = !acute && run.some((c) => c.days >= 14 && agree(c.value, now));
  const oldRunOpen = longMet && !chronic && !acute && !settled;

  const met: Criterion[] = [
    ...(byWeek ? (['week'] as const) : []),
    ...(byTwoDays ? (['two days'] as const) : []),
    ...(acute ? (['long baseline'] as const) : []),
  ];
  const lowest = [...week, ...(longMet && !chronic && !settled && long !== undefined ? [long] : [])];
  const least = lowest.length > 0 ? Math.min(...lowest) : Infinity;
  const stage = met.length === 0 ? 0 : stageOf(now, least, units);

  const fallenByAThird = week.some((v) => v * 2 >= now * 3);
  const fellInTwoDays = twoDays.some((v) => units.rise(v - now));
  const falling = fallenByAThird || fellInTwoDays;
  const noEarlier =
    long === undefined && now > units.two && !knownCkd && !before.some((c) => c.days >= 7 && agree(c.value, now));
  const notKnown = met.length === 0 && (oldRunOpen || noEarlier);
  return {
    met,
    stage,
    fallenByAThird,
    falling,
    peakMetACriterion:
      falling && peakMet(course, fallenByAThird ? before.map((c) => c.days <= 7) : before.map((c) => c.hours <= 48)),
    notKnown,
    steady: met.length === 0 && !falling && !notKnown,
  };

  function peakMet(all: readonly Creatinine[], near: readonly boolean[]): boolean {
    const candidates = all.slice(0, -1).flatMap((c, i) => (near[i] ? [{ ...c, i }] : []));
    const peak = candidates.reduce((a, b) => (b.value > a.value ? b : a));
    return judge(all.slice(0, peak.i + 1), units, knownCkd).stage > 0;
  }
}

function stageOf(now: number, least: number, { four }: Units): 1 | 2 | 3 {
  if (now * 2 < least * 3) return 1;
  if (now >= least * 3 || now >= four) return 3;
  return now >= least * 2 ? 2 : 1;
}

export type Audience = 'myeloma' | 'suspected' | 'other plasma-cell disease' | 'none';

/** The indicator of the injury card. @param daysOld of the newest creatinine, in calendar days */
export function injuryCard(
  course: Course,
  daysOld: number,
  audience: Audience,
  treated: boolean,
): 'critical' | 'warning' | 'info' | undefined {
  if (audience === 'none' || daysOld > 30) return undefined;
  const inMyeloma = audience !== 'other plasma-cell disease';
  if (course.stage > 0) {
    const quick = course.met.includes('week') || course.met.includes('two days');
    const severe = course.stage >= 2 || (quick && !treated);
    return inMyeloma && severe && daysOld <= 7 && !course.fallenByAThird ? 'critical' : 'warning';
  }
  if (course.falling && course.peakMetACriterion) return 'warning';
  if (!course.notKnown) return undefined;
  if (!inMyeloma) return 'info';
  return treated ? undefined : 'warning';
}
