// Second revision of the International Staging System for multiple myeloma, D'Agostino 2022.
import type { Assessment } from '../quantities/assessment.ts';
import { possibleStrata, yesNo } from '../quantities/possible.ts';
import { issIngredients, issOf, type IssInputs } from './iss-2005.ts';
import type { Instrument } from './instrument.ts';

export const R2_ISS_STRATA = ['I', 'II', 'III', 'IV'] as const;
type R2IssStage = (typeof R2_ISS_STRATA)[number];

/** Points. @source dagostino-2022 */
export const R2_ISS_POINTS = { issII: 1, issIII: 1.5, del17p: 1, ldhHigh: 1, t4_14: 1, gain1q: 0.5 } as const;
/** Highest points of strata I, II and III. @source dagostino-2022 */
export const R2_ISS_CUTS = [0, 1, 2.5] as const;

export interface R2IssInputs extends IssInputs {
  /** Above the laboratory's own upper limit; equal to it is not high. */
  readonly ldhHigh?: boolean | undefined;
  readonly del17p?: boolean | undefined;
  readonly t4_14?: boolean | undefined;
  /** Gain (3 copies) or amplification (4 or more) of 1q. */
  readonly gain1q?: boolean | undefined;
}

/**
 * R2-ISS stratum, or the strata still possible. t(14;16) is not part of it.
 *
 * @param inputs serum B2M in mg/L, albumin in g/dL, LDH against its own limit, FISH; at diagnosis, before treatment
 * @returns `possible` in the order I, II, III, IV
 * @source dagostino-2022
 * @example
 * r2IssStage({ b2m: quantity(4, 'mg/L'), ldhHigh: true, del17p: true }).possible //=> ['IV']
 */
export function r2IssStage(inputs: R2IssInputs): Assessment {
  return {
    system: 'R2-ISS',
    ...possibleStrata(
      R2_ISS_STRATA,
      [
        ...issIngredients(inputs),
        yesNo('ldh-serum', inputs.ldhHigh),
        yesNo('del17p', inputs.del17p),
        yesNo('t4-14', inputs.t4_14),
        yesNo('gain1q', inputs.gain1q),
      ],
      stratumOf,
    ),
  };
}

export const R2_ISS: Instrument<R2IssInputs> = {
  system: 'R2-ISS',
  disease: 'myeloma',
  strata: R2_ISS_STRATA,
  companions: ['ldh-serum'],
  citations: ['dagostino-2022'],
  assess: r2IssStage,
};

function stratumOf([b2m = 0, albumin = 0, ldh = 0, del17p = 0, t4_14 = 0, gain1q = 0]: readonly number[]): R2IssStage {
  const p = R2_ISS_POINTS;
  const iss = { I: 0, II: p.issII, III: p.issIII }[issOf(b2m, albumin)];
  const points = iss + ldh * p.ldhHigh + del17p * p.del17p + t4_14 * p.t4_14 + gain1q * p.gain1q;
  const [low, lowIntermediate, intermediateHigh] = R2_ISS_CUTS;
  if (points <= low) return 'I';
  if (points <= lowIntermediate) return 'II';
  return points <= intermediateHigh ? 'III' : 'IV';
}
