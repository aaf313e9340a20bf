// What a card says of an index besides its items: its groups with its points, and the therapy that it counts from.
import { escapeText, shownDate, type CardRow, type Reading } from '../../src/authoring.ts';
import { INDEX_LIMITS, INDICES as SAY } from './phrases/indices.en.ts';
import { stratumWords } from './stratum-words.ts';

type Index = Reading['indices'][number];

/** With its points where it has them, which say more than the group. */
export function scoreOf({ assessment: { system, possible }, index, ingredients }: Index): string {
  const all = possible.length === index.strata.length;
  const highest = possible.at(-1) === index.strata.at(-1);
  return SAY.score(system, stratumWords(possible), { all, highest }, index.points?.(ingredients));
}

/** `Last therapy | ibrutinib, begun 19 months before, 2025-03-11 | below 24 months`. */
export function lastTherapyRow({ lastTherapy, assessment: { system } }: Index): readonly CardRow[] {
  const limit = INDEX_LIMITS[system]?.['time-since-last-therapy'];
  if (!lastTherapy || typeof limit !== 'string') return [];
  const { name, at, months } = lastTherapy;
  return [
    { result: SAY.lastTherapy, value: SAY.begun(escapeText(name, 40), Math.floor(months)), date: shownDate(at), limit },
  ];
}
