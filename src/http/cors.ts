// CORS: which web pages may read our answers.

export interface OriginPolicy {
  /** The value of `Access-Control-Allow-Origin` for a page of this origin; undefined when it may not. */
  allow(origin: string | undefined): string | undefined;
}

/** @param origins exact origins, or `*` for every one; never with credentials. @source https://cds-hooks.hl7.org/#cross-origin-resource-sharing */
export function createOriginPolicy(origins: readonly string[]): OriginPolicy {
  const any = origins.includes('*');
  const allowed = new Set(origins);
  return {
    allow(origin) {
      if (origin === undefined) return undefined;
      if (any) return '*';
      return allowed.has(origin) ? origin : undefined;
    },
  };
}
