// How much of the record was read: for which stretches of time nothing that was asked for can be missing.
import { DAY_MS, dayOf } from '../quantities/time.ts';
import { codesOf } from './catalogue.ts';
import type { Analyte, Facts, PartlyRead, Span } from './types.ts';

export type Subject = Analyte | 'cytogenetics' | 'conditions' | 'medications' | 'procedures';

interface Covered {
  readonly unavailable: readonly string[];
  readonly partlyRead: readonly PartlyRead[];
}

/** Resource types of what is no result of a laboratory. */
const TYPES: Readonly<Partial<Record<Subject, readonly string[]>>> = {
  conditions: ['Condition'],
  medications: ['MedicationRequest', 'MedicationStatement', 'MedicationAdministration', 'MedicationDispense'],
  procedures: ['Procedure'],
};

/**
 * May an absence be concluded? Only where the record was read.
 *
 * @param from milliseconds since 1970; without it, however long ago
 * @param to milliseconds since 1970; without it, until now
 * @returns false as soon as one query for it may have left something out between the two
 */
export function covers(facts: Covered, subject: Subject, from = -Infinity, to = Infinity): boolean {
  const types = TYPES[subject];
  if (!types) return coversCodes(facts, codesFor(subject), from, to);
  if (facts.unavailable.includes(subject)) return false;
  return facts.partlyRead.every((query) => !types.includes(query.type) || isWithin(query.spans, from, to));
}

/**
 * The same for the calendar days around a moment; of days still to come nothing can be missing.
 *
 * @param at milliseconds since 1970
 */
export function coversAround(
  facts: Covered & Pick<Facts, 'asOf'>,
  subject: Subject,
  at: number,
  daysBefore: number,
  daysAfter = daysBefore,
): boolean {
  const from = (dayOf(at) - daysBefore) * DAY_MS;
  const to = Math.min((dayOf(at) + daysAfter + 1) * DAY_MS - 1, Math.max(at, facts.asOf));
  return covers(facts, subject, from, to);
}

/** Was all of it out of reach, or a part of it read? Undefined where it was read. */
export function shortfallOf(facts: Covered, subject: Subject): 'unread' | 'in part' | undefined {
  if (covers(facts, subject)) return undefined;
  const types = TYPES[subject];
  const concerns = (query: PartlyRead): boolean =>
    types ? types.includes(query.type) : query.type === 'Observation' && asksFor(query, codesFor(subject));
  const inPart = facts.partlyRead.some((query) => !facts.unavailable.includes(query.key) && concerns(query));
  return inPart ? 'in part' : 'unread';
}

/** `covers` for Observations by their LOINC codes. */
export function coversCodes(
  facts: Pick<Covered, 'partlyRead'>,
  codes: readonly string[],
  from = -Infinity,
  to = Infinity,
): boolean {
  return facts.partlyRead.every(
    (query) => query.type !== 'Observation' || !asksFor(query, codes) || isWithin(query.spans, from, to),
  );
}

function asksFor(query: PartlyRead, codes: readonly string[]): boolean {
  return query.codes === undefined || codes.some((code) => query.codes?.has(code));
}

/** Spans in order, those that touch or overlap made one. */
export function union(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to + 1)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}

/** Do spans that lie apart from each other hold all of a stretch of time? */
export function isWithin(spans: readonly Span[], from: number, to: number): boolean {
  return spans.some((span) => span.from <= from && span.to >= to);
}

const known = new Map<Subject, readonly string[]>();

function codesFor(subject: Subject): readonly string[] {
  const codes =
    known.get(subject) ??
    codesOf((entry) =>
      subject === 'cytogenetics'
        ? 'aberration' in entry || 'narrative' in entry || 'variant' in entry
        : 'analyte' in entry && entry.analyte === subject,
    );
  known.set(subject, codes);
  return codes;
}
