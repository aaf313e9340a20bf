// Why an entry is out of the record for good.
import type { SetAsideReason, UnreadReason } from './types.ts';

const REASONS = ['entered-in-error', 'cancelled'] as const satisfies readonly SetAsideReason[];

/** Withdrawn by whoever entered it: told, and nothing is open for it. */
export const WITHDRAWN: ReadonlySet<UnreadReason> = new Set<UnreadReason>(REASONS);

/** The same by the status of a resource, whose words the reasons are. */
export function withdrawnBy(status: unknown): SetAsideReason | undefined {
  return REASONS.find((reason) => reason === status);
}
