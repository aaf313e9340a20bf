// What the words of a problem-list entry add to its code: that a myeloma smoulders, that a disease came back or is in remission.
import type { Kind, Meaning } from './condition-codes.ts';
import { codingsOf } from './listed.ts';
import type { ConditionFact } from './types.ts';
import { folded, textsOf } from './words.ts';

/** Text and displays in lower case, accents folded. */
export function wordsOf(concept: fhir4.CodeableConcept | undefined): readonly string[] {
  return textsOf(concept).map(folded);
}

/** English, German, Spanish, French, Italian. */
const SMOULDERING =
  /\bsmou?ldering|\bsmm\b|\basymptomati(?:[csk]|que)|\basintomatic|\bindolent|\bschwelend|\bquiescent|\blatente?s? m[iy]elom/;
const ACTIVE = /\bacti(?:ve|vo|va|f)\b|\baktiv|\battivo\b/;
const RELAPSE = /\brelaps|\brecurr|\brezidiv|\brecidiv|\brechute|\brecaida/;
const REMISSION = /\bremission|\bvollremission|\bremision\b|\bremissione\b/;
/** "not having achieved remission", "without mention of …", "remission status unknown". */
const DENIED = /\b(?:not?|without|never|nicht|ohne|kein\w*|sin|sans|pas|senza|non|unknown|status)\b/;
const CLL = /\bcll\b|\bsll\b|\bb-?cll\b|chronic lymphocytic leu|small lymphocytic l|chronische l[yi]mphatische leu/;

export function saysActive(concept: fhir4.CodeableConcept | undefined): boolean {
  return wordsOf(concept).some((w) => ACTIVE.test(w) && !DENIED.test(w));
}

/** What came back, or is in remission, in words; undefined where they do not say so plainly. */
export function activityInWords(concept: fhir4.CodeableConcept | undefined): ConditionFact['activity'] | undefined {
  const plain = wordsOf(concept).filter((w) => !DENIED.test(w));
  if (plain.some((w) => RELAPSE.test(w))) return 'relapse';
  return plain.some((w) => REMISSION.test(w)) ? 'remission' : undefined;
}

/** The meanings of an entry by its codes, made more exact by each other and by its words. */
export function mostSpecific(
  meanings: readonly Meaning[],
  concept: fhir4.CodeableConcept | undefined,
): readonly Meaning[] {
  const has = (kind: Kind): boolean => meanings.some((m) => m.kind === kind);
  const without = (...kinds: readonly Kind[]): readonly Meaning[] => meanings.filter((m) => !kinds.includes(m.kind));
  if (has('smouldering-myeloma')) return without('myeloma', 'mgus');
  if (has('myeloma') && wordsOf(concept).some((w) => SMOULDERING.test(w) && !DENIED.test(w))) {
    const smouldering = meanings
      .filter((m) => m.kind === 'myeloma')
      .map((m) => ({ ...m, kind: 'smouldering-myeloma' as const }));
    return [...smouldering, ...without('myeloma', 'mgus')];
  }
  // C83.0 is broader than CLL/SLL, which another coding of the entry may name.
  if (!has('lymphoma')) return meanings;
  if (meanings.length > 1) return has('cll') || has('waldenstrom') ? without('lymphoma') : meanings;
  const others = codingsOf(concept).filter((c) => !/^C83/i.test(String(c.code)));
  return wordsOf({ coding: [...others] }).some((w) => CLL.test(w))
    ? meanings.map((m) => ({ ...m, kind: 'cll' as const }))
    : meanings;
}
