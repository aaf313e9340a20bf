// Lazy loading of the gateway: what it needs to speak HTTP is loaded when a call first asks for FHIR data.
import { onDemand } from '../ops/on-demand.ts';
import type { GatewayOptions, OwnedGateway } from './types.ts';

export interface LazyGateway extends OwnedGateway {
  /** Loads it ahead of need. */
  load(): Promise<unknown>;
}

/** @param options as for `createFhirGateway` */
export function createLazyGateway(options: GatewayOptions): LazyGateway {
  const gateway = onDemand(async () => (await import('./gateway.ts')).createFhirGateway(options));
  return {
    open(access) {
      if (gateway.ready) return gateway.ready.open(access);
      const opened = gateway.load().then((loaded) => loaded.open(access));
      return {
        get: async (query) => (await opened).get(query),
        follow: async (link, resourceType) => (await opened).follow(link, resourceType),
      };
    },
    load: () => gateway.load(),
    close: async () => gateway.ready?.close(),
  };
}
