// FLIPI2: follicular lymphoma international prognostic index 2, Federico 2009.
import type { Assessment } from '../quantities/assessment.ts';
import { possibleStrata, yesNo } from '../quantities/possible.ts';
import { bands, type Quantity } from '../quantities/quantity.ts';
import type { PrognosticIndex } from './instrument.ts';

/** g/dL; counts below. @source federico-2009 */
export const FLIPI2_HEMOGLOBIN_CUT = 12;
/** Completed years; counts above. @source federico-2009 */
export const FLIPI2_AGE_CUT = 60;

export const FLIPI2_STRATA = ['low', 'intermediate', 'high'] as const;
type Stratum = (typeof FLIPI2_STRATA)[number];

export interface Flipi2Inputs {
  /** Above the laboratory's own upper limit; equal to it does not count. */
  readonly b2mHigh?: boolean | undefined;
  /** Longest diameter of the largest node above 6 cm. */
  readonly nodeOver6cm?: boolean | undefined;
  readonly marrowInvolved?: boolean | undefined;
  readonly hemoglobin?: Quantity<'g/dL'> | undefined;
  readonly age?: Quantity<'a'> | undefined;
}

/**
 * FLIPI2 stratum, or the strata still possible.
 *
 * @param inputs B2M against its own limit, largest node, marrow, haemoglobin in g/dL, age in completed years
 * @returns `possible` in the order low (0 factors), intermediate (1 to 2), high (3 or more)
 * @source federico-2009
 * @example
 * flipi2({ b2mHigh: true, nodeOver6cm: true, marrowInvolved: true }).possible //=> ['high']
 */
export function flipi2(inputs: Flipi2Inputs): Assessment {
  return {
    system: 'FLIPI2',
    ...possibleStrata(
      FLIPI2_STRATA,
      [
        yesNo('b2m-serum', inputs.b2mHigh),
        yesNo('longest-node', inputs.nodeOver6cm),
        yesNo('bone-marrow-involvement', inputs.marrowInvolved),
        { fact: 'hemoglobin', levels: bands(inputs.hemoglobin, [FLIPI2_HEMOGLOBIN_CUT], 'at-or-above') },
        { fact: 'age', levels: bands(inputs.age, [FLIPI2_AGE_CUT], 'above') },
      ],
      stratumOf,
    ),
  };
}

export const FLIPI2: PrognosticIndex = {
  system: 'FLIPI2',
  disease: 'follicular-lymphoma',
  madeFor: 'diagnosis',
  strata: FLIPI2_STRATA,
  citations: ['federico-2009'],
  companions: ['hemoglobin'],
  assess: (inputs) => flipi2(inputs),
};

function stratumOf([b2m = 0, node = 0, marrow = 0, hemoglobin = 0, age = 0]: readonly number[]): Stratum {
  // Haemoglobin counts when it is low.
  const factors = b2m + node + marrow + (1 - hemoglobin) + age;
  if (factors === 0) return 'low';
  return factors >= 3 ? 'high' : 'intermediate';
}
