// Under which code and unit a result stands that concerns us, and what it may be where the code is not known.
import { isAnalyte } from '../../clinical/facts/catalogue.ts';
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { entryOf } from '../../clinical/facts/observation.ts';
import type { Analyte } from '../../clinical/facts/types.ts';

/** Words of a test → LOINC by specimen. */
const BY_WORDS: readonly (readonly [
  RegExp,
  { readonly serum: string; readonly urine?: string; readonly csf?: string },
])[] = [
  [/(?:beta|β|ß|b)[\s-]*2[\s-]*-?(?:micro|mikro|m\b)|\bb2m\b/i, { serum: '1952-1', urine: '1953-9', csf: '1951-3' }],
  [/[ck]reatinine?|\b[ck]rea\b|[ck]réatinine/i, { serum: '2160-0', urine: '2161-8' }],
  [/albumin|\balb\b/i, { serum: '1751-7' }],
  [/\bldh?\b|lactate? ?de|laktatde|lactico-?des/i, { serum: '2532-0' }],
  [/\be?gfr\b|filtration/i, { serum: '98979-8' }],
];
const FISH = /\bfish\b|del\s*\(?17p|t\(4;14\)|t\(14;16\)|1q21|cytogen|zytogen/i;
const URINE = /urine?\b|\bharn|\borina|\bur\b/i;
const CSF = /\bcsf\b|liquor|\blcr\b|cerebrospinal/i;

export type ReadAs = Analyte | 'cytogenetics';

/** What an Observation is read as by its code. */
export function readAsOf({ code }: fhir4.Observation, localCodes: LocalCodes): ReadAs | undefined {
  const entry = entryOf(code, localCodes)?.entry;
  if (!entry) return undefined;
  return isAnalyte(entry) ? entry.analyte : 'aberration' in entry ? 'cytogenetics' : undefined;
}

/** A result as the record has it. */
export interface ResultCode {
  readonly system: string;
  readonly code: string;
  readonly text: string;
  /** `(none)` without one. */
  readonly unit: string;
  /** What we read it as; absent: not recognised. */
  readonly readAs?: ReadAs;
  /** LOINC codes it may stand for, by its words: for the laboratory to confirm, never put into effect by itself. */
  readonly candidates?: readonly string[];
}

/** @returns undefined for a result that does not concern us, as far as its code and words tell */
export function resultCodeOf(observation: fhir4.Observation, localCodes: LocalCodes): ResultCode | undefined {
  const readAs = readAsOf(observation, localCodes);
  const text = textOf(observation.code);
  const candidates = readAs === undefined ? candidatesFor(text) : [];
  if (readAs === undefined && candidates.length === 0 && !FISH.test(text)) return undefined;
  const codings = Array.isArray(observation.code?.coding) ? observation.code.coding : [];
  const coding = codings.find((c) => c?.code) ?? {};
  return {
    system: coding.system ?? '(no system)',
    code: coding.code ?? '(text only)',
    text,
    unit: observation.valueQuantity?.unit ?? observation.valueQuantity?.code ?? '(none)',
    ...(readAs !== undefined && { readAs }),
    ...(candidates.length > 0 && { candidates }),
  };
}

/** How exactly a result is dated: `year`, `month`, `day`, `time` or `(none)`. */
export function precisionOf(date: unknown): string {
  if (typeof date !== 'string') return '(none)';
  const byLength: Readonly<Record<number, string>> = { 4: 'year', 7: 'month', 10: 'day' };
  return byLength[date.length] ?? 'time';
}

function textOf(code: fhir4.CodeableConcept | undefined): string {
  return [code?.text, ...(code?.coding ?? []).map((c) => c?.display)].filter((t) => typeof t === 'string').join(' / ');
}

function candidatesFor(text: string): readonly string[] {
  return BY_WORDS.flatMap(([words, { serum, urine, csf }]) => {
    if (!words.test(text)) return [];
    if (CSF.test(text)) return csf ?? [];
    return URINE.test(text) ? (urine ?? []) : serum;
  });
}
