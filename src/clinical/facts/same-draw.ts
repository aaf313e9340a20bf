// Results of one draw by another code or method: neither is the laboratory's last word, so the value lies between them.
import { append } from '../quantities/append.ts';
import { dayOf } from '../quantities/time.ts';
import { interval, type Quantity } from '../quantities/quantity.ts';
import { codingsOf } from './listed.ts';
import type { Analyte, Measurement } from './types.ts';

/** What stages are made of: one value would decide, and which method it came from would go unseen. */
const COMPARED: ReadonlySet<Analyte> = new Set<Analyte>(['b2m-serum', 'albumin-serum']);

/** The methods that LOINC's codes name. @source clinical reference 7.1 and 7.3 */
const METHOD_OF_CODE: Readonly<Record<string, string>> = {
  '83078-6': 'immunoassay',
  '2862-1': 'electrophoresis',
  '61151-7': 'bromocresol green',
  '61152-5': 'bromocresol purple',
};

/** How it was measured, in words: as the result states it, else as its code says; undefined where neither does. */
export function methodOf({ method }: Pick<fhir4.Observation, 'method'>, code: string): string | undefined {
  const coding = codingsOf(method).find((c) => c.display ?? c.code);
  const stated = [method?.text, coding?.display, coding?.code].find((t) => typeof t === 'string' && t.trim() !== '');
  return stated ?? METHOD_OF_CODE[code];
}

/** Of one draw, one result of each method: the key by which a later issue replaces an earlier one. */
export function methodKey({ analyte, code, method = '' }: Pick<Measurement, 'analyte' | 'code' | 'method'>): string {
  return COMPARED.has(analyte) ? `${code} ${method.toLowerCase()}` : code;
}

/**
 * Each B2M and albumin of a draw that has others by another code or method: its quantity lies between all of them, and the
 * others go with it. All else stays as it is.
 *
 * @param results of one analyte, one of each time, code and method
 */
export function withSameDraw<M extends Measurement>(results: readonly M[]): readonly M[] {
  const [first] = results;
  if (!first || results.length < 2 || !COMPARED.has(first.analyte)) return results;
  const byDay = new Map<number, M[]>();
  const bySpecimen = new Map<string, M[]>();
  for (const m of results) {
    append(byDay, dayOf(m.at), m);
    if (m.specimen !== undefined) append(bySpecimen, m.specimen, m);
  }
  return results.map((m) => {
    const near = new Set([...(byDay.get(dayOf(m.at)) ?? []), ...(bySpecimen.get(m.specimen ?? '') ?? [])]);
    const others = [...near].filter((o) => o !== m && isAnother(o, m) && isOneDraw(m, o));
    if (others.every((o) => isSame(o.quantity, m.quantity))) return m;
    const span = spanning(
      m.quantity,
      others.map((o) => o.quantity),
    );
    return { ...m, own: m.quantity, quantity: { ...span, unit: m.quantity.unit }, sameDraw: others };
  });
}

/** By another code or method; or by the same, where the record does not say which of the two was issued last. */
function isAnother(a: Measurement, b: Measurement): boolean {
  return methodKey(a) !== methodKey(b) || (a.at === b.at && areRivals(a, b));
}

/** Two results of one moment and one method that differ, and neither replaces the other. */
export function areRivals(a: Measurement, b: Measurement): boolean {
  return COMPARED.has(a.analyte) && a.issued === b.issued && !isSame(a.quantity, b.quantity);
}

/**
 * The same specimen or the same time; of one day where a time is not stated, and albumin of one day, which is paired with a
 * B2M by the day.
 */
function isOneDraw(a: Measurement, b: Measurement): boolean {
  if (a.specimen !== undefined && a.specimen === b.specimen) return true;
  if (a.until !== b.until) return false;
  if (a.at === b.at) return true;
  if (a.specimen !== undefined && b.specimen !== undefined) return false;
  return a.analyte === 'albumin-serum' || isDateOnly(a) || isDateOnly(b);
}

function isDateOnly({ effective }: Measurement): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(effective);
}

function isSame(a: Quantity, b: Quantity): boolean {
  return a.value === b.value && a.comparator === b.comparator;
}

/** The first with the span of all: a limit sign of one opens its side. */
function spanning(first: Quantity, rest: readonly Quantity[]): Pick<Quantity, 'value' | 'between' | 'results'> {
  const spans = [first, ...rest].map(interval);
  return {
    value: first.value,
    between: [Math.min(...spans.map(([low]) => low)), Math.max(...spans.map(([, high]) => high))],
    results: [first, ...rest].toSorted((a, b) => a.value - b.value),
  };
}
