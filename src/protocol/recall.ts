// What was decided on the very same call a moment ago. EHRs fire a hook again for each change of tab, patient or service,
// with the same data; only hookInstance is new.
import { createHash } from 'node:crypto';
import type { Endpoint } from './endpoints.ts';
import type { Caller } from '../contracts/ports.ts';

export interface Recall<T> {
  get(key: string, now: number): T | undefined;
  set(key: string, value: T, now: number): void;
}

export interface RecallOptions {
  /** Patient data stay in memory no longer than this after the call that brought them, milliseconds. */
  readonly keepMs: number;
  readonly mostEntries: number;
  /** Runs a function after some milliseconds, without keeping the process alive; forgets even when no call comes. */
  readonly later: (forget: () => void, ms: number) => void;
}

/** A short memory: bounded in number and time, never written anywhere. */
export function createRecall<T>({ keepMs, mostEntries, later }: RecallOptions): Recall<T> {
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  let sweeping = false;
  const sweep = (): void => {
    entries.clear();
    sweeping = false;
  };
  return {
    get(key, now) {
      const entry = entries.get(key);
      return entry !== undefined && now < entry.until ? entry.value : undefined;
    },
    set(key, value, now) {
      if (entries.size >= mostEntries) entries.clear();
      entries.set(key, { value, until: now + keepMs });
      if (sweeping) return;
      sweeping = true;
      later(sweep, keepMs);
    },
  };
}

/**
 * Names a call by everything in it but its hookInstance: who calls, which endpoint, and every byte of the body, the
 * access token included, so that nobody is answered from another's call.
 */
export function callKey(bytes: Buffer, hookInstance: string, endpoint: Endpoint, caller: Caller): string {
  const hash = createHash('sha256').update(
    JSON.stringify([endpoint.id, caller.client, caller.issuer, caller.tenant, caller.fhirServers]),
  );
  const at = bytes.indexOf(hookInstance);
  if (at < 0) return hash.update(bytes).digest('base64');
  return hash
    .update(bytes.subarray(0, at))
    .update(bytes.subarray(at + hookInstance.length))
    .digest('base64');
}
