// Where everything stands in the picture: three panels above one time axis.
import { KDIGO_GFR_CUTS } from '../../clinical/instruments/kdigo-gfr-2012.ts';
import { WELL_BEYOND_RATIO } from '../../clinical/instruments/renal-confounding.ts';
import { ISS_B2M_CUTS } from '../../clinical/instruments/iss-2005.ts';
import { interval } from '../../clinical/quantities/quantity.ts';
import { niceTicks } from '../shared/ticks.ts';
import type { Trend } from './model.ts';
import { linear, type Scale } from './scale.ts';
import type { UnitSystem } from './units.ts';

export interface Panel {
  readonly top: number;
  readonly bottom: number;
  readonly y: Scale;
  /** In the unit shown. */
  readonly ticks: readonly number[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly x: Scale;
  readonly b2m: Panel;
  readonly egfr: Panel;
  readonly creatinine: Panel;
  readonly axis: number;
  readonly narrow: boolean;
}

export const HEIGHT = 640;
const DAY_MS = 86_400_000;

/** The geometry for a width in CSS pixels; values on the y scales are in the units shown. */
export function layOut(trend: Trend, width: number, units: UnitSystem): Layout {
  const narrow = width < 560;
  const left = narrow ? 38 : 56;
  const right = width - (narrow ? 12 : 108);
  const x = linear(span(trend), [left + 10, right - 10]);
  return {
    width,
    height: HEIGHT,
    left,
    right,
    x,
    b2m: panel(44, 360, highestB2m(trend) * units.b2m.factor, 6),
    egfr: panel(400, 500, Math.max(KDIGO_GFR_CUTS[4], ...trend.moments.map((m) => m.egfr?.value ?? 0)), 3),
    creatinine: panel(536, 600, highestCreatinine(trend) * units.creatinine.factor, 2),
    axis: 606,
    narrow,
  };
}

function panel(top: number, bottom: number, max: number, count: number): Panel {
  const ticks = niceTicks(max, count);
  return { top, bottom, ticks, y: linear([0, ticks.at(-1) ?? max], [bottom, top]) };
}

/** Results and marks, with room for a single day to stand in. */
function span(trend: Trend): readonly [number, number] {
  const firstResult = trend.moments[0]?.at ?? 0;
  const times = [...trend.moments, ...trend.marks.filter((m) => m.at > firstResult - 120 * DAY_MS)].map((m) => m.at);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const room = Math.max((to - from) * 0.03, 4 * DAY_MS);
  return [from - room, to + room];
}

/** High enough for the upper ISS cut-off, every value, and the band unless that would flatten everything else. */
function highestB2m(trend: Trend): number {
  const values = trend.moments.flatMap((m) => (m.b2m ? [m.b2m.quantity.value] : []));
  const highest = Math.max(ISS_B2M_CUTS[1] + 1.5, ...values.map((v) => v * 1.08));
  const band = Math.max(0, ...trend.moments.map((m) => (m.expected ?? 0) * WELL_BEYOND_RATIO));
  return Math.max(highest, Math.min(band, highest * 1.5));
}

function highestCreatinine(trend: Trend): number {
  return Math.max(1.5, ...trend.moments.map((m) => (m.creatinine ? finite(interval(m.creatinine)) : 0)));
}

function finite([low, high]: readonly [number, number]): number {
  return Number.isFinite(high) ? high : low;
}
