// Serum B2M expected from filtration alone, Bianchi 2001. Shown beside a stage; never used to "correct" it.

/** ln B2M (mg/L) = intercept + slope × ln GFR (mL/min). @source bianchi-2001 */
const BIANCHI = { intercept: 4.274, slope: -0.814 } as const;

/**
 * Serum B2M that filtration alone leads one to expect.
 *
 * @param gfr mL/min, above 0; the relation was made with measured GFR and is applied to eGFR per 1.73 m² as it stands
 * @returns mg/L, unrounded
 * @source bianchi-2001
 * @example
 * expectedB2m(60) //=> 2.56…
 */
export function expectedB2m(gfr: number): number {
  return Math.exp(BIANCHI.intercept) * gfr ** BIANCHI.slope;
}

/**
 * The GFR that alone would give this serum B2M.
 *
 * @param b2m mg/L, above 0
 * @returns mL/min, unrounded
 * @source bianchi-2001
 * @example
 * gfrForB2m(5.5) //=> 23.5…
 */
export function gfrForB2m(b2m: number): number {
  return (Math.exp(BIANCHI.intercept) / b2m) ** (-1 / BIANCHI.slope);
}

/**
 * How many times higher B2M is expected to be after filtration went from one level to another.
 *
 * @param before GFR then, mL/min
 * @param after GFR now, in the same unit
 * @returns a ratio; above 1 when GFR fell
 * @source bianchi-2001
 * @example
 * expectedFold(60, 40) //=> 1.39…
 */
export function expectedFold(before: number, after: number): number {
  return (after / before) ** BIANCHI.slope;
}
