// Results over time as one value a time, whatever order they came in.
import { interval, type Quantity } from '../quantities/quantity.ts';

/** One time's value: what was reported, and the interval the truth lies in. */
export interface Value<P> {
  readonly at: number;
  readonly low: number;
  readonly high: number;
  /** The result that stands for this time. */
  readonly point: P;
  readonly egfr: number | undefined;
  readonly aki: boolean;
  readonly kind: string;
}

interface Point {
  readonly at: number;
  readonly b2m: Quantity<'mg/L'>;
  readonly egfr?: number | undefined;
  readonly aki?: boolean | undefined;
  readonly kind?: string | undefined;
}

/**
 * Sorts results by time and makes those of one time and kind one value that lies between them.
 *
 * @param points B2M in mg/L and eGFR in mL/min/{1.73_m2}; in any order
 * @returns oldest first; the lowest of several results of one time stands for it
 * @example
 * inOrder([second, first]).map((v) => v.point) //=> [first, second]
 */
export function inOrder<P extends Point>(points: readonly P[]): readonly Value<P>[] {
  const values: Value<P>[] = [];
  for (const point of [...points].sort(compare)) {
    const value = valueOf(point);
    const before = values.at(-1);
    if (before && before.at === value.at && before.kind === value.kind)
      values[values.length - 1] = merge(before, value);
    else values.push(value);
  }
  return values;
}

function valueOf<P extends Point>(point: P): Value<P> {
  const [low, high] = interval(point.b2m);
  return { at: point.at, low, high, point, egfr: point.egfr, aki: point.aki === true, kind: point.kind ?? '' };
}

function merge<P>(a: Value<P>, b: Value<P>): Value<P> {
  return {
    ...a,
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    egfr: a.egfr ?? b.egfr,
    aki: a.aki || b.aki,
  };
}

function compare(a: Point, b: Point): number {
  return (
    a.at - b.at ||
    // Plain serum last: of results of one moment it is the one that is looked at.
    alphabetically(b.kind, a.kind) ||
    a.b2m.value - b.b2m.value ||
    alphabetically(a.b2m.comparator, b.b2m.comparator) ||
    // Infinity − Infinity is not a number, hence the 0.
    (a.egfr ?? Infinity) - (b.egfr ?? Infinity) ||
    0
  );
}

function alphabetically(a = '', b = ''): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
