// Audience check: compares a token's `aud` with the endpoint called, forgiving only slashes.

/** Doubled slashes in the path made one, trailing ones dropped: some EHRs join base and path with one too many. */
export function normalizeAudience(value: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(value)?.[0] ?? '';
  return (
    scheme +
    value
      .slice(scheme.length)
      .replace(/\/{2,}/g, '/')
      .replace(/\/$/, '')
  );
}

/**
 * Which audiences a call to `path` may carry: the endpoint itself, and what the site configured besides.
 *
 * @param further taken as they stand, and as base URLs followed by the path
 */
export function createAudienceCheck(
  publicBaseUrl: string,
  further: readonly string[],
): { expected(path: string): readonly string[]; accepts(aud: readonly string[], path: string): boolean } {
  const literal = further.map(normalizeAudience);
  const expected = (path: string): readonly string[] => [
    ...[publicBaseUrl, ...further].map((base) => normalizeAudience(`${base}/${path}`)),
    ...literal,
  ];
  return {
    expected,
    accepts(aud, path) {
      const allowed = expected(path);
      return aud.some((value) => allowed.includes(normalizeAudience(value)));
    },
  };
}
