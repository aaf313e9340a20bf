// What stands on record besides results, FISH and treatments, and bears on what is said: each entry, and whether it counts.
import { byReference } from '../facts/order.ts';
import type { ConditionFact } from '../facts/types.ts';
import { toInterval } from '../quantities/time.ts';

/** What an entry has a share in. */
export type Bearing =
  | 'raises-b2m'
  | 'raises-urine-b2m'
  | 'acute-kidney-injury'
  | 'dialysis'
  | 'end-stage'
  | 'kidney-transplant'
  | 'pregnancy'
  | 'myeloma'
  | 'comfort-care';

/** Why an entry is open, or passed over. */
export type CircumstanceReason =
  | 'suspected'
  | 'status-not-understood'
  | 'not-known-to-have-taken-place'
  | 'undated'
  | 'inactive'
  | 'in-remission'
  | 'over'
  | 'another-time'
  | 'before-the-transplant'
  | 'came-off-dialysis'
  | 'own-filtration'
  | 'may-be-discharged';

export interface Circumstance {
  readonly bears: Bearing;
  /** What it is, by our name: `rheumatoid-arthritis`, `lithium`, `dialysis`. */
  readonly kind: string;
  readonly reference: string;
  readonly counts: 'yes' | 'open' | 'no';
  /** Absent where it counts. */
  readonly because?: CircumstanceReason | undefined;
  /** Of a condition. */
  readonly certainty?: ConditionFact['certainty'];
  readonly activity?: ConditionFact['activity'];
  readonly code?: ConditionFact['code'];
  /** The record says that it goes on. */
  readonly ongoing?: true | undefined;
  /** Milliseconds since 1970: from when to when it was, or may have been where the date is rough. */
  readonly earliest?: number | undefined;
  readonly latest?: number | undefined;
  /** Further entries of which the same is to be said, none of them newer, and the earliest date among them. */
  readonly others?: { readonly count: number; readonly earliest?: number };
}

const ORDER: readonly Circumstance['counts'][] = ['yes', 'open', 'no'];

/**
 * Of entries that say the same (the sessions of a year, a diagnosis at each visit) the newest with how many others: however
 * long a chart is, there are no more than there are kinds and reasons.
 *
 * @returns what counts first
 */
export function newestOfEach(entries: readonly Circumstance[]): readonly Circumstance[] {
  const groups = new Map<string, Circumstance[]>();
  for (const entry of entries.toSorted((a, b) => dateOf(b) - dateOf(a) || byReference(a, b))) {
    const { bears, kind, counts, because, certainty, activity } = entry;
    const key = JSON.stringify([bears, kind, counts, because, certainty, activity]);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const found = [...groups.values()].flatMap(([newest, ...rest]) => (newest ? [withOthers(newest, rest)] : []));
  return found.toSorted((a, b) => ORDER.indexOf(a.counts) - ORDER.indexOf(b.counts));
}

function dateOf({ earliest, latest = earliest }: Circumstance): number {
  return latest ?? Number.MIN_SAFE_INTEGER;
}

function withOthers(newest: Circumstance, rest: readonly Circumstance[]): Circumstance {
  const dates = rest.flatMap((e) => e.earliest ?? []);
  const others = { count: rest.length, ...(dates.length > 0 && { earliest: Math.min(...dates) }) };
  return rest.length === 0 ? newest : { ...newest, others };
}

/** An entry of the problem list, before it is said what it bears on. */
export function ofCondition(c: ConditionFact): Omit<Circumstance, 'bears' | 'counts' | 'because'> {
  const { kind, reference, certainty, activity, code, at, since, date } = c;
  const latest = date === undefined || date === 'open' ? toInterval(since)?.latest : date.latest;
  return {
    kind,
    reference,
    certainty,
    activity,
    ...(code && { code }),
    earliest: at,
    latest: latest ?? at,
  };
}
