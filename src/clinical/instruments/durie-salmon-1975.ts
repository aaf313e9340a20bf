// Renal sub-class of the Durie-Salmon stage; historical, a letter only.
import type { Assessment } from '../quantities/assessment.ts';
import { possibleStrata } from '../quantities/possible.ts';
import { bands, type Quantity } from '../quantities/quantity.ts';
import type { Instrument } from './instrument.ts';

/** mg/dL; sub-class B at or above. @source durie-1975 */
export const DURIE_SALMON_CREATININE_CUT = 2;

export const DURIE_SALMON_RENAL = ['A', 'B'] as const;

/**
 * Renal sub-class: A creatinine below 2.0 mg/dL, B at or above.
 *
 * @param creatinine serum creatinine, mg/dL
 * @returns `possible` in the order A, B
 * @source durie-1975
 * @example
 * durieSalmonRenal(quantity(2, 'mg/dL')).possible //=> ['B']
 */
export function durieSalmonRenal(creatinine: Quantity<'mg/dL'> | undefined): Assessment {
  return {
    system: 'Durie-Salmon-renal',
    ...possibleStrata(
      DURIE_SALMON_RENAL,
      [{ fact: 'creatinine-serum', levels: bands(creatinine, [DURIE_SALMON_CREATININE_CUT], 'at-or-above') }],
      subClass,
    ),
  };
}

export const DURIE_SALMON: Instrument<{ readonly creatinine?: Quantity<'mg/dL'> | undefined }> = {
  system: 'Durie-Salmon-renal',
  disease: 'myeloma',
  strata: DURIE_SALMON_RENAL,
  citations: ['durie-1975'],
  assess: ({ creatinine }) => durieSalmonRenal(creatinine),
};

function subClass([band = 0]: readonly number[]): (typeof DURIE_SALMON_RENAL)[number] {
  return band === 0 ? 'A' : 'B';
}
