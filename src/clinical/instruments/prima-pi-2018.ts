// PRIMA-PI: prognostic index for follicular lymphoma from B2M and bone marrow, Bachy 2018.
import type { Assessment } from '../quantities/assessment.ts';
import { possibleStrata, yesNo } from '../quantities/possible.ts';
import { bands, type Quantity } from '../quantities/quantity.ts';
import type { PrognosticIndex } from './instrument.ts';

/** mg/L; high risk above. @source bachy-2018 */
export const PRIMA_PI_B2M_CUT = 3;

export const PRIMA_PI_STRATA = ['low', 'intermediate', 'high'] as const;
type Stratum = (typeof PRIMA_PI_STRATA)[number];

export interface PrimaPiInputs {
  readonly b2m?: Quantity<'mg/L'> | undefined;
  readonly marrowInvolved?: boolean | undefined;
}

/**
 * PRIMA-PI stratum, or the strata still possible. Above 3 mg/L the marrow no longer matters.
 *
 * @param inputs B2M in mg/L, bone-marrow involvement
 * @returns `possible` in the order low, intermediate, high
 * @source bachy-2018
 * @example
 * primaPi({ b2m: quantity(3.1, 'mg/L') }).possible //=> ['high']
 */
export function primaPi(inputs: PrimaPiInputs): Assessment {
  return {
    system: 'PRIMA-PI',
    ...possibleStrata(
      PRIMA_PI_STRATA,
      [
        { fact: 'b2m-serum', levels: bands(inputs.b2m, [PRIMA_PI_B2M_CUT], 'above') },
        yesNo('bone-marrow-involvement', inputs.marrowInvolved),
      ],
      stratumOf,
    ),
  };
}

export const PRIMA_PI: PrognosticIndex = {
  system: 'PRIMA-PI',
  disease: 'follicular-lymphoma',
  madeFor: 'diagnosis',
  strata: PRIMA_PI_STRATA,
  citations: ['bachy-2018'],
  assess: (inputs) => primaPi(inputs),
};

function stratumOf([b2m, marrow]: readonly number[]): Stratum {
  if (b2m === 1) return 'high';
  return marrow === 1 ? 'intermediate' : 'low';
}
