// Searches by code: the site's own codes among the tokens, and none longer than every FHIR server accepts.
import { LOINC } from './catalogue.ts';

/** The site's own codes as `system|code` → LOINC. */
export type LocalCodes = ReadonlyMap<string, string>;

interface TokenCoding {
  readonly system: string;
  readonly code: string;
}

/** Characters; some EHRs and servers take no longer query. @source our ruling: longer ones are split, not cut */
export const LONGEST_SEARCH = 2_048;

/** What finds results of some LOINC codes: `http://loinc.org|1952-1`, and then the site's own codes for them. */
export function codeTokens(codes: readonly string[], localCodes: LocalCodes): readonly string[] {
  const wanted = new Set(codes);
  const own = [...localCodes].filter(([, loinc]) => wanted.has(loinc)).map(([key]) => codingOfKey(key));
  return [...codes.map((code) => ({ system: LOINC, code })), ...own].map(toToken);
}

/**
 * One search, or as many as its tokens need.
 *
 * @param key name of the search
 * @param before what stands before the tokens, as `Observation?code=`
 * @param after what stands after them, as `&_count=200`
 * @returns searches by name: `labs`, then `labs2`, `labs3` where one would be longer than servers accept
 */
export function codeSearches(
  key: string,
  before: string,
  tokens: readonly string[],
  after = '',
): Readonly<Record<string, string>> {
  const room = LONGEST_SEARCH - lengthSent(before + after);
  const parts: string[] = [];
  for (const token of tokens) {
    const last = parts.pop();
    if (last === undefined) parts.push(token);
    else if (lengthSent(`${last},${token}`) <= room) parts.push(`${last},${token}`);
    else parts.push(last, token);
  }
  return Object.fromEntries(parts.map((part, i) => [i === 0 ? key : `${key}${i + 1}`, before + part + after]));
}

/** The name of a search before it was split: `labs2` → `labs`. */
export function plainKey(key: string): string {
  return key.replace(/\d+$/, '');
}

/** Clients write a bar as three characters. */
function lengthSent(text: string): number {
  return text.replaceAll('|', '%7C').length;
}

/** The codings that tokens stand for, as they stand in an address. */
export function codingsIn(tokens: string): readonly TokenCoding[] {
  return codingsOf(decodeURIComponent(tokens));
}

/** The codings that the value of a token parameter stands for; what a token leaves open is empty. */
export function codingsOf(value: string): readonly TokenCoding[] {
  return splitAt(value, ',').map((token) => {
    const [first = '', second] = splitAt(token, '|').map((part) => part.replace(/\\(.)/gs, '$1'));
    if (second !== undefined) return { system: first, code: second };
    return token.endsWith('|') ? { system: first, code: '' } : { system: '', code: first };
  });
}

/** At separators that no backslash makes a part of the text. */
function splitAt(text: string, separator: ',' | '|'): readonly string[] {
  return text.match(separator === ',' ? /(?:\\.|[^\\,])+/gs : /(?:\\.|[^\\|])+/gs) ?? [];
}

/** A coding's system holds no bar, its code may. */
function codingOfKey(key: string): TokenCoding {
  const bar = key.indexOf('|');
  return { system: key.slice(0, bar), code: key.slice(bar + 1) };
}

/** @source https://hl7.org/fhir/R4/search.html#escaping */
function toToken({ system, code }: TokenCoding): string {
  return [system, code]
    .map((part) => encodeURIComponent(part.replace(/[\\,|$]/g, '\\$&')))
    .join('|')
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/');
}
