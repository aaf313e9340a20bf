// What one of several workers may take of what the configuration grants all of them together.
import type { Config } from './types.ts';

/** Memory and connections are the machine's, whatever the number of workers. A worker can read the largest request all the same. */
export function shareOf(config: Config, workers: number): Config {
  if (workers === 1) return config;
  const share = (most: number): number => Math.ceil(most / workers);
  const { limits, fhir, maxBodyBytes } = config;
  return {
    ...config,
    limits: {
      ...limits,
      connections: share(limits.connections),
      bytesInFlight: Math.max(maxBodyBytes, share(limits.bytesInFlight)),
      callsInFlight: share(limits.callsInFlight),
    },
    fhir: { ...fhir, concurrency: share(fhir.concurrency) },
  };
}
