// What would change an ISS stage: another B2M or albumin, each by running the instruments; where it lies close to a limit.
import {
  andList,
  CGS_B2M_CUT,
  exceeds,
  ISS_ALBUMIN_CUT,
  ISS_B2M_CUTS,
  openOfIss,
  shown,
  type Measurement,
  type Quantity,
  type Reading,
} from '../../src/authoring.ts';
import { ifThen } from '../shared/phrases.en.ts';
import { openInCriterion4 } from './high-risk.ts';
import { EN } from './phrases.en.ts';

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.iss;

/**
 * `albumin 3.5 g/dL or more: ISS I`, each by running the instruments; what is the stage already is left out.
 *
 * @param since the day from which on an albumin would pair, where none of that time was read
 */
export function changesOf(staging: Staging, stage?: string, since?: string): readonly string[] {
  const ranges = openOfIss(staging);
  const methods = ofMethods(staging, ranges);
  if (methods) return methods.map(({ name, range }) => ifThen(name, wouldBe(staging, range)));
  return mergedRanges(ranges)
    .filter(({ iss }) => iss !== stage)
    .map((range, i) => {
      const words = SAY.ranges[range.analyte](range.from, range.below, i > 0);
      const finding = since === undefined || i > 0 ? words : SAY.drawnSince(words, since);
      return ifThen(finding, wouldBe(staging, range, stage));
    });
}

/** `ISS III and high-risk myeloma (IMS/IMWG 2025)`. */
function wouldBe(staging: Staging, { analyte, from, iss, rIss }: WithValue, stage?: string): string {
  const isHighB2m = analyte === 'b2m-serum' && from !== undefined && from >= CGS_B2M_CUT;
  return andList([
    SAY.settled(iss, stage === undefined ? rIss : undefined),
    ...(isHighB2m && openInCriterion4(staging) === 'b2m' ? [EN.highRisk.becomes] : []),
  ]);
}

/** Two results of one draw that make two stages: each by itself, as `B2M 3.3 confirmed`. */
function ofMethods(
  { b2m, albumin }: Staging,
  ranges: readonly WithValue[],
): readonly { readonly name: string; readonly range: WithValue }[] | undefined {
  const [analyte] = new Set(ranges.map((r) => r.analyte));
  const m = analyte === 'albumin-serum' ? albumin : b2m;
  if (analyte === undefined || !m?.sameDraw) return undefined;
  const values = [m, ...m.sameDraw].map((r) => r.own ?? r.quantity).toSorted((a, b) => a.value - b.value);
  const found = values.map((q) => {
    const range = ranges.find((r) => isIn(q, r));
    return range && q.comparator === undefined ? { q, range } : undefined;
  });
  return found.every((f) => f !== undefined)
    ? found.map(({ q, range }, i) => ({ name: SAY.confirmed[analyte](bare(q), i > 0), range }))
    : undefined;
}

function isIn(q: Quantity, { from, below }: WithValue): boolean {
  const isAbove = from === undefined || exceeds(q, from, 'at-or-above') === true;
  return isAbove && (below === undefined || exceeds(q, below, 'at-or-above') === false);
}

/** `3.3`: with as many decimals as its cut-offs need. */
function bare(q: Quantity): string {
  return shown(q, [...ISS_B2M_CUTS, ISS_ALBUMIN_CUT]).replace(/ \S+$/, '');
}

type WithValue = ReturnType<typeof openOfIss>[number];

/** Neighbouring ranges that make the same ISS, and with it the same R-ISS, are one. */
function mergedRanges(ranges: readonly WithValue[]): readonly WithValue[] {
  return ranges.reduce<readonly WithValue[]>((merged, range) => {
    const last = merged.at(-1);
    return last?.iss === range.iss ? [...merged.slice(0, -1), { ...last, from: range.from }] : [...merged, range];
  }, []);
}

/** g/dL; so close to the cut-off the laboratory's method may decide the side. Ours. */
const METHOD_DEPENDENT = [3.4, 3.6] as const;

/** Albumin decides, and lies so close to its limit that the laboratory's method may decide the side. */
export function isNearLimit({ albumin }: Staging, { quantity }: Measurement): boolean {
  // Above the first cut-off albumin changes nothing.
  if (!albumin || exceeds(quantity, ISS_B2M_CUTS[0], 'at-or-above') === true) return false;
  const [from, to] = METHOD_DEPENDENT;
  return exceeds(albumin.quantity, from, 'at-or-above') === true && exceeds(albumin.quantity, to, 'above') === false;
}
