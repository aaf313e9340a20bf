// What a reader of a card must know of data that were not there to be read.
import { andList, spanInWords } from '../cards/format.ts';
import { CARD_WORDS } from '../cards/phrases.en.ts';
import { plainKey } from '../clinical/facts/code-search.ts';
import type { Facts } from '../clinical/facts/types.ts';

const SAY = CARD_WORDS.data;

/** Prefetch key → its data in words, and what is unknown without them. */
export type KeyWords = Readonly<Record<string, readonly [name: string, unknown?: string]>>;

/** Lines for a card's detail; none when everything was read. */
export function missingDataNotes({ unavailable, partlyRead }: Facts, words: KeyWords): readonly string[] {
  const notes: string[] = [];
  if (unavailable.length > 0) {
    const lost = unavailable.map((key) => {
      const [name, unknown] = words[key] ?? [key];
      return SAY.lost(name, unknown);
    });
    notes.push(SAY.couldNotBeRead(lost));
  }
  const inPart = partlyRead.filter(({ key }) => !unavailable.includes(plainKey(key)));
  if (inPart.length > 0) {
    const named = inPart.map(({ key, spans }) => {
      const [name] = words[plainKey(key)] ?? [key];
      return spans.length === 0 ? name : SAY.complete(name, andList(spans.map(spanInWords)));
    });
    notes.push(SAY.inPart([...new Set(named)]));
  }
  return notes;
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
