// Which disease the patient has and since when: what makes an index apply.
import type { ConditionFact, DiagnosisDate, Disease, Facts } from '../facts/types.ts';

/** A disease as all its entries tell it. */
export interface Diagnosis<K extends Disease = Disease> extends Pick<
  ConditionFact<K>,
  'kind' | 'certainty' | 'activity'
> {
  /** Of the entry that dates it, or of the first. */
  readonly reference: string;
  /** When it was made; undefined when no entry says so, one of them cannot be read, or all tell relapse or remission. */
  readonly date?: Exclude<DiagnosisDate, 'open'> | undefined;
  /** Only diagnoses of encounters, no entry of the problem list. */
  readonly encounterOnly: boolean;
  readonly entries: readonly ConditionFact<K>[];
}

/**
 * The confirmed, current entries of a disease as one: of several the earliest dates it, one that has been closed since among
 * them, in the state the latest tells.
 */
export function diagnosisOf<K extends Disease>(facts: Facts, disease: K): Diagnosis<K> | undefined {
  const all = facts.diseases
    .filter((d): d is ConditionFact<K> => d.kind === disease)
    .sort((a, b) => (a.at ?? UNDATED) - (b.at ?? UNDATED));
  const confirmed = all.filter((d) => d.certainty === 'confirmed');
  const entries = confirmed.filter((d) => d.activity !== 'inactive');
  if (entries.length === 0) return undefined;
  // What came back or went away was diagnosed before; when it did so dates nothing.
  const dating = confirmed.filter((d) => d.activity === 'active' || d.activity === 'inactive');
  const [first] = [...dating.filter((d) => d.date !== undefined), ...entries];
  if (!first) return undefined;
  // Plainly active entries stay on problem lists through relapse and remission, and tell neither.
  const state = entries.findLast((d) => d.activity !== 'active');
  return {
    kind: disease,
    certainty: 'confirmed',
    activity: state?.activity ?? 'active',
    reference: first.reference,
    date: cameBackBefore(entries, dating) ? undefined : earliestOf(dating, all.filter(isDoubtful)),
    encounterOnly: entries.every((d) => d.encounter),
    entries,
  };
}

/** A relapse or remission older than every entry that dates the disease: it was diagnosed before either. */
function cameBackBefore(entries: readonly ConditionFact[], dating: readonly ConditionFact[]): boolean {
  const first = Math.min(...dating.flatMap((d) => d.at ?? []));
  return entries.some((d) => d.activity !== 'active' && d.at !== undefined && d.at < first);
}

/** After every date. */
const UNDATED = Number.MAX_SAFE_INTEGER;

/** Of a status that is not understood: it may be the first entry of the disease, or none. */
function isDoubtful({ certainty }: ConditionFact): boolean {
  return certainty === 'unknown';
}

/**
 * One entry whose date cannot be read may be earlier than all the others; one without a date says nothing.
 *
 * @param doubtful entries that may date it too: as early as the earliest of them it may have been
 */
function earliestOf(entries: readonly ConditionFact[], doubtful: readonly ConditionFact[]): Diagnosis['date'] {
  const dates = entries.flatMap(({ date }) => date ?? []);
  const known = dates.filter((d) => d !== 'open').sort((a, b) => a.earliest - b.earliest || a.latest - b.latest);
  const [first] = known;
  if (!first || known.length < dates.length || doubtful.some((d) => d.date === 'open')) return undefined;
  return {
    ...first,
    earliest: Math.min(first.earliest, ...doubtful.flatMap((d) => d.at ?? [])),
    latest: Math.min(...known.map((d) => d.latest)),
  };
}

/** Entries that only suspect it. */
export function suspected(facts: Facts, disease: Disease): boolean {
  return facts.diseases.some((d) => d.kind === disease && d.certainty === 'suspected' && d.activity !== 'inactive');
}

/** Diseases of the plasma cell and its protein. */
export const PLASMA_CELL: ReadonlySet<Disease> = new Set<Disease>([
  'myeloma',
  'smouldering-myeloma',
  'mgus',
  'plasmacytoma',
  'plasma-cell-leukaemia',
  'al-amyloidosis',
  'mgrs',
]);

/** All of them produce B2M themselves, so an elevation has a reason on record. */
export function producers(facts: Facts): readonly ConditionFact<Disease>[] {
  return facts.diseases.filter((d) => d.activity !== 'inactive');
}
