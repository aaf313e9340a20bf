// Is the patient in hospice or comfort care, or in palliative care beside treatment?
import type { ComfortCareFact } from '../facts/condition-fact.ts';
import type { Facts } from '../facts/types.ts';
import { dayOf, daysSince } from '../quantities/time.ts';
import type { ReadingSettings } from './settings.ts';

/**
 * @returns `stop`: hospice, comfort or terminal care that goes on, or of the last months without a discharge since, and
 *   nothing is said; `soft`: palliative care of that kind, or care of the first kind that is not certain or not dated
 */
export function comfortCare(
  { comfortCare: entries, asOf }: Facts,
  settings: Pick<ReadingSettings, 'comfortCareDays'>,
): 'stop' | 'soft' | undefined {
  const discharges = entries.filter((e) => e.kind === 'discharge');
  const discharged = Math.max(-Infinity, ...discharges.flatMap((e) => (e.doubtful ? [] : (e.at ?? []))));
  const mayHaveLeft = discharges.some((e) => e.doubtful);
  const isRecent = ({ at }: ComfortCareFact): boolean =>
    at === undefined || daysSince(at, asOf) <= settings.comfortCareDays;
  const counting = entries.filter(
    (e) =>
      e.kind !== 'discharge' &&
      (e.current || isRecent(e)) &&
      (e.kind === 'soft' || e.at === undefined || dayOf(e.at) > dayOf(discharged)),
  );
  const isPlain = ({ kind, current, at, doubtful }: ComfortCareFact): boolean =>
    kind === 'stop' && !doubtful && !mayHaveLeft && (at !== undefined || (current && discharged === -Infinity));
  if (counting.some(isPlain)) return 'stop';
  return counting.length > 0 ? 'soft' : undefined;
}
