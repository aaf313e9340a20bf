// Revised International Staging System for multiple myeloma, Palumbo 2015.
import type { Assessment } from '../quantities/assessment.ts';
import { possibleStrata, yesNo } from '../quantities/possible.ts';
import { ISS_STRATA, issIngredients, issOf, type IssInputs, type IssStage } from './iss-2005.ts';
import type { Instrument } from './instrument.ts';

export interface RIssInputs extends IssInputs {
  /** Above the laboratory's own upper limit; equal to it is not high. */
  readonly ldhHigh?: boolean | undefined;
  /** By interphase FISH on plasma cells. */
  readonly del17p?: boolean | undefined;
  readonly t4_14?: boolean | undefined;
  readonly t14_16?: boolean | undefined;
}

/**
 * R-ISS stage, or the stages still possible. ISS II is R-ISS II whatever LDH and FISH show.
 *
 * @param inputs serum B2M in mg/L, albumin in g/dL, LDH against its own limit, FISH; at diagnosis, before treatment
 * @returns `possible` in the order I, II, III
 * @source palumbo-2015: I = ISS I, LDH not high, no high-risk aberration; III = ISS III with high LDH or an aberration
 * @example
 * rIssStage({ b2m: quantity(4, 'mg/L') }).possible //=> ['II']
 */
export function rIssStage(inputs: RIssInputs): Assessment {
  return {
    system: 'R-ISS',
    ...possibleStrata(
      ISS_STRATA,
      [
        ...issIngredients(inputs),
        yesNo('ldh-serum', inputs.ldhHigh),
        yesNo('del17p', inputs.del17p),
        yesNo('t4-14', inputs.t4_14),
        yesNo('t14-16', inputs.t14_16),
      ],
      stageOf,
    ),
  };
}

export const R_ISS: Instrument<RIssInputs> = {
  system: 'R-ISS',
  disease: 'myeloma',
  strata: ISS_STRATA,
  citations: ['palumbo-2015'],
  companions: ['ldh-serum'],
  assess: rIssStage,
};

function stageOf([b2mBand = 0, albuminBand = 0, ...adverse]: readonly number[]): IssStage {
  const iss = issOf(b2mBand, albuminBand);
  const anyAdverse = adverse.includes(1);
  if (iss === 'I' && !anyAdverse) return 'I';
  return iss === 'III' && anyAdverse ? 'III' : 'II';
}
