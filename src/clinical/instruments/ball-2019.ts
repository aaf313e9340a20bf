// BALL score for relapsed or refractory chronic lymphocytic leukaemia, Soumerai 2019.
import type { Assessment } from '../quantities/assessment.ts';
import type { Sex } from '../facts/types.ts';
import { pointsBetween, possibleStrata, yesNo, type Ingredient } from '../quantities/possible.ts';
import { bands, exceeds, type Quantity } from '../quantities/quantity.ts';
import { type PrognosticIndex } from './instrument.ts';

/** mg/L; counts at or above (the abstract misprints the unit). @source soumerai-2019 */
export const BALL_B2M_CUT = 5;
/** g/dL, women then men; haemoglobin counts below. @source soumerai-2019 */
export const BALL_HEMOGLOBIN_CUTS = [11, 12] as const;
/** Months since the start of the last therapy; counts below. @source soumerai-2019 */
export const BALL_MONTHS_CUT = 24;

export const BALL_STRATA = ['low', 'intermediate', 'high'] as const;
type Stratum = (typeof BALL_STRATA)[number];

export interface BallInputs {
  readonly b2m?: Quantity<'mg/L'> | undefined;
  /** Above the laboratory's own upper limit. */
  readonly ldhHigh?: boolean | undefined;
  readonly hemoglobin?: Quantity<'g/dL'> | undefined;
  readonly sex?: Sex | undefined;
  readonly monthsSinceTherapy?: number | undefined;
}

/**
 * BALL stratum, or the strata still possible; relapsed or refractory disease only.
 *
 * @param inputs B2M in mg/L, LDH against its own limit, haemoglobin in g/dL with the sex, months since last therapy
 * @returns `possible` in the order low (0 to 1 points), intermediate (2 to 3), high (4)
 * @source soumerai-2019
 * @example
 * ball({ b2m: quantity(5, 'mg/L'), ldhHigh: true, hemoglobin: quantity(11.9, 'g/dL'), sex: 'male', monthsSinceTherapy: 20 }).possible //=> ['high']
 */
export function ball(inputs: BallInputs): Assessment {
  return {
    system: 'BALL',
    ...possibleStrata(BALL_STRATA, ingredientsOf(inputs), stratumOf),
  };
}

export const BALL: PrognosticIndex = {
  system: 'BALL',
  disease: 'cll',
  madeFor: 'relapse',
  strata: BALL_STRATA,
  citations: ['soumerai-2019'],
  companions: ['ldh-serum', 'hemoglobin'],
  contribution: ({ b2m }) => exceeds(b2m, BALL_B2M_CUT, 'at-or-above'),
  assess: (inputs) => ball(inputs),
  points: (inputs) => pointsBetween(ingredientsOf(inputs), pointsOf),
};

function ingredientsOf(inputs: BallInputs): readonly Ingredient[] {
  const { sex, monthsSinceTherapy: months } = inputs;
  return [
    { fact: 'b2m-serum', levels: bands(inputs.b2m, [BALL_B2M_CUT], 'at-or-above') },
    yesNo('ldh-serum', inputs.ldhHigh),
    { fact: 'hemoglobin', levels: bands(inputs.hemoglobin, BALL_HEMOGLOBIN_CUTS, 'at-or-above') },
    yesNo('sex', sex && sex === 'male'),
    yesNo('time-since-last-therapy', months === undefined ? undefined : months < BALL_MONTHS_CUT),
  ];
}

function pointsOf([b2m = 0, ldh = 0, hemoglobin = 0, male = 0, recentTherapy = 0]: readonly number[]): number {
  // Below 11 g/dL (band 0) anyone, from 11 to below 12 (band 1) men only.
  const anaemic = hemoglobin <= male ? 1 : 0;
  return b2m + ldh + anaemic + recentTherapy;
}

function stratumOf(levels: readonly number[]): Stratum {
  const points = pointsOf(levels);
  if (points <= 1) return 'low';
  return points === 4 ? 'high' : 'intermediate';
}
