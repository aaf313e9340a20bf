// Rate limit in memory: how often one caller may call, a token bucket each.

import { CdsProblem } from '../contracts/problems.ts';

export interface RateLimit {
  /** Takes one token. @returns seconds to wait when there is none, else 0; at once where this process alone decides */
  take(key: string, now: number): number | Promise<number>;
}

/** Decided by this process. */
export interface OwnRateLimit extends RateLimit {
  take(key: string, now: number): number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** More callers than this at once are not EHRs; the oldest bucket makes room. */
const MAX_BUCKETS = 10_000;

/**
 * A minute's allowance may be used at once and refills evenly.
 *
 * @param requestsPerMinute undefined for no limit
 */
export function createRateLimit(requestsPerMinute: number | undefined): OwnRateLimit {
  if (requestsPerMinute === undefined) return { take: () => 0 };
  const perMs = requestsPerMinute / 60_000;
  const buckets = new Map<string, Bucket>();
  return {
    take(key, now) {
      let bucket = buckets.get(key);
      if (!bucket) {
        if (buckets.size >= MAX_BUCKETS) buckets.delete(buckets.keys().next().value as string);
        buckets.set(key, (bucket = { tokens: requestsPerMinute, at: now }));
      }
      bucket.tokens = Math.min(requestsPerMinute, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
      bucket.at = now;
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMs / 1000);
      bucket.tokens -= 1;
      return 0;
    },
  };
}

export function tooMany(seconds: number): CdsProblem {
  return new CdsProblem('too-many-requests', {
    detail: `too many calls; the next is welcome in ${seconds} s`,
    headers: { 'Retry-After': String(seconds) },
  });
}
