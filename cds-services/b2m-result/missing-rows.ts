// What is not there, as a row of the table: none of that time, too old, not used, or not read.
import {
  coversAround,
  DAY_MS,
  analyteName,
  notUsed,
  resultsOf,
  shortfallOf,
  shown,
  shownDate,
  type Analyte,
  type CardRow,
} from '../../src/authoring.ts';
import { notUsedCells } from '../shared/not-used-cells.ts';
import { MISSING, neededFor } from '../shared/phrases.en.ts';
import type { ResultInput } from './input.ts';

/** Why an analyte may not be said to be absent around a moment, and may not be ordered; undefined when it is absent. */
export function shortfall(
  { reading: { facts } }: ResultInput,
  analyte: Analyte,
  at: number,
  days: number,
): 'not-used' | 'unread' | 'in-part' | undefined {
  if (notUsed(facts, analyte, at, days).length > 0) return 'not-used';
  if (coversAround(facts, analyte, at, days)) return undefined;
  return shortfallOf(facts, analyte) === 'unread' ? 'unread' : 'in-part';
}

/**
 * @param at milliseconds since 1970, of what it would be read with
 * @param what it is needed for, as `R-ISS`; empty: nothing is said of it
 * @param absent said where there is none
 */
export function missingRow(
  input: ResultInput,
  analyte: Analyte,
  at: number,
  days: number,
  what: readonly string[],
  absent: string = MISSING.noneWithin(days),
): CardRow {
  const { facts } = input.reading;
  const row = {
    result: analyteName(analyte, true),
    limit: what.length === 0 ? undefined : neededFor(what),
    place: 'missing' as const,
    replaces: analyte,
  };
  const [unused] = notUsed(facts, analyte, at, days);
  if (unused) return { ...row, ...notUsedCells(unused) };
  const short = shortfall(input, analyte, at, days);
  if (short !== undefined) return { ...row, value: short === 'unread' ? MISSING.unread : MISSING.inPart };
  const [old] = resultsOf(facts, analyte).filter((m) => m.at < at - days * DAY_MS);
  return old
    ? { ...row, value: MISSING.tooOld(shown(old.quantity)), date: shownDate(old.at) }
    : { ...row, value: absent };
}
