// What a reader of a card must know of data that were not there to be read.
import type { Facts } from '../clinical/facts/types.ts';

/** Prefetch key → its data in words, and what is unknown without them. */
export type KeyWords = Readonly<Record<string, readonly [name: string, unknown?: string]>>;

/** Lines for a card's detail; none when everything was read. */
export function missingDataNotes({ unavailable, incomplete }: Facts, words: KeyWords): readonly string[] {
  const notes: string[] = [];
  if (unavailable.length > 0) {
    const lost = unavailable.map((key) => {
      const [name, unknown] = words[key] ?? [key];
      return unknown === undefined ? name : `${name} (${unknown})`;
    });
    notes.push(`Could not be read: ${lost.join(', ')}.`);
  }
  if (incomplete.length > 0) {
    notes.push(`Read only in part: ${incomplete.map((key) => words[key]?.[0] ?? key).join(', ')}.`);
  }
  return notes;
}
