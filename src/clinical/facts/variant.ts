// A TP53 variant as HL7 Genomics Reporting states it: does it count as a TP53 mutation?
import { answerOf } from './answers.ts';
import { codingsOf, listed } from './listed.ts';
import { systemOf } from './systems.ts';
import type { VariantOpen } from './types.ts';
import { textsOf } from './words.ts';

/** LOINC codes of the components. @source clinical reference 7.6 */
const GENE_STUDIED = '48018-6';
const ORIGIN = '48002-0';
const COPY_NUMBER = '82155-3';
const SIGNIFICANCE = '53037-8';
const SOMATIC = 'LA6684-0';
/** TP53 in HGNC, written with and without its prefix. */
const TP53_IDS: ReadonlySet<string> = new Set(['HGNC:11998', '11998']);
const COUNTING_CODES: ReadonlySet<string> = new Set(['LA6668-3', 'LA26332-9']);
const BENIGN_CODES: ReadonlySet<string> = new Set(['LA26334-5', 'LA6675-8', 'LA6674-1']);
const COUNTING_WORDS: ReadonlySet<string> = new Set([
  'pathogenic',
  'likely pathogenic',
  'oncogenic',
  'likely oncogenic',
]);
const BENIGN_WORDS: ReadonlySet<string> = new Set(['benign', 'likely benign', 'presumed benign']);
/** An additional copy is no mutation; a gain of function is one. */
const GAIN = /\b(?:gain(?![ -]of[ -]function)|amplification)\b/i;

export interface Variant {
  /** Present or absent; undefined when it does not count. */
  readonly present: boolean | undefined;
  /** Why it does not count. */
  readonly open?: VariantOpen;
  /** Its significance stands nowhere. */
  readonly significanceNotStated?: true;
}

/** What a separate diagnostic implication says of a variant; `open` where its own status does not let it count. */
export interface Implication {
  readonly resource: fhir4.Observation;
  readonly open: boolean;
}

/**
 * @param implications the observations that were derived from this variant
 * @returns undefined for a variant of another gene
 */
export function readVariant(variant: fhir4.Observation, implications: readonly Implication[]): Variant | undefined {
  const gene = geneOf(variant);
  if (gene === 'another') return undefined;
  const open = (why: VariantOpen): Variant => ({ present: undefined, open: why });
  if (gene !== 'TP53') return open(gene === 'several' ? 'variant-several-genes' : 'answer-not-read');
  const present = answerOf(variant.valueCodeableConcept, []);
  const origin = componentsOf(variant, ORIGIN);
  const germline = origin.some((o) => !saysOnly(o, new Set([SOMATIC]), SOMATIC_WORDS));
  if (present === undefined) return open('answer-not-read');
  if (germline) return open('variant-germline');
  if (!present) return { present: false };
  if (isOtherCopyNumber(variant)) return open('variant-copy-number');
  const stated = [
    ...significancesOf(variant).map(significanceOf),
    ...implications.flatMap((i) => significancesOf(i.resource).map((s) => (i.open ? 'uncertain' : significanceOf(s)))),
  ];
  if (stated.includes('benign')) return open('variant-benign');
  if (stated.includes('uncertain')) return open('variant-uncertain');
  return { present: true, ...(stated.length === 0 && { significanceNotStated: true }) };
}

/** Does an observation say of another one what it means? */
export function statesSignificance(observation: fhir4.Observation): boolean {
  return listed(observation.derivedFrom).length > 0 && significancesOf(observation).length > 0;
}

const SOMATIC_WORDS: ReadonlySet<string> = new Set(['somatic']);

type Concept = fhir4.CodeableConcept | undefined;

function componentsOf(observation: fhir4.Observation, loinc: string): readonly Concept[] {
  return listed(observation.component)
    .filter((c) => codingsOf(c.code).some((k) => k.code === loinc))
    .map((c) => c.valueCodeableConcept);
}

/** Of older data on the variant itself, or the code of an observation of its own. */
function significancesOf(observation: fhir4.Observation): readonly Concept[] {
  const own = codingsOf(observation.code).some((k) => k.code === SIGNIFICANCE)
    ? [observation.valueCodeableConcept]
    : [];
  return [...own, ...componentsOf(observation, SIGNIFICANCE)];
}

function significanceOf(concept: Concept): 'counts' | 'benign' | 'uncertain' {
  if (saysOnly(concept, COUNTING_CODES, COUNTING_WORDS)) return 'counts';
  return saysOnly(concept, BENIGN_CODES, BENIGN_WORDS) ? 'benign' : 'uncertain';
}

/** A code of the list or, where no code is of LOINC, a word of it; and nothing else beside it. */
function saysOnly(concept: Concept, codes: ReadonlySet<string>, words: ReadonlySet<string>): boolean {
  const answers = codingsOf(concept).filter((c) => typeof c.code === 'string' && c.code.startsWith('LA'));
  if (answers.length > 0) return answers.every((c) => codes.has(c.code ?? ''));
  const said = textsOf(concept);
  return said.length > 0 && said.every((w) => words.has(w.trim().toLowerCase()));
}

type Gene = 'TP53' | 'another' | 'several' | 'not-named';

function geneOf(variant: fhir4.Observation): Gene {
  const genes = new Set(componentsOf(variant, GENE_STUDIED).flatMap(genesIn));
  if (genes.size === 0 || (genes.size === 1 && genes.has('?'))) return 'not-named';
  if (genes.size === 1) return genes.has('TP53') ? 'TP53' : 'another';
  return genes.has('TP53') || genes.has('?') ? 'several' : 'another';
}

/** By HGNC's identifier; by name only where there is none. `?` for what may be TP53 among others. */
function genesIn(concept: Concept): readonly string[] {
  const ids = codingsOf(concept).flatMap(({ system, code }) =>
    typeof code === 'string' && systemOf(system) === 'hgnc' ? (TP53_IDS.has(code) ? 'TP53' : code) : [],
  );
  if (ids.length > 0) return ids;
  const names = textsOf(concept);
  if (names.length === 0) return ['?'];
  if (names.some((n) => n.trim() === 'TP53')) return names.every((n) => !isList(n)) ? ['TP53'] : ['TP53', '?'];
  return names.some((n) => /\bTP53\b/.test(n)) ? ['TP53', '?'] : [names.join(' ')];
}

function isList(name: string): boolean {
  return /[,;/]/.test(name);
}

function isOtherCopyNumber(variant: fhir4.Observation): boolean {
  const counted = listed(variant.component).some(
    (c) => codingsOf(c.code).some((k) => k.code === COPY_NUMBER) && c.valueQuantity?.value !== NORMAL_COPIES,
  );
  return counted || listed(variant.component).some((c) => textsOf(c.valueCodeableConcept).some((n) => GAIN.test(n)));
}

/** Copies of a gene in a cell without a gain or a loss. */
const NORMAL_COPIES = 2;
