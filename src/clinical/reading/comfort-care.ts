// Is the patient in hospice or comfort care, or in palliative care beside treatment?
import type { ComfortCareFact } from '../facts/condition-fact.ts';
import type { Facts } from '../facts/types.ts';
import { dayOf, daysSince } from '../quantities/time.ts';
import type { ReadingSettings } from './settings.ts';

export interface CareEntry {
  readonly entry: ComfortCareFact;
  /** `yes`: by itself; `open`: as care that is not certain; `no`: it does not go on. */
  readonly counts: 'yes' | 'open' | 'no';
  readonly because?: 'long-ago' | 'discharged' | 'not-certain' | 'may-be-discharged' | 'undated';
}

/** Each entry of such care, and whether it goes on; discharges are not among them. */
export function weighCare(
  { comfortCare: entries, asOf }: Facts,
  settings: Pick<ReadingSettings, 'comfortCareDays'>,
): readonly CareEntry[] {
  const discharges = entries.filter((e) => e.kind === 'discharge');
  const discharged = Math.max(-Infinity, ...discharges.flatMap((e) => (e.doubtful ? [] : (e.at ?? []))));
  const mayHaveLeft = discharges.some((e) => e.doubtful);
  const isRecent = ({ at }: ComfortCareFact): boolean =>
    at === undefined || daysSince(at, asOf) <= settings.comfortCareDays;
  return entries.flatMap((entry): readonly CareEntry[] => {
    const { kind, current, at, doubtful } = entry;
    if (kind === 'discharge') return [];
    if (!current && !isRecent(entry)) return [{ entry, counts: 'no', because: 'long-ago' }];
    if (kind === 'soft') return [{ entry, counts: 'yes' }];
    if (at !== undefined && dayOf(at) <= dayOf(discharged)) return [{ entry, counts: 'no', because: 'discharged' }];
    if (doubtful) return [{ entry, counts: 'open', because: 'not-certain' }];
    if (mayHaveLeft) return [{ entry, counts: 'open', because: 'may-be-discharged' }];
    const isDated = at !== undefined || (current && discharged === -Infinity);
    return isDated ? [{ entry, counts: 'yes' }] : [{ entry, counts: 'open', because: 'undated' }];
  });
}

/**
 * @returns `stop`: hospice, comfort or terminal care that goes on, or of the last months without a discharge since, and
 *   nothing is said; `soft`: palliative care of that kind, or care of the first kind that is not certain or not dated
 */
export function comfortCare(entries: readonly CareEntry[]): 'stop' | 'soft' | undefined {
  if (entries.some(({ entry, counts }) => entry.kind === 'stop' && counts === 'yes')) return 'stop';
  return entries.some(({ counts }) => counts !== 'no') ? 'soft' : undefined;
}
