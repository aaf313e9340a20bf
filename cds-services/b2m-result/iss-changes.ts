// What would change an ISS stage: another B2M or albumin, each by running the instruments; where it lies close to a limit.
import {
  andList,
  CGS_B2M_CUT,
  exceeds,
  ISS_B2M_CUTS,
  openOfIss,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';
import { ifThen } from '../shared/phrases.en.ts';
import { openInCriterion4 } from './high-risk.ts';
import { EN } from './phrases.en.ts';

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.iss;

/** `albumin 3.5 g/dL or more: ISS I`, each by running the instruments; what is the stage already is left out. */
export function changesOf(staging: Staging, stage?: string): readonly string[] {
  const isRiskByB2m = openInCriterion4(staging) === 'b2m';
  return mergedRanges(openOfIss(staging))
    .filter(({ iss }) => iss !== stage)
    .map(({ analyte, from, below, iss, rIss }, i) => {
      const isHighRisk = isRiskByB2m && from !== undefined && from >= CGS_B2M_CUT;
      const settled = [
        SAY.settled(iss, stage === undefined ? rIss : undefined),
        ...(isHighRisk ? [EN.highRisk.becomes] : []),
      ];
      return ifThen(SAY.ranges[analyte](from, below, i > 0), andList(settled));
    });
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
