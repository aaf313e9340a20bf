// Cytogenetic results → present, absent, a share of cells, or (whenever it is not plain) open.
import { append } from '../quantities/append.ts';
import { tidy, type Quantity } from '../quantities/quantity.ts';
import { DAY_MS } from '../quantities/time.ts';
import { answerOf } from './answers.ts';
import { isAnalyte, type CatalogueEntry } from './catalogue.ts';
import { areCellsSelected } from './cell-selection.ts';
import { modifierOf, type Gate } from './gate.ts';
import { listed } from './listed.ts';
import { entryOf, statusProblem, type ReadingContext } from './observation.ts';
import type { References } from './references.ts';
import { byReference } from './order.ts';
import { takenAt } from './specimen-date.ts';
import type { Aberration, AberrationFact, OpenAberration, Sourced, UnreadReason } from './types.ts';
import { readVariant, statesSignificance, type Implication } from './variant.ts';
import { WITHDRAWN } from './withdrawn.ts';
import { textsOf } from './words.ts';

/** Loss of 1p32 as laboratories word it when they say how many copies are lost, and nothing else. */
const BIALLELIC = /^biallelic( deletion| loss)?\.?$/i;
const MONOALLELIC = /^monoallelic( deletion| loss)?\.?$/i;
/** Results that nobody stands by, or of somebody else: they leave nothing open. */
const LEAVES_NOTHING_OPEN: ReadonlySet<UnreadReason> = new Set<UnreadReason>([...WITHDRAWN, 'not-about-the-patient']);

export interface CytogeneticFacts {
  readonly aberrations: readonly AberrationFact[];
  /** Results about an aberration that say nothing plain. */
  readonly open: readonly OpenAberration[];
  readonly asText: readonly string[];
  /** Results that were not read, and why; those that exist only as prose among them. */
  readonly notRead: readonly { readonly reference: string; readonly why: UnreadReason }[];
}

type Source = Omit<OpenAberration, 'aberration' | 'why'>;

/**
 * Reads FISH and variant results.
 *
 * @param gate may a result be used at all?
 * @param references what specimens and the variants behind diagnostic implications are looked up in
 * @returns every aberration that a result states plainly, those it leaves open, and the references of results that
 *   exist only as prose: those are never parsed, because a negation overlooked would change a stage
 */
export function readCytogenetics(
  observations: readonly Sourced<fhir4.Observation>[],
  context: ReadingContext,
  gate: Gate,
  references: References,
): CytogeneticFacts {
  const aberrations: AberrationFact[] = [];
  const open: OpenAberration[] = [];
  const asText = new Set<string>();
  const notRead = new Map<string, UnreadReason>();
  const implicationsOf = indexImplications(observations, gate, references);
  for (const { resource, reference } of observations) {
    const parts = partsOf(resource, context);
    if (parts.length === 0) continue;
    const refused = gate(resource, reference)?.reason;
    const { source, problem } = sourceOf(resource, reference, context);
    const selected = areCellsSelected(resource, reference, references);
    for (const { entry, valued } of parts) {
      const isOpen = (aberration: Aberration, why: UnreadReason): void => {
        notRead.set(reference, why);
        if (!LEAVES_NOTHING_OPEN.has(why)) open.push({ ...source, aberration, why });
      };
      const why = refused ?? problem ?? (modifierOf(valued) ? 'modifier-not-understood' : undefined);
      if ('narrative' in entry) {
        if (why) notRead.set(reference, why);
        else if (hasText(valued)) asText.add(reference);
      } else if ('variant' in entry) {
        const variant = readVariant(resource, implicationsOf(reference));
        if (!variant) continue;
        const { present, open: because, significanceNotStated } = variant;
        if (why ?? because) isOpen('tp53', why ?? because ?? 'answer-not-read');
        else
          aberrations.push({
            ...source,
            aberration: 'tp53',
            present,
            ...(significanceNotStated && { significanceNotStated }),
          });
      } else if (why) {
        isOpen(entry.aberration, why);
      } else {
        const fact = readShare(valued, entry.as) ?? readPresence(valued);
        if (fact) {
          aberrations.push({ ...source, aberration: entry.aberration, ...fact, ...(selected && { selected }) });
        } else if (hasText(valued)) {
          asText.add(reference);
          isOpen(entry.aberration, 'free-text');
        } else {
          isOpen(entry.aberration, 'answer-not-read');
        }
      }
    }
  }
  for (const reference of asText) notRead.set(reference, 'free-text');
  return {
    aberrations: aberrations.sort(newestFirst),
    open: open.sort(newestFirst),
    asText: [...asText].sort(),
    notRead: [...notRead].map(([reference, why]) => ({ reference, why })),
  };
}

/** Of what time a result is and how it was made, and what keeps it from being used. */
function sourceOf(
  resource: fhir4.Observation,
  reference: string,
  { asOf }: ReadingContext,
): { readonly source: Source; readonly problem: UnreadReason | undefined } {
  const { at, until, stated, by } = takenAt(resource);
  const specimen: unknown = resource.specimen?.reference;
  const [method] = textsOf(resource.method);
  const source = {
    reference,
    ...(typeof specimen === 'string' && { specimen }),
    at: at ?? -Infinity,
    ...(at === undefined ? { until: asOf } : until !== undefined && { until }),
    effective: stated,
    ...(by === 'issue' && at !== undefined && { datedByIssue: true as const }),
    ...(method !== undefined && { method }),
  };
  const undated = by === 'nothing' ? 'no-date' : 'unreadable-date';
  const future = at !== undefined && at > asOf + DAY_MS;
  const problem = statusProblem(resource.status) ?? (at === undefined ? undated : future ? 'future-date' : undefined);
  return { source, problem };
}

/** What other observations say of a variant, wherever they stand among those gathered. */
function indexImplications(
  observations: readonly Sourced<fhir4.Observation>[],
  gate: Gate,
  references: References,
): (variant: string) => readonly Implication[] {
  const index = new Map<string, Implication[]>();
  for (const { resource, reference } of observations) {
    if (!statesSignificance(resource)) continue;
    const problem = gate(resource, reference)?.reason ?? statusProblem(resource.status);
    if (problem && LEAVES_NOTHING_OPEN.has(problem)) continue;
    const implication = { resource, open: problem !== undefined };
    for (const { reference: from } of listed(resource.derivedFrom)) {
      const variant = references.resolve(from, reference)?.reference;
      if (variant !== undefined) append(index, variant, implication);
    }
  }
  return (variant) => index.get(variant) ?? [];
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

/** Share of cells, %. From which share on an aberration counts is for the reading to say. */
function readShare({ valueQuantity: share }: Valued, as: 'presence' | 'fraction'): Found | undefined {
  if (typeof share?.value !== 'number' || !Number.isFinite(share.value) || share.value < 0) return undefined;
  const { value, comparator } = share;
  const unit = share.code ?? share.unit;
  const isRatio = as === 'fraction' && (unit === '1' || unit === '{ratio}');
  const percent = unit === '%' ? value : isRatio ? tidy(value * 100) : undefined;
  if (percent === undefined || percent > 100 || comparator !== undefined) return undefined;
  const clonalFraction: Quantity<'%'> = { value: percent, unit: '%' };
  return { present: undefined, clonalFraction };
}

function hasText(valued: Valued): boolean {
  return valued.valueString !== undefined || valued.valueCodeableConcept?.text !== undefined;
}

function newestFirst(a: Source, b: Source): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return byReference(a, b);
}
