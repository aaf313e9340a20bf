// What the picture says, in a few sentences above it: the latest B2M against filtration, the baseline, and the change.
import { number } from '../../cards/format.ts';
import { FILTRATION_RATIO } from '../../clinical/instruments/renal-confounding.ts';
import { day } from '../shared/format.ts';
import type { B2mPoint, Moment, Trend } from './model.ts';
import { show, showResult, type UnitSystem } from './units.ts';
import { confoundingText, egfrText, ratioText } from './words.ts';

/** A day with a B2M that is computed with. */
type Point = Moment & { readonly b2m: B2mPoint };

/** @returns sentences; none where there is no B2M to speak of */
export function summaryOf(trend: Trend, units: UnitSystem): readonly string[] {
  const points = trend.moments.filter((m): m is Point => m.b2m !== undefined && !m.b2m.preliminary);
  const latest = points.at(-1);
  if (!latest) return [];
  const baseline = points.find((p) => p.b2m.baseline);
  const from = baseline ?? points[0];
  const since = baseline ? 'the baseline' : 'the first on record';
  const earlier = points.slice(0, -1);
  const lowest = earlier.reduce<Point | undefined>((low, p) => (low && valueOf(low) < valueOf(p) ? low : p), undefined);
  return [
    latestSentence(latest, trend, units),
    ...(baseline && trend.stage ? [baselineSentence(baseline, latest, trend.stage, units)] : []),
    ...(from && from !== latest ? [changeSentence(from, latest, since, units)] : []),
    ...(lowest && lowest !== from && valueOf(lowest) < valueOf(latest)
      ? [changeSentence(lowest, latest, 'the lowest value', units)]
      : []),
    ...(trend.iss?.treated ? ['B2M is no response criterion; M-protein and free light chains are.'] : []),
  ];
}

function latestSentence(latest: Point, { filtrationUnknown }: Trend, units: UnitSystem): string {
  const { b2m, expected, egfr } = latest;
  const value = `B2M ${showResult(b2m, units.b2m)} (${day(latest.iso)})`;
  const beside =
    expected === undefined ? '' : ` (${show(expected, units.b2m)}${egfr ? ` at eGFR ${egfrText(egfr)}` : ''})`;
  if (b2m.ratio !== undefined) {
    if (b2m.ratio <= FILTRATION_RATIO) return `${value} is as expected from filtration${beside}.`;
    return `${value} is ${ratioText(b2m.ratio)} times expected${beside}.`;
  }
  const reading = confoundingText(latest);
  if (reading === '' || b2m.confounding?.possible.includes('not-assessable') !== false)
    return `${value}; filtration unknown${filtrationUnknown === undefined ? '' : `: ${filtrationUnknown}`}.`;
  return `${value} is ${reading}${beside}.`;
}

function baselineSentence(baseline: Point, latest: Point, stage: string, units: UnitSystem): string {
  if (baseline === latest) return `It is the baseline: ${stage}.`;
  return `Baseline: ${stage}, B2M ${showResult(baseline.b2m, units.b2m)} (${day(baseline.iso)}).`;
}

function changeSentence(from: Point, to: Point, since: string, units: UnitSystem): string {
  const exact = !from.b2m.quantity.comparator && !to.b2m.quantity.comparator;
  const fold = valueOf(to) / valueOf(from);
  const change = `Since ${since} (${day(from.iso)}): ${bare(from, units)} → ${showResult(to.b2m, units.b2m)}`;
  if (!exact) return `${change}.`;
  return `${change} (×${number(fold, 2)})${filtrationWords(from, to, fold)}.`;
}

/** The change of eGFR alone, by what it makes one expect; nothing where one of the two is unknown. */
function filtrationWords(from: Point, to: Point, fold: number): string {
  if (from.expected === undefined || to.expected === undefined || !from.egfr || !to.egfr)
    return '; filtration is unknown at one of the two';
  const expected = to.expected / from.expected;
  if (egfrText(from.egfr) === egfrText(to.egfr))
    return `; filtration explains none of it (eGFR ${egfrText(to.egfr)} as before)`;
  const course = `eGFR ${egfrText(from.egfr)} → ${egfrText(to.egfr)}`;
  const isRise = fold > 1;
  if (isRise ? expected <= 1 : expected >= 1) return `; filtration explains none of it (${course})`;
  if (isRise ? expected >= fold : expected <= fold)
    return `; filtration explains all of it (${course}, expected ×${number(expected, 2)})`;
  return `; filtration explains ×${number(expected, 2)} (${course}), ×${number(fold / expected, 2)} is left`;
}

function valueOf({ b2m }: Point): number {
  return b2m.quantity.value;
}

/** Without its unit, which stands behind the value it is compared with. */
function bare({ b2m }: Point, units: UnitSystem): string {
  return showResult(b2m, units.b2m).replace(` ${units.b2m.unit}`, '');
}
