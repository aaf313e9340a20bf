// A number with its unit, and what can be said of it when it is censored ("<0.5") or missing.

/** The one unit each kind of quantity is computed in, in UCUM. */
export type Unit =
  | 'mg/L'
  | 'ug/L'
  | 'ug/g{creat}'
  | 'ug/(24.h)'
  | 'mg/dL'
  /** Creatinine as some laboratories report it: a guideline that prints a threshold in both units is read in this one. */
  | 'umol/L'
  | 'g/dL'
  | 'U/L'
  | 'mL/min'
  | 'mL/min/{1.73_m2}'
  | 'kg'
  | 'a'
  | '10*9/L'
  | '[pH]'
  | '%'
  | '1';

export type Comparator = '<' | '<=' | '>=' | '>';

/** A value in its one unit. */
export interface Quantity<U extends Unit = Unit> {
  readonly value: number;
  readonly unit: U;
  /** The laboratory's own limit sign: the true value lies on that side of `value`. */
  readonly comparator?: Comparator;
  /**
   * The range the value may lie in when the conversion factor itself is only known to a few digits
   * (nmol/L of B2M: 84.7 or 84.75). Comparisons use the range, so a borderline value stays borderline.
   */
  readonly between?: readonly [number, number];
  /** Several results of one draw that `between` spans, lowest first; each as it was measured. */
  readonly results?: readonly Pick<Quantity, 'value' | 'comparator'>[];
}

/** Shorthand used in instruments and tests: `quantity(5.5, 'mg/L')`. */
export function quantity<U extends Unit>(value: number, unit: U, comparator?: Comparator): Quantity<U> {
  return comparator === undefined ? { value, unit } : { value, unit, comparator };
}

/** Which side of a cut-off the cut-off itself belongs to: `at-or-above` for "≥ cut", `above` for "> cut". */
export type Edge = 'at-or-above' | 'above';

/**
 * The bands a quantity may lie in, given ascending cut-offs: band 0 is below the first, band n above the last.
 *
 * @param q the quantity; undefined when nothing is known
 * @param cuts ascending cut-offs, in the quantity's unit
 * @param edge whether a value equal to a cut-off belongs to the upper band (`at-or-above`) or the lower one (`above`)
 * @returns the possible band numbers, ascending; all of them when nothing is known
 * @example
 * bands(quantity(3.5, 'mg/L'), [3.5, 5.5], 'at-or-above') //=> [1]
 * bands(quantity(5, 'mg/L', '>'), [3.5, 5.5], 'at-or-above') //=> [1, 2]
 */
export function bands(q: Quantity | undefined, cuts: readonly number[], edge: Edge): readonly number[] {
  const last = cuts.length;
  if (q === undefined || Number.isNaN(q.value)) return consecutive(0, last);
  const low = q.between ? q.between[0] : q.value;
  const high = q.between ? q.between[1] : q.value;
  const first = q.comparator === '<' || q.comparator === '<=' ? 0 : bandOf(low, cuts, edge, q.comparator);
  const end = q.comparator === '>' || q.comparator === '>=' ? last : bandOf(high, cuts, edge, q.comparator);
  return consecutive(first, end);
}

/** Made once: every index asks for the same few runs of bands in every call. */
const RUNS: readonly (readonly (readonly number[])[])[] = Array.from({ length: 8 }, (_, first) =>
  Array.from({ length: 8 }, (__, end) => Object.freeze(runOf(first, end))),
);

function consecutive(first: number, end: number): readonly number[] {
  return RUNS[first]?.[end] ?? runOf(first, end);
}

function runOf(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first + 1) }, (_, i) => first + i);
}

/** The band of one number; a strict limit (`<`, `>`) stands for what is just beside it. */
function bandOf(value: number, cuts: readonly number[], edge: Edge, comparator: Comparator | undefined): number {
  const equalIsUp = comparator === '>' || (edge === 'at-or-above' && comparator !== '<');
  let band = 0;
  for (const cut of cuts) {
    if (value < cut || (value === cut && !equalIsUp)) break;
    band++;
  }
  return band;
}

/** Is the quantity at or above (or strictly above) the cut-off? Undefined when the data do not settle it. */
export function exceeds(q: Quantity | undefined, cut: number, edge: Edge): boolean | undefined {
  const possible = bands(q, [cut], edge);
  return possible.length === 1 ? possible[0] === 1 : undefined;
}

/**
 * A quantity computed from another by a function that only rises or only falls (eGFR falls as creatinine rises).
 *
 * @param q the quantity put in; its limit sign turns round when `f` falls
 * @param unit the unit of what comes out
 * @param f the function of the bare value
 * @param direction whether `f` rises or falls with its argument
 * @example
 * through(quantity(0.3, 'mg/dL', '<'), 'mL/min', (scr) => 60 / scr, 'falling') //=> { value: 200, unit: 'mL/min', comparator: '>' }
 */
export function through<U extends Unit>(
  q: Quantity,
  unit: U,
  f: (value: number) => number,
  direction: 'rising' | 'falling',
): Quantity<U> {
  const falls = direction === 'falling';
  const [low, high] = q.between ?? [];
  return {
    value: f(q.value),
    unit,
    ...(q.comparator && { comparator: falls ? TURNED[q.comparator] : q.comparator }),
    ...(low !== undefined && high !== undefined && { between: falls ? [f(high), f(low)] : [f(low), f(high)] }),
  };
}

const TURNED = { '<': '>', '<=': '>=', '>=': '<=', '>': '<' } as const;

/**
 * The interval the true value lies in: a point, an interval, or open to one side when censored.
 *
 * @returns lowest and highest value; 0 and Infinity stand for no limit, as no measured quantity is negative
 * @example
 * interval(quantity(20, 'mg/L', '>')) //=> [20, Infinity]
 */
export function interval(q: Quantity): readonly [number, number] {
  const [low, high] = q.between ?? [q.value, q.value];
  if (q.comparator === '<' || q.comparator === '<=') return [0, high];
  return q.comparator === undefined ? [low, high] : [low, Infinity];
}

/** Removes the noise of binary arithmetic (0.55 × 10, 349 ÷ 100), which must never move a value across a cut-off. */
export function tidy(value: number): number {
  // Most results have at most three decimals, and then are what they look like; text is the slow way to find out.
  if (Math.round(value * 1000) / 1000 === value && Math.abs(value) < 1e8) return value;
  return Number(value.toPrecision(12));
}

/**
 * How many times another value a value is, to nine significant digits: more than a measurement carries, and fewer than
 * what two values lose when each is converted to another unit (300 and 150 µmol/L are exactly twice in mg/dL, too).
 */
export function ratioOf(value: number, other: number): number {
  return Number((value / other).toPrecision(9));
}
