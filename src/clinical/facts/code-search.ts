// Searches by code: the site's own codes among the tokens, and none longer than every FHIR server accepts.
import { LOINC } from './catalogue.ts';

/** The site's own codes as `system|code` → LOINC. */
export type LocalCodes = ReadonlyMap<string, string>;

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
  const room = LONGEST_SEARCH - before.length - after.length;
  const parts: string[] = [];
  for (const token of tokens) {
    const longer = parts.length === 0 ? token : `${parts.at(-1)},${token}`;
    if (parts.length > 0 && longer.length <= room) parts[parts.length - 1] = longer;
    else parts.push(token);
  }
  return Object.fromEntries(parts.map((part, i) => [i === 0 ? key : `${key}${i + 1}`, before + part + after]));
}

/** The name of a search before it was split: `labs2` → `labs`. */
export function plainKey(key: string): string {
  return key.replace(/\d+$/, '');
}

/** The codings that the tokens of a search stand for. */
export function codingsIn(tokens: string): readonly { readonly system: string; readonly code: string }[] {
  return tokens.split(',').map((token) => {
    const [system = '', code = ''] = token.split('|').map(fromToken);
    return { system, code };
  });
}

/** A coding's system holds no bar, its code may. */
function codingOfKey(key: string): { readonly system: string; readonly code: string } {
  const bar = key.indexOf('|');
  return { system: key.slice(0, bar), code: key.slice(bar + 1) };
}

/** @source https://hl7.org/fhir/R4/search.html#escaping */
function toToken({ system, code }: { readonly system: string; readonly code: string }): string {
  return [system, code]
    .map((part) => encodeURIComponent(part.replace(/[\\,|$]/g, '\\$&')))
    .join('|')
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/');
}

function fromToken(part: string): string {
  return decodeURIComponent(part).replace(/\\(.)/g, '$1');
}
