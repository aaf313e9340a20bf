// Under which codes and units the results that concern us stand in a record, and what the site section would make readable.
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { isAnalyte } from '../../clinical/facts/catalogue.ts';
import { entryOf } from '../../clinical/facts/observation.ts';
import type { Analyte } from '../../clinical/facts/types.ts';
import { count, type Counts } from '../../population/input/counts.ts';
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
  readonly readAs?: ReadAs;
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

export type ReadAs = Analyte | 'cytogenetics';

/** What an Observation is read as by its code. */
export function readAsOf({ code }: fhir4.Observation, localCodes: LocalCodes): ReadAs | undefined {
  const entry = entryOf(code, localCodes)?.entry;
  if (!entry) return undefined;
  return isAnalyte(entry) ? entry.analyte : 'aberration' in entry ? 'cytogenetics' : undefined;
}

export interface CodeCounter {
  /** @returns what it is read as */
  add(observation: fhir4.Observation): ReadAs | undefined;
  /** The most frequent first. */
  counts(): readonly CodeCount[];
}

/** Of some patients or of all, whether or not our queries would find the results. */
export function createCodeCounter(localCodes: LocalCodes): CodeCounter {
  const counted = new Map<string, CodeCount & { count: number; readonly units: Counts }>();
  return {
    add(observation) {
      const readAs = readAsOf(observation, localCodes);
      const text = textOf(observation.code);
      const candidates = readAs === undefined ? candidatesFor(text) : [];
      if (readAs === undefined && candidates.length === 0 && !FISH.test(text)) return readAs;
      const coding = observation.code?.coding?.find((c) => c?.code) ?? {};
      const [system, code] = [coding.system ?? '(no system)', coding.code ?? '(text only)'];
      const key = JSON.stringify([system, code, readAs]);
      let known = counted.get(key);
      if (!known) {
        const found = { ...(readAs !== undefined && { readAs }), ...(candidates.length > 0 && { candidates }) };
        counted.set(key, (known = { system, code, text, units: {}, count: 0, ...found }));
      }
      known.count++;
      count(known.units, observation.valueQuantity?.unit ?? observation.valueQuantity?.code ?? '(none)');
      return readAs;
    },
    counts: () => [...counted.values()].sort((a, b) => b.count - a.count),
  };
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
