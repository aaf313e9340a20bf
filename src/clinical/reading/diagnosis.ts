// Which disease the patient has, since when, and whether treatment has begun: what makes an index apply.
import type { ConditionFact, Disease, Facts } from '../facts/types.ts';

/** The confirmed, current entry of a disease; of several the earliest dated one, in the state that the latest tells. */
export function diagnosisOf(facts: Facts, disease: Disease): ConditionFact<Disease> | undefined {
  const entries = facts.diseases
    .filter((d) => d.kind === disease && d.certainty === 'confirmed' && d.activity !== 'inactive')
    .sort((a, b) => (a.at ?? UNDATED) - (b.at ?? UNDATED));
  const [earliest] = entries;
  // Plainly active entries stay on problem lists through relapse and remission, and tell neither.
  const state = entries.findLast((d) => d.activity !== 'active');
  return earliest && { ...earliest, activity: state?.activity ?? 'active' };
}

/** After every date. */
const UNDATED = Number.MAX_SAFE_INTEGER;

/** Entries that only suspect it. */
export function suspected(facts: Facts, disease: Disease): boolean {
  return facts.diseases.some((d) => d.kind === disease && d.certainty === 'suspected' && d.activity !== 'inactive');
}

/** Start of the first anti-neoplastic treatment on record, milliseconds since 1970. */
export function treatmentStart(facts: Facts): number | undefined {
  return facts.treatments.find((t) => t.kind === 'anti-neoplastic')?.at;
}

/** Plasma-cell and lymphoid diseases: they produce B2M themselves, so an elevation has a reason on record. */
const PRODUCERS: ReadonlySet<Disease> = new Set<Disease>([
  'myeloma',
  'smouldering-myeloma',
  'mgus',
  'plasmacytoma',
  'plasma-cell-leukaemia',
  'al-amyloidosis',
  'cll',
  'waldenstrom',
  'follicular-lymphoma',
  'dlbcl',
  'mantle-cell-lymphoma',
  'all',
  'cmml',
  'myelofibrosis',
]);

export function producers(facts: Facts): readonly ConditionFact<Disease>[] {
  return facts.diseases.filter((d) => PRODUCERS.has(d.kind) && d.activity !== 'inactive');
}
