// Cytogenetic results → present, absent, or (whenever it is not plain) unknown.
import { tidy, type Quantity } from '../quantities/quantity.ts';
import { DAY_MS } from '../quantities/time.ts';
import { isAnalyte, type CatalogueEntry } from './catalogue.ts';
import { modifierOf } from './gate.ts';
import { codingsOf, listed } from './listed.ts';
import { entryOf, statusProblem, type ReadingContext } from './observation.ts';
import { takenAt } from './specimen-date.ts';
import type { Aberration, AberrationFact, UnreadReason } from './types.ts';

/** Coded answers laboratories give. @source clinical reference 7.6 */
const PRESENT = new Set(['http://loinc.org|LA9633-4', 'http://snomed.info/sct|10828004']);
const ABSENT = new Set(['http://loinc.org|LA9634-2', 'http://snomed.info/sct|260385009']);
/** One-word answers; anything longer is prose and stays unknown. */
const PRESENT_WORDS = new Set(['detected', 'positive', 'present']);
const ABSENT_WORDS = new Set(['not detected', 'negative', 'absent']);

/** HL7 Genomics Reporting: gene studied, cytogenetic location. @source clinical reference 7.6 */
const GENE_STUDIED = '48018-6';
/** Loss of 1p32 as laboratories word it when they say how many copies are lost, and nothing else. */
const BIALLELIC = /^biallelic( deletion| loss)?\.?$/i;
const MONOALLELIC = /^monoallelic( deletion| loss)?\.?$/i;

export interface CytogeneticFacts {
  readonly aberrations: readonly AberrationFact[];
  readonly asText: readonly string[];
  /** Results that were not read, and why; those that exist only as prose among them. */
  readonly notRead: readonly { readonly reference: string; readonly why: UnreadReason }[];
}

/**
 * Reads FISH and variant results.
 *
 * @returns every aberration that a result states plainly, and the references of results that exist only as prose:
 *   those are never parsed, because a negation overlooked would change a stage
 */
export function readCytogenetics(
  observations: readonly { readonly resource: fhir4.Observation; readonly reference: string }[],
  context: ReadingContext,
): CytogeneticFacts {
  const aberrations: AberrationFact[] = [];
  const asText = new Set<string>();
  const notRead = new Map<string, UnreadReason>();
  for (const { resource, reference } of observations) {
    const parts = partsOf(resource, context);
    if (parts.length === 0) continue;
    const { at, until, by } = takenAt(resource);
    const problem =
      statusProblem(resource.status) ??
      (at === undefined ? (by === 'nothing' ? 'no-date' : 'unreadable-date') : undefined);
    if (problem || at === undefined) {
      notRead.set(reference, problem ?? 'no-date');
      continue;
    }
    if (at > context.asOf + DAY_MS) {
      notRead.set(reference, 'future-date');
      continue;
    }
    const when = { reference, at, ...(until !== undefined && { until }) };
    for (const { entry, valued } of parts) {
      if (modifierOf(valued)) {
        notRead.set(reference, 'modifier-not-understood');
      } else if ('variant' in entry) {
        const tp53 = readVariant(resource);
        if (typeof tp53 === 'boolean') aberrations.push({ aberration: 'tp53', present: tp53, ...when });
        else if (tp53 === 'open') notRead.set(reference, 'answer-not-read');
      } else if ('narrative' in entry) {
        if (hasText(valued)) asText.add(reference);
      } else {
        const fact = (entry.as === 'fraction' && readFraction(valued, entry.aberration)) || readPresence(valued);
        if (fact) aberrations.push({ aberration: entry.aberration, ...fact, ...when });
        else if (hasText(valued)) asText.add(reference);
        else notRead.set(reference, 'answer-not-read');
      }
    }
  }
  for (const reference of asText) notRead.set(reference, 'free-text');
  return {
    aberrations: aberrations.sort(newestFirst),
    asText: [...asText].sort(),
    notRead: [...notRead].map(([reference, why]) => ({ reference, why })),
  };
}

interface Part {
  readonly entry: Extract<CatalogueEntry, { aberration: unknown } | { narrative: unknown } | { variant: unknown }>;
  readonly valued: Valued & Pick<fhir4.Observation, 'modifierExtension'>;
}

/** The result itself and its components, as far as they are cytogenetic. */
function partsOf(resource: fhir4.Observation, { localCodes }: ReadingContext): readonly Part[] {
  const parts: Part[] = [];
  for (const valued of [resource, ...listed(resource.component)]) {
    const entry = entryOf(valued.code, localCodes)?.entry;
    if (!entry || isAnalyte(entry) || 'unusable' in entry || 'pregnancyStatus' in entry) continue;
    parts.push({ entry, valued });
  }
  return parts;
}

type Valued = Pick<fhir4.Observation, 'valueCodeableConcept' | 'valueString' | 'valueQuantity' | 'valueBoolean'>;
type Found = Pick<AberrationFact, 'present' | 'clonalFraction' | 'biallelic'>;

function readPresence(valued: Valued): Found | undefined {
  if (typeof valued.valueBoolean === 'boolean') return { present: valued.valueBoolean };
  const words = [valued.valueString, valued.valueCodeableConcept?.text].filter((w) => typeof w === 'string');
  const present = answerOf(valued.valueCodeableConcept, words);
  if (present === undefined) return undefined;
  const biallelic = words.some((w) => BIALLELIC.test(w.trim()));
  const monoallelic = words.some((w) => MONOALLELIC.test(w.trim()));
  return { present, ...(present && biallelic !== monoallelic && { biallelic }) };
}

/** What codes and one-word answers say, if they all say the same; beside a code, prose is passed over. */
function answerOf(concept: fhir4.CodeableConcept | undefined, words: readonly string[]): boolean | undefined {
  const answers = new Set<boolean>();
  for (const { system, code } of codingsOf(concept)) {
    if (typeof system !== 'string' || typeof code !== 'string') continue;
    const key = `${system}|${code}`;
    if (PRESENT.has(key)) answers.add(true);
    else if (ABSENT.has(key)) answers.add(false);
  }
  const coded = answers.size > 0;
  for (const word of words) {
    const plain = word.trim().toLowerCase().replace(/\.$/, '');
    if (PRESENT_WORDS.has(plain)) answers.add(true);
    else if (ABSENT_WORDS.has(plain)) answers.add(false);
    else if (!coded) return undefined;
  }
  return answers.size === 1 ? answers.has(true) : undefined;
}

/** Share of cells. None is absent; from which share on an aberration counts is for the reading to say. */
function readFraction(valued: Valued, aberration: Aberration): Found | undefined {
  const { valueQuantity: share } = valued;
  if (typeof share?.value !== 'number' || !Number.isFinite(share.value) || share.value < 0) return undefined;
  const { value, comparator } = share;
  const unit = share.code ?? share.unit;
  const percent = unit === '%' ? value : unit === '1' || unit === '{ratio}' ? tidy(value * 100) : undefined;
  if (percent === undefined || percent > 100 || comparator !== undefined) return undefined;
  if (percent === 0) return { present: false };
  const clonalFraction: Quantity<'%'> = { value: percent, unit: '%' };
  return aberration === 'del17p' ? { present: undefined, clonalFraction } : undefined;
}

/** A variant result counts for TP53 only, and only when the gene is named. */
function readVariant(observation: fhir4.Observation): boolean | 'open' | 'another-gene' {
  const gene = listed(observation.component).find((c) => codingsOf(c.code).some((k) => k.code === GENE_STUDIED));
  const concept = gene?.valueCodeableConcept;
  const names = [concept?.text, ...codingsOf(concept).map((c) => c.display)].filter((n) => typeof n === 'string');
  if (names.includes('TP53')) return answerOf(observation.valueCodeableConcept, []) ?? 'open';
  return names.length > 0 && !names.some((n) => n.includes('TP53')) ? 'another-gene' : 'open';
}

function hasText(valued: Valued): boolean {
  return valued.valueString !== undefined || valued.valueCodeableConcept?.text !== undefined;
}

function newestFirst(a: AberrationFact, b: AberrationFact): number {
  return b.at - a.at || (a.reference < b.reference ? -1 : 1);
}
