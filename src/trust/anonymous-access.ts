// Anonymous access: the authenticator of a server whose authentication is off; everybody is the same anonymous caller.
import type { Authenticator, TrustedClient } from '../contracts/ports.ts';

/** A token that is sent anyway is ignored: some clients sign every call. */
export function createAnonymousAccess(fhirServers: readonly string[], cards?: TrustedClient['cards']): Authenticator {
  const caller = { client: 'anonymous', fhirServers, ...(cards && { cards }) };
  return { authenticate: () => Promise.resolve(caller) };
}
