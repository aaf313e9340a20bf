// Why an entry is out of the record for good.
import type { UnreadReason } from './types.ts';

/** Withdrawn by whoever entered it: told, and nothing is open for it. */
export const WITHDRAWN: ReadonlySet<UnreadReason> = new Set<UnreadReason>(['entered-in-error', 'cancelled']);
