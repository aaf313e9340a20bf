// Loopback addresses: which host names mean this very machine, the only place plain http is allowed.

/** @param hostname as `URL.hostname` gives it: lower case, IPv6 in brackets */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * https anywhere, http on loopback only.
 *
 * @param allowInsecure http anywhere, for networks that are a test from end to end
 */
export function isSafeTransport(url: URL, allowInsecure = false): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && (allowInsecure || isLoopbackHost(url.hostname)));
}
