// Under which codes and units the results that concern us stand in a record, and what the site section would make readable.
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { isAnalyte } from '../../clinical/facts/catalogue.ts';
import { entryOf } from '../../clinical/facts/observation.ts';
import { info, warning, type Finding } from './finding.ts';

/** One code as it occurs. */
export interface CodeCount {
  readonly system: string;
  readonly code: string;
  readonly text: string;
  /** Unit → how often; `(none)` without one. */
  readonly units: Readonly<Record<string, number>>;
  readonly count: number;
  /** What we read it as; absent: not recognised. */
  readonly readAs?: string;
  /** LOINC codes it may stand for, by its words: for the laboratory to confirm, never put into effect by itself. */
  readonly candidates?: readonly string[];
}

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

/** @param observations of some patients, whether or not our queries would find them */
export function countCodes(observations: readonly fhir4.Observation[], localCodes: LocalCodes): readonly CodeCount[] {
  const counts = new Map<string, CodeCount>();
  for (const observation of observations) {
    const known = entryOf(observation.code, localCodes);
    const readAs =
      known &&
      (isAnalyte(known.entry) ? known.entry.analyte : 'aberration' in known.entry ? 'cytogenetics' : undefined);
    const text = textOf(observation.code);
    const candidates = readAs === undefined ? candidatesFor(text) : [];
    if (readAs === undefined && candidates.length === 0 && !FISH.test(text)) continue;
    const coding = observation.code?.coding?.find((c) => c?.code) ?? {};
    const [system, code] = [coding.system ?? '(no system)', coding.code ?? '(text only)'];
    const unit = observation.valueQuantity?.unit ?? observation.valueQuantity?.code ?? '(none)';
    const key = JSON.stringify([system, code, readAs]);
    const before = counts.get(key);
    counts.set(key, {
      system,
      code,
      text: before?.text ?? text,
      units: { ...before?.units, [unit]: (before?.units[unit] ?? 0) + 1 },
      count: (before?.count ?? 0) + 1,
      ...(readAs !== undefined && { readAs }),
      ...(candidates.length > 0 && { candidates }),
    });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
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

export function codeFindings(counts: readonly CodeCount[]): readonly Finding[] {
  return counts.map(({ system, code, text, units, count, readAs, candidates }) => {
    const name = `${system}|${code} "${text}", ${count} × in ${Object.keys(units).join(', ')}`;
    if (readAs !== undefined) return info('codes', `${name}: read as ${readAs}`);
    const line = candidates?.map((loinc) => JSON.stringify({ system, code, loinc })).join(' or ');
    return warning(
      'codes',
      line === undefined
        ? `${name}: not recognised`
        : `${name}: not recognised; if the laboratory confirms it, in site.localLaboratoryCodes: ${line}`,
    );
  });
}
