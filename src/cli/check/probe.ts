// One GET to the FHIR server under examination: what came, how much of it, and how long it took.
import { isUnder, normalizeBaseUrl } from '../../fhir/base-url.ts';

export interface Probed {
  /** 0 when nothing answered. */
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
  /** Parsed, when it was JSON. */
  readonly body?: unknown;
}

/** @param query relative to the base URL, or a link under it */
export type Probe = (query: string) => Promise<Probed>;

const TIMEOUT_MS = 30_000;

/**
 * @param token sent to this server and nowhere else; redirects are not followed
 * @throws Error for what can be no FHIR base URL
 */
export function createProbe(fhir: string, token?: string): Probe {
  const baseUrl = normalizeBaseUrl(fhir, true);
  if (baseUrl === undefined) throw new Error(`--fhir: ${fhir} is not the base URL of a FHIR server`);
  return async (query) => {
    const url = new URL(query.replaceAll('|', '%7C'), `${baseUrl}/`);
    if (!isUnder(baseUrl, url)) return { status: 0, ms: 0, bytes: 0 };
    const started = performance.now();
    try {
      const answer = await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { accept: 'application/fhir+json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      });
      const text = await answer.text();
      const ms = Math.round(performance.now() - started);
      return { status: answer.status, ms, bytes: Buffer.byteLength(text), body: parsed(text) };
    } catch {
      return { status: 0, ms: Math.round(performance.now() - started), bytes: 0 };
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `it did not answer`, `401`. */
export function statusInWords({ status }: Probed): string {
  if (status === 0) return 'it did not answer within 30 s, or could not be reached';
  const known: Readonly<Record<number, string>> = {
    401: '401: it does not accept the access token',
    403: '403: the scopes of the token do not cover it',
    404: '404: it does not know it',
  };
  return known[status] ?? `it answered ${status}`;
}

export function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (Reflect.get(at, name) as unknown) : undefined),
    value,
  );
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
