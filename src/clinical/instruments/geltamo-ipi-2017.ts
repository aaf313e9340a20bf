// GELTAMO-IPI: prognostic index for diffuse large B-cell lymphoma, Montalbán 2017.
import type { Assessment } from '../quantities/assessment.ts';
import { pointsBetween, possibleStrata, yesNo, type Ingredient } from '../quantities/possible.ts';
import { bands, type Quantity } from '../quantities/quantity.ts';
import { type PrognosticIndex } from './instrument.ts';

/** Completed years from which 1 and 2 points are given. @source montalban-2017 */
export const GELTAMO_AGE_CUTS = [65, 80] as const;
/** ECOG performance status from which 1 and 2 points are given. @source montalban-2017 */
export const GELTAMO_ECOG_CUTS = [2, 3] as const;
/** Ann Arbor stage from which 1 point is given; one congress abstract prints IV. @source montalban-2017 */
export const GELTAMO_STAGE_CUT = 3;

export const GELTAMO_STRATA = ['low', 'low-intermediate', 'high-intermediate', 'high'] as const;
type Stratum = (typeof GELTAMO_STRATA)[number];

export interface GeltamoInputs {
  readonly age?: Quantity<'a'> | undefined;
  readonly ecog?: Quantity<'1'> | undefined;
  /** Above the laboratory's own upper limit. */
  readonly ldhHigh?: boolean | undefined;
  readonly annArborStage?: 1 | 2 | 3 | 4 | undefined;
  /** Above the laboratory's own upper limit. */
  readonly b2mHigh?: boolean | undefined;
}

/**
 * GELTAMO-IPI stratum, or the strata still possible.
 *
 * @param inputs age in completed years, ECOG performance status, LDH and B2M against their own limits, stage
 * @returns `possible` in the order low (0 points), low-intermediate (1 to 3), high-intermediate (4), high (5 or more)
 * @source montalban-2017
 * @example
 * geltamoIpi({ age: quantity(80, 'a'), ecog: quantity(3, '1'), b2mHigh: true }).possible //=> ['high']
 */
export function geltamoIpi(inputs: GeltamoInputs): Assessment {
  const stage = inputs.annArborStage;
  return {
    system: 'GELTAMO-IPI',
    ...possibleStrata(GELTAMO_STRATA, ingredientsOf(inputs), stratumOf),
    ...(stage === GELTAMO_STAGE_CUT && {
      notes: ['geltamo-stage-three'],
    }),
  };
}

export const GELTAMO_IPI: PrognosticIndex = {
  system: 'GELTAMO-IPI',
  disease: 'dlbcl',
  madeFor: 'diagnosis',
  strata: GELTAMO_STRATA,
  citations: ['montalban-2017'],
  companions: ['ldh-serum'],
  contribution: ({ b2mHigh }) => b2mHigh,
  assess: (inputs) => geltamoIpi(inputs),
  points: (inputs) => pointsBetween(ingredientsOf(inputs), pointsOf),
};

function ingredientsOf(inputs: GeltamoInputs): readonly Ingredient[] {
  const stage = inputs.annArborStage;
  return [
    { fact: 'age', levels: bands(inputs.age, GELTAMO_AGE_CUTS, 'at-or-above') },
    { fact: 'performance-status', levels: bands(inputs.ecog, GELTAMO_ECOG_CUTS, 'at-or-above') },
    yesNo('ldh-serum', inputs.ldhHigh),
    yesNo('ann-arbor-stage', stage === undefined ? undefined : stage >= GELTAMO_STAGE_CUT),
    yesNo('b2m-serum', inputs.b2mHigh),
  ];
}

function pointsOf([age = 0, ecog = 0, ldh = 0, stage = 0, b2m = 0]: readonly number[]): number {
  return age + ecog + ldh + stage + b2m;
}

function stratumOf(levels: readonly number[]): Stratum {
  const points = pointsOf(levels);
  if (points === 0) return 'low';
  if (points <= 3) return 'low-intermediate';
  return points === 4 ? 'high-intermediate' : 'high';
}
