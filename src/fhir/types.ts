// What a gateway to the EHRs' FHIR servers is given.
import type { LookupFunction } from 'node:net';
import type { FhirFault, FhirGateway } from '../contracts/ports.ts';
import type { BreakerOptions } from './circuit.ts';

export type OpenOptions = Parameters<FhirGateway['open']>[0];

/** A gateway with connections of its own. */
export interface OwnedGateway extends FhirGateway {
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
  /** When a server is left alone, for one client. */
  readonly breaker: BreakerOptions;
  /** Lets allow-listed names resolve to private addresses, where the EHR is in the same network. */
  readonly allowPrivateNetworks: boolean;
  /** Plain http outside loopback, for test networks. */
  readonly allowInsecure: boolean;
  /** Name resolution; the system's own when absent. */
  readonly lookup?: LookupFunction | undefined;
  readonly report?: ((request: FhirRequestReport) => void) | undefined;
}
