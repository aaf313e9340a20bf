// A gateway as the server makes one, with what a test changes of its bounds.
import { createFhirGateway } from '../../src/fhir/gateway.ts';
import type { GatewayOptions, OwnedGateway } from '../../src/fhir/types.ts';

const USUAL: GatewayOptions = {
  timeoutMs: 2_000,
  maxPages: 5,
  maxResponseBytes: 5_000_000,
  maxResources: 2_000,
  concurrency: 32,
  breaker: { failureRate: 0.5, windowMs: 30_000, minimumPatients: 5, pauseMs: 10_000 },
  allowPrivateNetworks: false,
  allowInsecure: false,
};

export function gatewayWith(options: Partial<GatewayOptions> = {}): OwnedGateway {
  return createFhirGateway({ ...USUAL, ...options });
}
