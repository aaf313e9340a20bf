// Feedback parsing: the specification's shape, and the known deviations of real clients.
import { isObject, type JsonObject } from '../contracts/json.ts';
import { midnightOf } from '../contracts/utc-day.ts';
import { CdsProblem } from '../contracts/problems.ts';
import type { FeedbackEntry } from '../contracts/ports.ts';

/** The longest an identity of ours, or a code of theirs, may be, characters. */
export const MAX_ID = 256;
const MAX_COMMENT = 10_000;
/** Clients send a card or a day's worth; the rest can follow in a further call. */
export const MAX_ENTRIES = 200;
/** A card of ours has a handful. */
export const MAX_SUGGESTIONS = 100;
// RFC 3339: a date, a time and an offset
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[Tt](?:[01]\d|2[0-3]):\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** @throws CdsProblem `invalid-feedback`: one bad entry refuses the batch */
export function readFeedback(body: unknown): readonly FeedbackEntry[] {
  const list = isObject(body) ? body['feedback'] : undefined;
  if (!Array.isArray(list)) throw bad('feedback', 'must be an array');
  if (list.length === 0) throw bad('feedback', 'must hold at least one entry');
  if (list.length > MAX_ENTRIES) {
    throw bad('feedback', `holds ${list.length} entries; at most ${MAX_ENTRIES} are taken in one call`);
  }
  return list.map((entry, i) => readEntry(entry, `feedback[${i}]`));
}

function readEntry(entry: unknown, place: string): FeedbackEntry {
  if (!isObject(entry)) throw bad(place, 'must be an object');
  const { card, outcome, outcomeTimestamp } = entry;
  if (!isId(card)) throw bad(`${place}.card`, 'must be the uuid of a card');
  if (outcome !== 'accepted' && outcome !== 'overridden') {
    throw bad(`${place}.outcome`, 'must be "accepted" or "overridden"');
  }
  const outcomeAt = readTimestamp(outcomeTimestamp);
  if (Number.isNaN(outcomeAt)) throw bad(`${place}.outcomeTimestamp`, 'must be an RFC 3339 date-time');
  const acceptedSuggestions = readAccepted(entry['acceptedSuggestions'], outcome, `${place}.acceptedSuggestions`);
  return { card, outcome, outcomeAt, acceptedSuggestions, ...readReason(entry, place) };
}

/** Milliseconds since 1970; NaN for what is no RFC 3339 date-time, such as one on 31 February. */
function readTimestamp(value: unknown): number {
  const [text = '', day = ''] = typeof value === 'string' ? (TIMESTAMP.exec(value) ?? []) : [];
  // the engine takes 31 February for 3 March
  return midnightOf(day) === undefined ? Number.NaN : Date.parse(text);
}

function readAccepted(value: unknown, outcome: string, place: string): readonly string[] {
  if (value === undefined || value === null) {
    if (outcome === 'accepted') throw bad(place, 'is required for an accepted card');
    return [];
  }
  if (!Array.isArray(value)) throw bad(place, 'must be an array');
  if (value.length === 0 && outcome === 'accepted') throw bad(place, 'must name a suggestion');
  if (value.length > MAX_SUGGESTIONS) throw bad(place, `must name ${MAX_SUGGESTIONS} suggestions at most`);
  return value.map((item: unknown, i) => {
    const id = isObject(item) ? item['id'] : undefined;
    if (!isId(id)) throw bad(`${place}[${i}].id`, 'must be the uuid of a suggestion');
    return id;
  });
}

type Reason = Pick<FeedbackEntry, 'reasonCode' | 'reasonSystem' | 'userComment'>;

/**
 * Reads `overrideReason`, or `overrideReasons` as one large EHR calls it, which may hold an extension only; and the
 * bare `key` of WintEHR in the place of a Coding.
 */
function readReason(entry: JsonObject, place: string): Reason {
  const name = entry['overrideReason'] === undefined ? 'overrideReasons' : 'overrideReason';
  const given = entry[name];
  const value: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
  if (value === undefined || value === null) return {};
  const at = `${place}.${name}`;
  if (!isObject(value)) throw bad(at, 'must be an object');
  const { reason, userComment, extension, key } = value;
  if ([reason, userComment, extension, key].every((member) => member === undefined)) {
    throw bad(at, 'must hold a reason or a userComment');
  }
  if (userComment !== undefined && userComment !== null && typeof userComment !== 'string') {
    throw bad(`${at}.userComment`, 'must be a string');
  }
  return {
    ...(reason === undefined && isId(key) ? { reasonCode: key } : readCoding(reason, `${at}.reason`)),
    ...(typeof userComment === 'string' && userComment !== '' && { userComment: userComment.slice(0, MAX_COMMENT) }),
  };
}

/** A missing `system` is common, so only the code is asked for. */
function readCoding(reason: unknown, place: string): Reason {
  if (reason === undefined || reason === null) return {};
  if (!isObject(reason)) throw bad(place, 'must be a Coding');
  const { code, system } = reason;
  if (!isId(code)) throw bad(`${place}.code`, 'must be a code');
  if (system !== undefined && system !== null && typeof system !== 'string')
    throw bad(`${place}.system`, 'must be a URI');
  return { reasonCode: code, ...(typeof system === 'string' && { reasonSystem: system.slice(0, MAX_ID) }) };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID;
}

function bad(place: string, expected: string): CdsProblem {
  return new CdsProblem('invalid-feedback', { detail: `${place}: ${expected}`, expression: place });
}
