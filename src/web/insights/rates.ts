// Shares of counts, each with what it is a share of, as people say them.
import type { Outcomes } from '../../contracts/insights.ts';
import { wilson, type Share } from '../../contracts/wilson.ts';

/** Accepted, of the cards with something to accept. */
export function acceptance({ actionAccepted, withAction }: Outcomes): Share {
  return wilson(actionAccepted, withAction);
}

/** Overridden, of the cards that were answered. */
export function overrides({ accepted, overridden }: Outcomes): Share {
  return wilson(overridden, accepted + overridden);
}

/** `25 %`; a share of nothing is a dash. */
export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${Math.round(share * 100)} %`;
}

/** `25 % (9–53 %)`: the share and its 95 % interval. */
export function withInterval({ of, share, low, high }: Share): string {
  return of === 0 ? '–' : `${percent(share)} (${Math.round(low * 100)}–${percent(high)})`;
}

/** Cards per 100 calls: `3.2`; without calls a dash. */
export function perHundred(cards: number, calls: number): string {
  return calls === 0 ? '–' : ((100 * cards) / calls).toFixed(1);
}
