// The renal criterion among the myeloma-defining events, IMWG 2014.
import type { Assessment, FactName } from '../quantities/assessment.ts';
import { possibleStrata } from '../quantities/possible.ts';
import { bands, type Quantity } from '../quantities/quantity.ts';
import type { Instrument } from './instrument.ts';

/** Creatinine above; the pair is rounded, so each is used in the unit the laboratory reported. @source rajkumar-2014 */
export const IMWG_CREATININE_CUT = { 'mg/dL': 2, 'umol/L': 177 } as const;
/** mL/min; creatinine clearance below. @source rajkumar-2014 */
export const IMWG_CRCL_CUT = 40;

export const IMWG_RENAL_STRATA = ['met', 'not-met'] as const;

export interface ImwgRenalInputs {
  /** In the unit the laboratory reported. */
  readonly creatinine?: Quantity<'mg/dL'> | Quantity<'umol/L'> | undefined;
  /** Creatinine clearance, Cockcroft-Gault or measured. */
  readonly crcl?: Quantity<'mL/min'> | undefined;
  /** What a clearance that is not there would need; body weight unless told, as that is what a chart lacks. */
  readonly crclMissing?: FactName | undefined;
}

/**
 * Renal insufficiency by IMWG: creatinine above 2 mg/dL (177 µmol/L) or clearance below 40 mL/min.
 *
 * @param inputs creatinine as reported, creatinine clearance in mL/min
 * @returns `possible` in the order met, not-met
 * @source rajkumar-2014
 * @example
 * imwgRenalCriterion({ creatinine: quantity(177, 'umol/L'), crcl: quantity(52, 'mL/min') }).possible //=> ['not-met']
 */
export function imwgRenalCriterion({ creatinine, crcl, crclMissing }: ImwgRenalInputs): Assessment {
  const cut = IMWG_CREATININE_CUT[creatinine?.unit ?? 'mg/dL'];
  return {
    system: 'IMWG-renal',
    ...possibleStrata(
      IMWG_RENAL_STRATA,
      [
        { fact: 'creatinine-serum', levels: bands(creatinine, [cut], 'above') },
        { fact: crclMissing ?? 'body-weight', levels: bands(crcl, [IMWG_CRCL_CUT], 'at-or-above') },
      ],
      criterion,
    ),
  };
}

export const IMWG_RENAL: Instrument<ImwgRenalInputs> = {
  system: 'IMWG-renal',
  disease: 'myeloma',
  strata: IMWG_RENAL_STRATA,
  citations: ['rajkumar-2014'],
  assess: imwgRenalCriterion,
};

function criterion([creatinineAbove, crclEnough]: readonly number[]): (typeof IMWG_RENAL_STRATA)[number] {
  return creatinineAbove === 1 || crclEnough === 0 ? 'met' : 'not-met';
}
