// What a concept says in words, and words made alike: without accents and case.
import { codingsOf } from './listed.ts';

const ACCENTS = /\p{Mn}/gu;

/** Text and displays of a concept, those that say something. */
export function textsOf(concept: fhir4.CodeableConcept | undefined): readonly string[] {
  const texts: readonly unknown[] = [concept?.text, ...codingsOf(concept).map((c) => c.display)];
  return texts.filter((t): t is string => typeof t === 'string' && t.trim() !== '');
}

/** In lower case, accents folded. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').toLowerCase();
}

/** Words without accents and case, blanks around each: ` bortezomib 3 5 mg `. A suffix after a hyphen is a word of its own. */
export function asWords(text: string): string {
  return ` ${folded(text)
    .split(/[^a-z0-9]+/)
    .join(' ')
    .trim()} `;
}
