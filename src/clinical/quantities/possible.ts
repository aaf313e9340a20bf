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
  const remembered = memoryOf(stratumOf, ingredients);
  const key = remembered && keyOf(ingredients);
  if (remembered === undefined || key === undefined) return enumerate(strata, ingredients, stratumOf);
  const known = remembered.get(key);
  if (known) return { possible: strata.filter((s) => known.possible.includes(s)), missing: known.missing };
  const answer = enumerate(strata, ingredients, stratumOf);
  // Bounded by starting over: far above what patients produce, far below what would weigh.
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, answer);
  return answer;
}

const REMEMBERED = 512;

interface Memory {
  /** The facts of the ingredients it was made for; a definition asked with others is not remembered. */
  readonly facts: readonly FactName[];
  readonly answers: Map<number, Possible<string>>;
}

const memories = new WeakMap<object, Memory>();

function memoryOf(stratumOf: object, ingredients: readonly Ingredient[]): Memory['answers'] | undefined {
  let memory = memories.get(stratumOf);
  if (!memory) memories.set(stratumOf, (memory = { facts: ingredients.map((i) => i.fact), answers: new Map() }));
  const { facts } = memory;
  if (facts.length !== ingredients.length) return undefined;
  for (let i = 0; i < facts.length; i++) if (facts[i] !== ingredients[i]?.fact) return undefined;
  return memory.answers;
}

const BITS = 5;
const MOST_INGREDIENTS = 10;

/** The levels as the digits of one number; undefined when they do not fit into it exactly. */
function keyOf(ingredients: readonly Ingredient[]): number | undefined {
  if (ingredients.length > MOST_INGREDIENTS) return undefined;
  let key = 0;
  for (const { levels } of ingredients) {
    let digit = 0;
    for (const level of levels) {
      if (level >= BITS) return undefined;
      digit |= 1 << level;
    }
    key = key * (1 << BITS) + digit;
  }
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
  return combinationsOf(ingredients).map(stratumOf);
}

function combinationsOf(ingredients: readonly Ingredient[]): number[][] {
  let combinations: number[][] = [[]];
  for (const { levels } of ingredients)
    combinations = combinations.flatMap((c) => levels.map((level) => [...c, level]));
  return combinations;
}

/** Can an ingredient change the stratum while all others stay? Its levels lie `stride` apart within each `block`. */
function matters(outcomes: readonly string[], block: number, stride: number): boolean {
  return outcomes.some((outcome, i) => outcome !== outcomes[i - (i % block) + (i % stride)]);
}

export interface Points {
  readonly least: number;
  readonly most: number;
}

/**
 * @param pointsOf the points of one complete combination of levels
 * @returns the least and the most that the data allow
 */
export function pointsBetween(
  ingredients: readonly Ingredient[],
  pointsOf: (levels: readonly number[]) => number,
): Points {
  const points = combinationsOf(ingredients).map(pointsOf);
  return { least: Math.min(...points), most: Math.max(...points) };
}

/** What counts in a sum, with its points. */
export interface Item {
  readonly fact: FactName;
  readonly points: number;
}

export interface Items {
  /** Known, and worth something; in the order of the ingredients. */
  readonly counted: readonly Item[];
  /** Nothing is open that could add to it. */
  readonly isWhole: boolean;
}

/** @param points by ingredient, in their order: of a level */
export function itemsOf(ingredients: readonly Ingredient[], points: readonly ((level: number) => number)[]): Items {
  const counted = ingredients.map(({ fact, levels: [level = 0, ...others] }, i) => ({
    fact,
    points: others.length > 0 ? 0 : (points[i]?.(level) ?? 0),
  }));
  return {
    counted: counted.filter((item) => item.points > 0),
    isWhole: ingredients.every(({ levels }) => levels.length === 1),
  };
}

/** As many points as its level. */
export const asIs = (level: number): number => level;

/** One point below its only cut-off. */
export const whereLow = (level: number): number => 1 - level;

/** Levels of a yes/no ingredient: 0 no, 1 yes, both when unknown. */
export function yesNo(fact: FactName, known: boolean | undefined): Ingredient {
  return { fact, levels: known === undefined ? EITHER : known ? YES : NO };
}

const EITHER = Object.freeze([0, 1]);
const YES = Object.freeze([1]);
const NO = Object.freeze([0]);
