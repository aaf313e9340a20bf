// What a gateway to the EHRs' FHIR servers is given, and what it answers.
import type { LookupFunction } from 'node:net';

/** Why data could not be had. */
export type FhirFault =
  | 'not-allowed'
  | 'no-server'
  | 'timeout'
  | 'unreachable'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'server-error'
  | 'not-fhir'
  | 'too-large'
  | 'circuit-open';

/** `complete` is false when the server had more than was read and less than was asked for was read. */
export type FhirAnswer =
  | { readonly ok: true; readonly resources: readonly fhir4.FhirResource[]; readonly complete: boolean }
  | { readonly ok: false; readonly fault: FhirFault; readonly status?: number };

export interface FhirAccess {
  get(query: string): Promise<FhirAnswer>;
}

export interface OpenOptions {
  readonly baseUrl: string;
  readonly accessToken?: string;
  readonly allowed: readonly string[];
  readonly signal: AbortSignal;
}

export interface FhirGateway {
  open(options: OpenOptions): FhirAccess;
  /** Ends idle connections; for shutdown. */
  close(): Promise<void>;
}

/** One request as the operator may see it: never a query, an id or a token. */
export interface FhirRequestReport {
  readonly server: string;
  readonly resourceType: string;
  readonly outcome: 'ok' | FhirFault;
  readonly status?: number;
  readonly ms: number;
}

export interface GatewayOptions {
  /** For one request, body included, milliseconds. */
  readonly timeoutMs: number;
  /** Pages read for one query. */
  readonly maxPages: number;
  /** Of one response. */
  readonly maxResponseBytes: number;
  /** Of one query's answer, over all its pages. */
  readonly maxResources: number;
  /** Requests to one server at a time, over all calls. */
  readonly concurrency: number;
  readonly breaker: {
    /** Failures in a row after which a server is left alone. */
    readonly failures: number;
    readonly resetMs: number;
  };
  /** Lets allow-listed names resolve to private addresses, where the EHR is in the same network. */
  readonly allowPrivateNetworks: boolean;
  /** Plain http outside loopback, for test networks. */
  readonly allowInsecure: boolean;
  /** Name resolution; the system's own when absent. */
  readonly lookup?: LookupFunction | undefined;
  readonly report?: ((request: FhirRequestReport) => void) | undefined;
}

export const GATEWAY_DEFAULTS: GatewayOptions = {
  timeoutMs: 2000,
  maxPages: 5,
  maxResponseBytes: 5 * 1024 * 1024,
  maxResources: 2000,
  concurrency: 32,
  breaker: { failures: 8, resetMs: 10_000 },
  allowPrivateNetworks: false,
  allowInsecure: false,
};
