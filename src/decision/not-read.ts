// What stands in the record and was not read, in words: so that nothing is said to be absent that may be there.
import { analyteName } from '../cards/analyte-name.ts';
import { shownDate } from '../cards/format.ts';
import { CARD_WORDS } from '../cards/phrases.en.ts';
import type { Subject } from '../clinical/facts/coverage.ts';
import type { Analyte, Facts, SetAsideReason, Unread } from '../clinical/facts/types.ts';
import { unreadCaveat } from './data-notes.ts';
import type { Silence } from './rule.ts';
import { isOpen } from '../clinical/facts/unread.ts';
import { around } from '../clinical/reading/window.ts';

/** A result on record that cannot be used. */
export interface NotUsed {
  readonly analyte: Analyte;
  readonly reference: string;
  /** Milliseconds since 1970; undefined when its date cannot be read. */
  readonly at?: number | undefined;
  readonly until?: number | undefined;
  readonly reason: SetAsideReason | 'rough-date';
  /** `no unit`, `dated only 2024`. */
  readonly why: string;
}

/** Said elsewhere, withdrawn by the laboratory, or another result stands for it. */
const NOT_ON_RECORD: ReadonlySet<string> = new Set(['another-patient', 'duplicate', 'entered-in-error', 'cancelled']);

const { notUsed: NOT_USED, notRead: NOT_READ } = CARD_WORDS;

export function isAnalyteSubject(subject: Subject): subject is Analyte {
  return !['cytogenetics', 'conditions', 'medications', 'procedures'].includes(subject);
}

/**
 * Results of an analyte that stand in the record and cannot be used.
 *
 * @param near milliseconds since 1970: only those that may be within so many days of it
 */
export function notUsed(facts: Facts, analyte: Analyte, near?: number, withinDays = 0): readonly NotUsed[] {
  // The heading of a panel has no value of its own.
  const used = new Set((facts.measurements[analyte] ?? []).map((m) => m.reference));
  const rough = (facts.roughlyDated[analyte] ?? []).map((m): NotUsed => ({
    ...m,
    reason: 'rough-date',
    why: NOT_USED.datedOnly(dateIn(m.effective)),
  }));
  const aside = facts.setAside
    .filter((s) => s.analyte === analyte && !NOT_ON_RECORD.has(s.reason) && !used.has(s.reference))
    .map(({ reference, at, until, reason }): NotUsed => ({
      analyte,
      reference,
      at,
      until,
      reason,
      why: NOT_USED.why[reason],
    }));
  return [...aside, ...rough].filter(
    ({ at, until }) =>
      near === undefined ||
      at === undefined ||
      around({ at, until }, { earliest: near, latest: near }, withinDays, withinDays) !== 'outside',
  );
}

/** Only what looks like a date is repeated from the record. */
function dateIn(text: string): string | undefined {
  return /^[\dT:+.Z-]{4,35}$/.test(text) ? text : undefined;
}

/** `albumin of 2026-11-20 not used: no unit`. */
export function notUsedPhrase({ analyte, at, until, why }: NotUsed): string {
  const when = at === undefined || until !== undefined ? undefined : shownDate(at);
  return NOT_USED.phrase(analyteName(analyte, false), when, why);
}

const MOST_NAMED = 2;

/** The entries of a kind that were not read; `but`: references of those that are named anyway. */
export function unreadOf(
  { unread }: Facts,
  subject: 'conditions' | 'medications' | 'procedures',
  but: ReadonlySet<string> = NONE,
): readonly Unread[] {
  const isOf = TYPES[subject];
  return unread.filter((u) => isOf.test(u.type) && isOpen(u) && !but.has(u.reference));
}

const NONE: ReadonlySet<string> = new Set();
const TYPES = { conditions: /^Condition$/, medications: /^Medication/, procedures: /^Procedure$/ } as const;

/** `2 medications could not be read`; undefined when all were. */
export function unreadPhrase(facts: Facts, subject: keyof typeof TYPES, but?: ReadonlySet<string>): string | undefined {
  const { length } = unreadOf(facts, subject, but);
  return length === 0 ? undefined : NOT_READ[subject](length);
}

/**
 * What a reason that says "there is none" must add.
 *
 * @param subjects what it says there is none of
 * @returns undefined when all of it was read, so that the absence stands
 */
export function openOver(facts: Facts, subjects: readonly Subject[]): string | undefined {
  const said = subjects.flatMap((subject): readonly string[] => {
    if (isAnalyteSubject(subject)) {
      const found = notUsed(facts, subject);
      const more = found.length > MOST_NAMED ? [NOT_USED.more(found.length - MOST_NAMED)] : [];
      return [...found.slice(0, MOST_NAMED).map(notUsedPhrase), ...more];
    }
    if (subject === 'cytogenetics') {
      const count = facts.unread.filter((u) => u.type === 'Observation' && u.analyte === undefined && isOpen(u)).length;
      return count === 0 ? [] : [NOT_READ.results(count)];
    }
    const phrase = unreadPhrase(facts, subject);
    if (phrase === undefined) return [];
    return [subject === 'conditions' ? NOT_READ.among(facts.conditionsRead, phrase) : phrase];
  });
  return said.length === 0 ? undefined : [...new Set(said)].join('; ');
}

/** The reason of a silent rule with what was not read: of what it speaks of, and of the queries that failed. */
export function reasonIn(facts: Facts): (silence: Silence) => string {
  return ({ silent, over }) => {
    const open = over && openOver(facts, over);
    return `${silent}${open === undefined ? '' : ` (${open})`}${unreadCaveat(facts)}`;
  };
}

/** Lines for a card: entries that could not be read and are not named on it, and what is open without them. */
export function unreadLine(
  facts: Facts,
  subject: keyof typeof TYPES,
  open: string,
  named: ReadonlySet<string>,
): readonly string[] {
  const phrase = unreadPhrase(facts, subject, named);
  return phrase === undefined ? [] : [NOT_READ.line(phrase, open)];
}

function whyNotRead(why: Unread['why']): string | undefined {
  const { why: words } = NOT_READ;
  return isNamed(why) ? words[why] : undefined;
}

function isNamed(why: string): why is keyof typeof NOT_READ.why {
  return Object.hasOwn(NOT_READ.why, why);
}

/** `“Multiple myeloma, IgG kappa”, words only`: what the entries are called, and why they were not read. */
export function unreadNames(facts: Facts, escape: (text: string) => string): string {
  const names = unreadOf(facts, 'conditions').flatMap(({ text, coding, why }) => {
    const name = coding?.display ?? (why === 'modifier-not-understood' ? undefined : text) ?? coding?.code;
    return name === undefined ? [] : [NOT_READ.entry(escape(name), whyNotRead(why))];
  });
  return [...new Set(names)].slice(0, MOST_NAMED).join('; ');
}
