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

type StratumOf<S extends string> = (levels: readonly number[]) => S;

/**
 * Tries every combination of levels that the data allow.
 *
 * Answers are remembered by definition and levels: a definition with nine unknowns has hundreds of combinations, and
 * the same few come up in every call. Pass `stratumOf` as a named function, so that it is the same one each time.
 *
 * @param strata the index's strata in its own order
 * @param ingredients what the index is made of; levels with one entry are known
 * @param stratumOf the published definition, for one complete combination of levels; a pure function
 * @returns the strata that come up, in the index's order, and the undetermined ingredients that can change the
 *   stratum; an ingredient that no longer matters (albumin when B2M is 12 mg/L) is not missing
 * @example
 * possibleStrata(['I', 'II', 'III'], [b2mBelow3_5, albuminUnknown], iss) //=> { possible: ['I', 'II'], missing: ['albumin-serum'] }
 */
export function possibleStrata<S extends string>(
  strata: readonly S[],
  ingredients: readonly Ingredient[],
  stratumOf: StratumOf<S>,
): Possible<S> {
  const remembered = memoryOf(stratumOf);
  const key = keyOf(ingredients);
  const known = remembered.get(key);
  if (known) return known as Possible<S>;
  const answer = enumerate(strata, ingredients, stratumOf);
  // Bounded by starting over: far above what patients produce, far below what would weigh.
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, answer);
  return answer;
}

const REMEMBERED = 512;
const memory = new WeakMap<object, Map<string, Possible<string>>>();

function memoryOf(stratumOf: object): Map<string, Possible<string>> {
  let remembered = memory.get(stratumOf);
  if (!remembered) memory.set(stratumOf, (remembered = new Map()));
  return remembered;
}

function keyOf(ingredients: readonly Ingredient[]): string {
  let key = '';
  for (const { fact, levels } of ingredients) key += `${fact} ${levels.join()};`;
  return key;
}

function enumerate<S extends string>(
  strata: readonly S[],
  ingredients: readonly Ingredient[],
  stratumOf: StratumOf<S>,
): Possible<S> {
  const outcomes = outcomesOf(ingredients, stratumOf);
  const seen = new Set(outcomes);
  const possible = strata.filter((s) => seen.has(s));
  if (possible.length < 2) return { possible, missing: [] };
  const missing = new Set<FactName>();
  let stride = outcomes.length;
  for (const { fact, levels } of ingredients) {
    const block = stride;
    stride /= levels.length;
    if (matters(outcomes, block, stride)) missing.add(fact);
  }
  return { possible, missing: [...missing] };
}

/** The stratum of every combination, the last ingredient varying fastest. */
function outcomesOf<S extends string>(ingredients: readonly Ingredient[], stratumOf: StratumOf<S>): S[] {
  let combinations: number[][] = [[]];
  for (const { levels } of ingredients)
    combinations = combinations.flatMap((c) => levels.map((level) => [...c, level]));
  return combinations.map(stratumOf);
}

/** Can an ingredient change the stratum while all others stay? Its levels lie `stride` apart within each `block`. */
function matters(outcomes: readonly string[], block: number, stride: number): boolean {
  return outcomes.some((outcome, i) => outcome !== outcomes[i - (i % block) + (i % stride)]);
}

/** Levels of a yes/no ingredient: 0 no, 1 yes, both when unknown. */
export function yesNo(fact: FactName, known: boolean | undefined): Ingredient {
  return { fact, levels: known === undefined ? [0, 1] : [known ? 1 : 0] };
}
