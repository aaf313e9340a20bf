// MSS-WM (modified staging system for Waldenström macroglobulinaemia), Zanwar 2024; it holds no B2M.
import type { Assessment } from '../quantities/assessment.ts';
import { asIs, itemsOf, possibleStrata, whereLow, yesNo, type Ingredient } from '../quantities/possible.ts';
import { bands, type Quantity } from '../quantities/quantity.ts';
import type { PrognosticIndex } from './instrument.ts';

/** Completed years from which 1 and 2 points are given. @source zanwar-2024: 66 to 75, above 75 */
export const MSS_WM_AGE_CUTS = [66, 76] as const;
/** g/dL; counts 1 below. @source zanwar-2024 */
export const MSS_WM_ALBUMIN_CUT = 3.5;

/** Points from which the highest group begins. @source zanwar-2024 */
const MSS_WM_HIGH = 3;

export const MSS_WM_STRATA = ['low', 'low-intermediate', 'intermediate', 'high'] as const;
type Stratum = (typeof MSS_WM_STRATA)[number];

export interface MssWmInputs {
  readonly age?: Quantity<'a'> | undefined;
  readonly albumin?: Quantity<'g/dL'> | undefined;
  /** Above the laboratory's own upper limit. */
  readonly ldhHigh?: boolean | undefined;
}

/**
 * MSS-WM stratum, or the strata still possible.
 *
 * @param inputs age in completed years, albumin in g/dL, LDH against the laboratory's own limit
 * @returns `possible` in the order low (0 points), low-intermediate (1), intermediate (2), high (3 to 5)
 * @source zanwar-2024: age 66–75 1, above 75 2; albumin <3.5 g/dL 1; LDH above the limit 2
 * @example
 * mssWm({ age: quantity(70, 'a'), albumin: quantity(3.4, 'g/dL'), ldhHigh: false }).possible //=> ['intermediate']
 */
export function mssWm(inputs: MssWmInputs): Assessment {
  return { system: 'MSS-WM', ...possibleStrata(MSS_WM_STRATA, ingredientsOf(inputs), stratumOf) };
}

function ingredientsOf({ age, albumin, ldhHigh }: MssWmInputs): readonly Ingredient[] {
  return [
    { fact: 'age', levels: bands(age, MSS_WM_AGE_CUTS, 'at-or-above') },
    yesNo('ldh-serum', ldhHigh),
    { fact: 'albumin-serum', levels: bands(albumin, [MSS_WM_ALBUMIN_CUT], 'at-or-above') },
  ];
}

const twice = (level: number): number => 2 * level;

export const MSS_WM: PrognosticIndex = {
  system: 'MSS-WM',
  disease: 'waldenstrom',
  madeFor: 'diagnosis',
  strata: MSS_WM_STRATA,
  citations: ['zanwar-2024'],
  // What it is made of is ordered for rIPSSWM.
  assess: (inputs) => mssWm(inputs),
  items: (inputs) => itemsOf(ingredientsOf(inputs), [asIs, twice, whereLow]),
  highestFrom: MSS_WM_HIGH,
};

function stratumOf([age = 0, ldh = 0, albumin = 0]: readonly number[]): Stratum {
  // Albumin counts when it is low.
  const points = age + 2 * ldh + (1 - albumin);
  if (points >= MSS_WM_HIGH) return 'high';
  if (points === 2) return 'intermediate';
  return points === 1 ? 'low-intermediate' : 'low';
}
