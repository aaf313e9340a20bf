// The strata still possible when ingredients of an index are absent or censored, and which of them would settle it.
import type { FactName } from './assessment.ts';

/** One ingredient of an index: the fact it is read from and the levels (0, 1, …) the data still allow. */
export interface Ingredient {
  readonly fact: FactName;
  readonly levels: readonly number[];
}

export interface Possible<S extends string> {
  readonly possible: readonly S[];
  readonly missing: readonly FactName[];
}

/**
 * Tries every combination of levels that the data allow.
 *
 * @param strata the index's strata in its own order
 * @param ingredients what the index is made of; levels with one entry are known
 * @param stratumOf the published definition, for one complete combination of levels
 * @returns the strata that come up, in the index's order, and the undetermined ingredients that can change the
 *   stratum; an ingredient that no longer matters (albumin when B2M is 12 mg/L) is not missing
 * @example
 * possibleStrata(['I', 'II', 'III'], [b2mBelow3_5, albuminUnknown], iss) //=> { possible: ['I', 'II'], missing: ['albumin-serum'] }
 */
export function possibleStrata<S extends string>(
  strata: readonly S[],
  ingredients: readonly Ingredient[],
  stratumOf: (levels: readonly number[]) => S,
): Possible<S> {
  const seen = new Set<S>();
  const levels = ingredients.map((i) => i.levels[0] ?? 0);
  visit(ingredients, levels, 0, () => seen.add(stratumOf(levels)));
  const possible = strata.filter((s) => seen.has(s));
  if (possible.length < 2) return { possible, missing: [] };
  const missing = ingredients
    .filter((ingredient, i) => ingredient.levels.length > 1 && matters(ingredients, i, stratumOf))
    .map((ingredient) => ingredient.fact);
  return { possible, missing: [...new Set(missing)] };
}

/** Can knowing ingredient `at` change the stratum, whatever the others turn out to be? */
function matters(
  ingredients: readonly Ingredient[],
  at: number,
  stratumOf: (levels: readonly number[]) => string,
): boolean {
  const levels = ingredients.map((i) => i.levels[0] ?? 0);
  const others = ingredients.map((ingredient, i) => (i === at ? { ...ingredient, levels: [0] } : ingredient));
  let found = false;
  visit(others, levels, 0, () => {
    if (found) return;
    const outcomes = new Set(
      ingredients[at]?.levels.map((level) => {
        levels[at] = level;
        return stratumOf(levels);
      }),
    );
    found = outcomes.size > 1;
  });
  return found;
}

function visit(ingredients: readonly Ingredient[], levels: number[], from: number, each: () => void): void {
  if (from === ingredients.length) return each();
  for (const level of ingredients[from]?.levels ?? []) {
    levels[from] = level;
    visit(ingredients, levels, from + 1, each);
  }
}

/** Levels of a yes/no ingredient: 0 no, 1 yes, both when unknown. */
export function yesNo(fact: FactName, known: boolean | undefined): Ingredient {
  return { fact, levels: known === undefined ? [0, 1] : [known ? 1 : 0] };
}
