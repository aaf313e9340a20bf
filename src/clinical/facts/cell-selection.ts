// Were plasma cells selected before the cells were counted? Only then is a low share of cells a negative result.
import { listed } from './listed.ts';
import type { References } from './references.ts';
import { specimenOf } from './specimen.ts';
import { textsOf } from './words.ts';

/** CD138, purified, sorted, cIg: the words by which laboratories say so. @source ross-2012 */
const SELECTED = /\bcd ?-?138\b|\bpurifi(?:ed|cation)\b|\bsort(?:ed|ing)\b|\bcig\b/i;
/** A text that denies anything is not taken for a yes. */
const DENIED = /\b(?:not?|non|none|without|failed|unsuccessful|unsorted|unselected|unpurified|nicht|ohne)\b/i;

/** @returns true only where method, specimen, note or name of the result say so and nothing there denies it */
export function areCellsSelected(
  observation: fhir4.Observation,
  from: string,
  references: Pick<References, 'resolve'>,
): boolean {
  const specimen = specimenOf(observation, from, references);
  const texts = [
    ...textsOf(observation.method),
    ...textsOf(observation.code),
    ...textsOf(observation.valueCodeableConcept),
    observation.valueString,
    ...listed(observation.note).map((n) => n.text),
    observation.specimen?.display,
    ...(specimen ? specimenWords(specimen) : []),
  ].filter((t): t is string => typeof t === 'string');
  return texts.some((t) => SELECTED.test(t)) && !texts.some((t) => DENIED.test(t) && SELECTED.test(t));
}

function specimenWords({ type, collection, processing, note }: fhir4.Specimen): readonly unknown[] {
  return [
    ...textsOf(type),
    ...textsOf(collection?.method),
    ...listed(processing).flatMap((p) => [p.description, ...textsOf(p.procedure)]),
    ...listed(note).map((n) => n.text),
  ];
}
