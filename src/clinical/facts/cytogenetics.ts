// Cytogenetic results → present, absent, or (whenever it is not plain) unknown.
import { tidy, type Quantity } from '../quantities/quantity.ts';
import { DAY_MS, toInstant } from '../quantities/time.ts';
import { isAnalyte } from './catalogue.ts';
import { codingsOf, listed } from './listed.ts';
import { effectiveOf, entryOf, statusProblem, type ReadingContext } from './observation.ts';
import type { Aberration, AberrationFact } from './types.ts';

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
  const asText: string[] = [];
  for (const { resource, reference } of observations) {
    const known = entryOf(resource.code, context.localCodes);
    if (!known || (isAnalyte(known.entry) && resource.component === undefined) || statusProblem(resource.status))
      continue;
    const at = toInstant(effectiveOf(resource)) ?? toInstant(resource.issued);
    if (at === undefined || at > context.asOf + DAY_MS) continue;
    if ('variant' in known.entry) {
      const tp53 = readVariant(resource);
      if (tp53 !== undefined) aberrations.push({ aberration: 'tp53', present: tp53, reference, at });
    }
    const parts = [{ code: known, valued: resource as Valued }];
    for (const component of listed(resource.component)) {
      const code = entryOf(component.code, context.localCodes);
      if (code) parts.push({ code, valued: component });
    }
    for (const { code, valued } of parts) {
      const { entry } = code;
      if ('narrative' in entry && hasText(valued)) asText.push(reference);
      if (!('aberration' in entry)) continue;
      const fact = (entry.as === 'fraction' && readFraction(valued, entry.aberration)) || readPresence(valued);
      if (fact) aberrations.push({ aberration: entry.aberration, ...fact, reference, at });
      else if (hasText(valued)) asText.push(reference);
    }
  }
  return { aberrations: aberrations.sort(newestFirst), asText: [...new Set(asText)].sort() };
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
function readVariant(observation: fhir4.Observation): boolean | undefined {
  const gene = listed(observation.component).find((c) => codingsOf(c.code).some((k) => k.code === GENE_STUDIED));
  const names = [gene?.valueCodeableConcept?.text, ...codingsOf(gene?.valueCodeableConcept).map((c) => c.display)];
  if (!names.includes('TP53')) return undefined;
  return answerOf(observation.valueCodeableConcept, []);
}

function hasText(valued: Valued): boolean {
  return valued.valueString !== undefined || valued.valueCodeableConcept?.text !== undefined;
}

function newestFirst(a: AberrationFact, b: AberrationFact): number {
  return b.at - a.at || (a.reference < b.reference ? -1 : 1);
}
