// What the answer to a search says of its own completeness, and for which time nothing can be missing from it.
import type { Span } from '../clinical/facts/types.ts';
import { toInstant } from '../clinical/quantities/time.ts';
import { isObject, member } from './json.ts';
import { contradict, goesOn, nextLink } from './searchset.ts';

/** A list of resources as far as it was handed over. */
export interface Listing {
  /** The matches, in the order they came. */
  readonly matches: readonly object[];
  /** Nothing follows, as far as its links tell. */
  readonly ended: boolean;
  /** How many matches there are in all, as far as it says. */
  readonly total: number;
  /** The answer is not to what was asked, or the server says that something may be missing. */
  readonly doubtful: boolean;
  /** Where it goes on. */
  readonly next?: string | undefined;
}

/** @param value a Bundle, also one in a Bundle; anything else is a list of one @param type what was searched for */
export function listingOf(value: object, type: string): Listing {
  if (typeOf(value) !== 'Bundle') return { matches: [value], ended: true, total: 1, doubtful: false };
  const matches: object[] = [];
  const entries = member(value, 'entry') ?? [];
  let ended = true;
  // something stands there, and nobody knows what
  let doubtful = !Array.isArray(entries);
  for (const entry of listOf(entries)) {
    const resource = member(entry, 'resource');
    if (!isObject(resource) || typeof typeOf(resource) !== 'string') {
      doubtful = true;
      continue;
    }
    const mode = member(member(entry, 'search'), 'mode');
    if (typeOf(resource) === 'OperationOutcome') doubtful ||= saysIncomplete(resource);
    else if (typeOf(resource) === 'Bundle') {
      const nested = listingOf(resource, type);
      matches.push(...nested.matches);
      ended &&= isWhole(nested);
      doubtful ||= nested.doubtful;
    } else if (isMatch(typeOf(resource), mode, type)) matches.push(resource);
  }
  const next = nextLink(member(value, 'link'));
  const total = member(value, 'total');
  return {
    matches,
    ended: ended && !goesOn(member(value, 'link')),
    total: typeof total === 'number' ? total : 0,
    doubtful:
      doubtful || (total !== undefined && total !== null && typeof total !== 'number') || contradictsItself(matches),
    next,
  };
}

/** One resource twice, and not as the same. */
function contradictsItself(matches: readonly object[]): boolean {
  const byId = new Map<string, object>();
  return matches.some((match) => {
    const id = member(match, 'id');
    if (typeof id !== 'string') return false;
    const key = `${String(typeOf(match))}/${id}`;
    const before = byId.get(key);
    if (!before) byId.set(key, match);
    return before !== undefined && contradict(before, match);
  });
}

/** What some EHRs put beside the orders of a list of medications; each counts in its total as an order does. */
const BESIDE: Readonly<Record<string, readonly unknown[]>> = {
  MedicationRequest: ['MedicationAdministration', 'MedicationDispense', 'MedicationStatement'],
};

/** Of another type than was asked for: where it is said to be a match, or belongs beside what was asked for. */
function isMatch(found: unknown, mode: unknown, asked: string): boolean {
  if (mode === 'include' || mode === 'outcome') return false;
  return found === asked || mode === 'match' || BESIDE[asked]?.includes(found) === true;
}

/** A list and the pages that follow it. */
export function concat(first: Listing, second: Listing): Listing {
  return {
    matches: [...first.matches, ...second.matches],
    ended: second.ended,
    total: Math.max(first.total, second.total),
    doubtful: first.doubtful || second.doubtful,
    next: second.next,
  };
}

function isWhole({ matches, ended, total }: Listing): boolean {
  if (!ended) return false;
  // pages may overlap
  return total <= matches.length && total <= new Set(matches.map((m) => member(m, 'id') ?? m)).size;
}

/** Searched newest first; of other types a page tells nothing about the rest. */
const DATED: ReadonlySet<string> = new Set(['Observation', 'Procedure']);

/**
 * When nothing is missing from a list. One that goes on is whole from its oldest date on, where its dates show that it
 * is newest first: what was asked for says nothing, since servers ignore `_sort`.
 *
 * @returns undefined for a whole list; none when it cannot be told
 */
export function spansOf(listing: Listing, type: string): readonly Span[] | undefined {
  if (listing.doubtful) return [];
  if (isWhole(listing)) return undefined;
  if (!DATED.has(type)) return [];
  const oldest = oldestOfSorted(listing.matches);
  return oldest === undefined ? [] : [{ from: oldest, to: Infinity }];
}

/** The end of the oldest date, where no date is later than one before it and one at least is earlier. */
function oldestOfSorted(matches: readonly object[]): number | undefined {
  let oldest: Span | undefined;
  let descends = false;
  for (const match of matches) {
    const at = intervalOf(match);
    if (!at || (oldest && at.from > oldest.to)) return undefined;
    if (!oldest) oldest = at;
    else if (at.to < oldest.to) {
      descends ||= at.to < oldest.from;
      oldest = at;
    }
  }
  return descends ? oldest?.to : undefined;
}

function intervalOf(resource: object): Span | undefined {
  const period = member(resource, 'effectivePeriod') ?? member(resource, 'performedPeriod');
  if (period !== undefined) {
    const [start, end] = [dateInterval(member(period, 'start')), dateInterval(member(period, 'end'))];
    const [from, to] = [start ?? end, end ?? start];
    return from && to && { from: from.from, to: to.to };
  }
  return dateInterval(
    member(resource, 'effectiveDateTime') ??
      member(resource, 'effectiveInstant') ??
      member(resource, 'performedDateTime'),
  );
}

/** `2024`, `2024-05` and `2024-05-03` are as long as they say. */
function dateInterval(text: unknown): Span | undefined {
  if (typeof text !== 'string') return undefined;
  const partial = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text);
  if (!partial) {
    const at = toInstant(text);
    return at === undefined ? undefined : { from: at, to: at };
  }
  const [year, month, day] = [Number(partial[1]), Number(partial[2] ?? 0), Number(partial[3] ?? 0)];
  const next =
    month === 0 ? Date.UTC(year + 1, 0) : day === 0 ? Date.UTC(year, month) : Date.UTC(year, month - 1, day + 1);
  return { from: Date.UTC(year, (month || 1) - 1, day || 1), to: next - 1 };
}

/** Issue types that say that the answer is not what was asked for, or not all of it. */
const INCOMPLETE: ReadonlySet<unknown> = new Set(['not-supported', 'incomplete', 'too-costly', 'timeout', 'throttled']);
const PARAMETER = /param|\b_\w+|modifier|filter|criteri|sort/i;
const IGNORED =
  /ignor|disregard|not (?:\w+ )?(?:support|recogni|understood|appl|valid|known)|un(?:supported|known|recogni|defined)|invalid/i;

/**
 * Does the server say that a parameter was ignored, or that this answer was cut short? A general warning ("may not
 * contain the entire record", Epic's 4119) stands in every answer and says neither.
 */
export function saysIncomplete(outcome: object): boolean {
  return listOf(member(outcome, 'issue')).some((issue) => {
    const severity = member(issue, 'severity');
    if (INCOMPLETE.has(member(issue, 'code')) || severity === 'error' || severity === 'fatal') return true;
    const details = member(issue, 'details');
    const words = [
      member(issue, 'diagnostics'),
      member(details, 'text'),
      ...listOf(member(details, 'coding')).map((coding) => member(coding, 'display')),
    ];
    return words.some((text) => typeof text === 'string' && IGNORED.test(text) && PARAMETER.test(text));
  });
}

function typeOf(resource: object): unknown {
  return member(resource, 'resourceType');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
