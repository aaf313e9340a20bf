// Where everything stands in the picture: three panels above one time axis.
import { KDIGO_GFR_CUTS } from '../../clinical/instruments/kdigo-gfr-2012.ts';
import { WELL_BEYOND_RATIO } from '../../clinical/instruments/renal-confounding.ts';
import { ISS_B2M_CUTS } from '../../clinical/instruments/iss-2005.ts';
import { interval } from '../../clinical/quantities/quantity.ts';
import { DAY_MS } from '../../clinical/quantities/time.ts';
import { niceTicks } from '../shared/ticks.ts';
import { placeLabels, type Placed } from './labels.ts';
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
  readonly labels: readonly LabelOfMark[];
}

/** A label above the picture, of a mark or of the baseline. */
export interface LabelOfMark extends Placed {
  readonly at: number;
  readonly kind: 'diagnosis' | 'treatment' | 'stage' | 'dialysis' | 'baseline';
  readonly text: string;
  /** Of its row, px. */
  readonly y: number;
}

const HEIGHT = 640;
const TITLE = 32;
const ROW = 16;
/** Further labels are drawn without text: the table names them. */
const MOST_ROWS = 6;

/** The geometry for a width in CSS pixels; values on the y scales are in the units shown. */
export function layOut(trend: Trend, width: number, units: UnitSystem): Layout {
  const narrow = width < 560;
  const left = narrow ? 38 : 56;
  const right = width - (narrow ? 64 : 112);
  const x = linear(span(trend), [left + 10, right - 10]);
  const marked = marksWithBaseline(trend).filter((m) => x(m.at) >= left && x(m.at) <= right);
  const placed = placeLabels(
    marked.map((m) => ({ x: x(m.at), text: m.text })),
    width - 4,
  );
  const rows = Math.min(MOST_ROWS, Math.max(0, ...placed.map((p) => p.row + 1)));
  const top = TITLE + rows * ROW + 12;
  const labels = marked.flatMap((mark, i): LabelOfMark[] => {
    const place = placed[i];
    if (!place) return [];
    const text = place.row < MOST_ROWS ? mark.text : '';
    return [{ ...mark, ...place, text, y: TITLE + (Math.min(place.row, MOST_ROWS - 1) + 1) * ROW - 4 }];
  });
  const down = top - 44;
  return {
    width,
    height: HEIGHT + down,
    left,
    right,
    x,
    b2m: panel(top, 360 + down, highestB2m(trend) * units.b2m.factor, 6),
    egfr: panel(
      400 + down,
      500 + down,
      Math.max(KDIGO_GFR_CUTS[4], ...trend.moments.map((m) => m.egfr?.quantity.value ?? 0)),
      3,
    ),
    creatinine: panel(536 + down, 600 + down, highestCreatinine(trend) * units.creatinine.factor, 2),
    axis: 606 + down,
    narrow,
    labels,
  };
}

/** From left to right. */
function marksWithBaseline(trend: Trend): readonly Pick<LabelOfMark, 'at' | 'kind' | 'text'>[] {
  const baseline = trend.moments
    .filter((m) => m.b2m?.baseline)
    .map((m) => ({ at: m.at, kind: 'baseline' as const, text: trend.stage ? `baseline: ${trend.stage}` : 'baseline' }));
  return [...trend.marks, ...baseline].toSorted((a, b) => a.at - b.at);
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

/** High enough for every value, the upper ISS cut-off where it is drawn, and the band unless that would flatten everything else. */
function highestB2m(trend: Trend): number {
  const values = trend.moments.flatMap((m) => (m.b2m ? [m.b2m.quantity.value] : []));
  const highest = Math.max(trend.iss ? ISS_B2M_CUTS[1] + 1.5 : ISS_B2M_CUTS[0], ...values.map((v) => v * 1.08));
  const band = Math.max(0, ...trend.moments.map((m) => (m.expected ?? 0) * WELL_BEYOND_RATIO));
  return Math.max(highest, Math.min(band, highest * 1.5));
}

function highestCreatinine(trend: Trend): number {
  return Math.max(1.5, ...trend.moments.map((m) => (m.creatinine ? finite(interval(m.creatinine.quantity)) : 0)));
}

function finite([low, high]: readonly [number, number]): number {
  return Number.isFinite(high) ? high : low;
}
