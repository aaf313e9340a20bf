// The authenticator of a server whose authentication is off: everybody is the same anonymous caller.
import type { Authenticator } from './options.ts';

/** A token that is sent anyway is ignored: some clients sign every call. */
export function createOpenDoor(fhirServers: readonly string[]): Authenticator {
  const caller = { client: 'anonymous', fhirServers };
  return { authenticate: () => Promise.resolve(caller) };
}
