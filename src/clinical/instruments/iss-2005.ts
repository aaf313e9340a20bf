// International Staging System for multiple myeloma, Greipp 2005.
import type { Assessment } from '../quantities/assessment.ts';
import { possibleStrata, type Ingredient } from '../quantities/possible.ts';
import { bands, type Quantity } from '../quantities/quantity.ts';
import type { Instrument } from './instrument.ts';

/** mg/L; stage I is below, stage III at or above the second. @source greipp-2005 */
export const ISS_B2M_CUTS = [3.5, 5.5] as const;
/** g/dL; stage I needs albumin at or above. @source greipp-2005 */
export const ISS_ALBUMIN_CUT = 3.5;

export const ISS_STRATA = ['I', 'II', 'III'] as const;
export type IssStage = (typeof ISS_STRATA)[number];

export interface IssInputs {
  readonly b2m?: Quantity<'mg/L'> | undefined;
  readonly albumin?: Quantity<'g/dL'> | undefined;
}

/**
 * ISS stage, or the stages still possible.
 *
 * @param inputs serum B2M in mg/L and serum albumin in g/dL, drawn together, at diagnosis and before treatment
 * @returns `possible` in the order I, II, III; `missing` names what would settle it
 * @source greipp-2005: I = B2M <3.5 and albumin ≥3.5; III = B2M ≥5.5; II = neither
 * @example
 * issStage({ b2m: quantity(5.5, 'mg/L') }).possible //=> ['III']
 */
export function issStage(inputs: IssInputs): Assessment {
  return { system: 'ISS', ...possibleStrata(ISS_STRATA, issIngredients(inputs), stageOf) };
}

export const ISS: Instrument<IssInputs> = {
  system: 'ISS',
  disease: 'myeloma',
  strata: ISS_STRATA,
  citations: ['greipp-2005'],
  companions: ['albumin-serum'],
  assess: issStage,
};

/** The two ingredients of ISS, for R-ISS and R2-ISS, which build on it. */
export function issIngredients({ b2m, albumin }: IssInputs): readonly [Ingredient, Ingredient] {
  return [
    { fact: 'b2m-serum', levels: bands(b2m, ISS_B2M_CUTS, 'at-or-above') },
    { fact: 'albumin-serum', levels: bands(albumin, [ISS_ALBUMIN_CUT], 'at-or-above') },
  ];
}

function stageOf([b2mBand = 0, albuminBand = 0]: readonly number[]): IssStage {
  return issOf(b2mBand, albuminBand);
}

/** The stage for known bands; shared with R-ISS and R2-ISS, which build on it. */
export function issOf(b2mBand: number, albuminBand: number): IssStage {
  if (b2mBand === 2) return 'III';
  return b2mBand === 0 && albuminBand === 1 ? 'I' : 'II';
}
