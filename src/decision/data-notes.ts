// What a reader of a card must know of data that were not there to be read.
import { andList, capital, shownDate, spanInWords } from '../cards/format.ts';
import { CARD_WORDS } from '../cards/phrases.en.ts';
import { plainKey } from '../clinical/facts/code-search.ts';
import type { Facts, PartlyRead } from '../clinical/facts/types.ts';

const SAY = CARD_WORDS.data;

/** Prefetch key → its data in words, and what is unknown without them. */
export type KeyWords = Readonly<Record<string, readonly [name: string, unknown?: string]>>;

/**
 * Lines for a card's detail; none when everything was read.
 *
 * @param isOrdering an order stands on the card: what may be on record was not left out of it
 */
export function missingDataNotes(
  { unavailable, partlyRead }: Facts,
  words: KeyWords,
  isOrdering: boolean,
): readonly string[] {
  const notes: string[] = [];
  if (unavailable.length > 0) {
    const lost = unavailable.map((key) => {
      const [name, unknown] = words[key] ?? [key];
      return SAY.lost(name, unknown);
    });
    notes.push(SAY.couldNotBeRead(lost));
  }
  const inPart = partlyRead.filter(({ key }) => !unavailable.includes(plainKey(key)));
  const nameOf = (key: string): string => (words[plainKey(key)] ?? [key])[0];
  const backTo = new Map<string, Set<string>>();
  const others = new Set<string>();
  for (const { key, spans, type } of inPart) {
    const from = type === 'Observation' ? newestPart(spans) : undefined;
    if (from !== undefined) backTo.set(from, (backTo.get(from) ?? new Set()).add(nameOf(key)));
    else others.add(spans.length === 0 ? nameOf(key) : SAY.complete(nameOf(key), andList(spans.map(spanInWords))));
  }
  const parts = [...backTo].map(([date, names]) => [andList([...names]), date] as const);
  const [only, ...more] = parts;
  if (only) {
    notes.push(
      more.length === 0 ? SAY.backTo(capital(only[0]), only[1], isOrdering) : SAY.eachBackTo(parts, isOrdering),
    );
  }
  if (others.size > 0) notes.push(SAY.inPart([...others]));
  return notes;
}

/** The day from which on results are whole, where nothing older was read. */
function newestPart([first, ...others]: PartlyRead['spans']): string | undefined {
  const isNewest = first !== undefined && others.length === 0 && first.to === Infinity && first.from !== -Infinity;
  return isNewest ? shownDate(first.from) : undefined;
}

/** What the reason of a silent rule must add: it may lie in what was not read. Empty when everything was. */
export function unreadCaveat({ unavailable, partlyRead }: Facts): string {
  const inPart = partlyRead.map(({ key }) => key).filter((key) => !unavailable.includes(key));
  const parts = [
    ...(unavailable.length > 0 ? [SAY.notReadKeys(unavailable)] : []),
    ...(inPart.length > 0 ? [SAY.inPartKeys(inPart)] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}
