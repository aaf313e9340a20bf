// CLL-IPI: international prognostic index for chronic lymphocytic leukaemia, 2016.
import type { Assessment } from '../quantities/assessment.ts';
import { itemsOf, pointsBetween, possibleStrata, yesNo, type Ingredient } from '../quantities/possible.ts';
import { bands, exceeds, type Quantity } from '../quantities/quantity.ts';
import { type PrognosticIndex } from './instrument.ts';

/** mg/L; counts above: exactly 3.5 does not, unlike in ISS. @source cll-ipi-2016 */
export const CLL_IPI_B2M_CUT = 3.5;
/** Completed years; counts above. @source cll-ipi-2016 */
export const CLL_IPI_AGE_CUT = 65;
/** @source cll-ipi-2016 */
export const CLL_IPI_POINTS = { tp53: 4, ighvUnmutated: 2, b2m: 2, advancedStage: 1, age: 1 } as const;
/** Highest points of low, intermediate and high. @source cll-ipi-2016 */
export const CLL_IPI_CUTS = [1, 3, 6] as const;

export const CLL_IPI_STRATA = ['low', 'intermediate', 'high', 'very-high'] as const;
type Stratum = (typeof CLL_IPI_STRATA)[number];

export interface CllIpiInputs {
  /** Deletion of 17p; it or a mutation counts. */
  readonly del17p?: boolean | undefined;
  /** Mutation of TP53. */
  readonly tp53?: boolean | undefined;
  readonly ighvUnmutated?: boolean | undefined;
  readonly b2m?: Quantity<'mg/L'> | undefined;
  /** Rai I to IV, or Binet B to C. */
  readonly advancedStage?: boolean | undefined;
  readonly age?: Quantity<'a'> | undefined;
}

/**
 * CLL-IPI stratum, or the strata still possible.
 *
 * @param inputs B2M in mg/L, age in completed years, TP53 status, IGHV, clinical stage
 * @returns `possible` in the order low, intermediate, high, very-high
 * @source cll-ipi-2016
 * @example
 * cllIpi({ b2m: quantity(4, 'mg/L'), age: quantity(70, 'a') }).possible //=> ['intermediate', 'high', 'very-high']
 */
export function cllIpi(inputs: CllIpiInputs): Assessment {
  return {
    system: 'CLL-IPI',
    ...possibleStrata(CLL_IPI_STRATA, ingredientsOf(inputs), stratumOf),
  };
}

export const CLL_IPI: PrognosticIndex = {
  system: 'CLL-IPI',
  disease: 'cll',
  madeFor: 'diagnosis',
  strata: CLL_IPI_STRATA,
  citations: ['cll-ipi-2016'],
  contribution: ({ b2m }) => exceeds(b2m, CLL_IPI_B2M_CUT, 'above'),
  assess: (inputs) => cllIpi(inputs),
  points: (inputs) => pointsBetween(ingredientsOf(inputs), pointsOf),
  items: (inputs) => {
    const p = CLL_IPI_POINTS;
    // One of the first two counts, not both.
    const either = inputs.del17p === true ? { ...inputs, tp53: false } : inputs;
    return itemsOf(
      ingredientsOf(either),
      [p.tp53, p.tp53, p.ighvUnmutated, p.b2m, p.advancedStage, p.age].map((of) => (level) => level * of),
    );
  },
};

function ingredientsOf(inputs: CllIpiInputs): readonly Ingredient[] {
  return [
    yesNo('del17p', inputs.del17p),
    yesNo('tp53', inputs.tp53),
    yesNo('ighv', inputs.ighvUnmutated),
    { fact: 'b2m-serum', levels: bands(inputs.b2m, [CLL_IPI_B2M_CUT], 'above') },
    yesNo('rai-or-binet-stage', inputs.advancedStage),
    { fact: 'age', levels: bands(inputs.age, [CLL_IPI_AGE_CUT], 'above') },
  ];
}

function pointsOf([del17p = 0, tp53 = 0, ighv = 0, b2m = 0, stage = 0, age = 0]: readonly number[]): number {
  const p = CLL_IPI_POINTS;
  return Math.max(del17p, tp53) * p.tp53 + ighv * p.ighvUnmutated + b2m * p.b2m + stage * p.advancedStage + age * p.age;
}

function stratumOf(levels: readonly number[]): Stratum {
  const points = pointsOf(levels);
  const [low, intermediate, high] = CLL_IPI_CUTS;
  if (points <= low) return 'low';
  if (points <= intermediate) return 'intermediate';
  return points <= high ? 'high' : 'very-high';
}
