// The configuration as everything else sees it: checked, complete, frozen.
import type { HookName } from '../contracts/hooks.ts';
import type { TrustedClient } from '../contracts/ports.ts';
import type { Site } from '../contracts/site.ts';
import type { Environment } from './environment.ts';

/** What the file may say, defaults filled in. */
export interface FileConfig {
  readonly demo: boolean;
  readonly publicBaseUrl: string;
  readonly auth: 'required' | 'off';
  readonly discovery: 'open' | 'required';
  readonly allowInsecure: boolean;
  readonly clients: readonly TrustedClient[];
  /** Further accepted `aud`: as they stand, and as base URLs followed by the path of the endpoint. */
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  readonly jwks: {
    readonly cacheSeconds: number;
    readonly cooldownSeconds: number;
    readonly maxStaleSeconds: number;
    readonly timeoutMs: number;
  };
  readonly clockToleranceSeconds: number;
  readonly maxTokenLifetimeSeconds: number;
  readonly replay: {
    readonly onStoreFailure: 'memory' | 'refuse';
    readonly withinMs: number;
    readonly memoryEntries: number;
  };
  readonly hooks: Readonly<Partial<Record<HookName, string>>>;
  readonly cors: { readonly origins: readonly string[] };
  readonly fhir: {
    readonly timeoutMs: number;
    readonly maxPages: number;
    readonly maxBytes: number;
    readonly concurrency: number;
    readonly breaker: {
      readonly failurePercent: number;
      readonly minimumPatients: number;
      readonly windowSeconds: number;
      readonly pauseSeconds: number;
    };
    readonly allowPrivateNetworks: boolean;
  };
  readonly fhirServers: readonly string[];
  readonly cards?: TrustedClient['cards'];
  readonly rateLimit: { readonly requestsPerMinute?: number };
  /** Addresses and blocks of balancers that are believed what they say of the caller. */
  readonly trustedProxies: readonly string[];
  readonly log: { readonly clientAddress: boolean };
  readonly maxBodyBytes: number;
  readonly limits: {
    readonly connections: number;
    readonly bytesInFlight: number;
    readonly callsInFlight: number;
    readonly eventLoopDelayMs: number;
    readonly refusalsPerMinute: number;
    readonly discoveryPerMinute: number;
    readonly insightsPerMinute: number;
    readonly linksPerMinute: number;
  };
  readonly console: boolean;
  readonly shadow: boolean | ShadowSection;
  readonly memory: { readonly enabled: boolean; readonly days: number; readonly secret?: string };
  readonly retention: {
    readonly issuedCardsDays: number;
    readonly feedbackDays: number;
    readonly commentsDays: number;
  };
  readonly metrics: { readonly public: boolean; readonly token?: string };
  readonly insights: { readonly token?: string; readonly commentsToken?: string; readonly links: boolean };
  /** The trend page as a SMART app: its client id, and origins of authorization servers beside the FHIR servers'. */
  readonly smart: { readonly clientId: string; readonly origins: readonly string[] };
  /** What the site changes of the knowledge. */
  readonly site: Site;
}

export interface ShadowSection {
  readonly everything: boolean;
  readonly cases: boolean;
  readonly folder?: string;
}

export interface Config extends Omit<FileConfig, 'shadow'>, Environment {
  readonly host: string;
  /** Answers every call without a card, and counts what would have been said. */
  readonly shadow: boolean;
  /** The folder for cases of what would have been shown: they name patients. */
  readonly shadowCases?: string;
}
