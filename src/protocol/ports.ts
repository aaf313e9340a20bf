// What the protocol needs from the outside world; `main.ts` plugs in trust, fhir and store.

/** Who is calling. */
export interface Caller {
  /** Configured client name; `anonymous` when authentication is off. */
  readonly client: string;
  readonly issuer?: string;
  readonly tenant?: string;
  /** FHIR base URLs this caller may send us to. */
  readonly fhirServers: readonly string[];
}

export interface Authenticator {
  /**
   * @param authorization the Authorization header as received
   * @param path path of the endpoint called, e.g. `/cds-services/b2m-result-view`; `aud` must be publicBaseUrl + path
   * @throws CdsProblem `unauthorized`, with one constant text for the caller and the reason in `details.log`
   */
  authenticate(authorization: string | undefined, path: string): Promise<Caller>;
}

/** Why data could not be had; the operator's log gets the word, the clinician a sentence. */
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

export type FhirAnswer =
  | { readonly ok: true; readonly resources: readonly fhir4.FhirResource[]; readonly complete: boolean }
  | { readonly ok: false; readonly fault: FhirFault; readonly status?: number };

/** One EHR's FHIR server, for the length of one call. */
export interface FhirAccess {
  /**
   * A read (`Patient/1`) or a type-level search (`Observation?patient=1&…`), relative to the base URL; pages are
   * followed within bounds. Never throws.
   */
  get(query: string): Promise<FhirAnswer>;
}

export interface FhirGateway {
  open(options: {
    readonly baseUrl: string;
    readonly accessToken?: string;
    readonly allowed: readonly string[];
    /** Ends every request of this access. */
    readonly signal: AbortSignal;
  }): FhirAccess;
}

export interface IssuedCard {
  readonly uuid: string;
  readonly serviceId: string;
  readonly rules: readonly string[];
  readonly version: string;
  readonly indicator: string;
  readonly client: string;
  readonly at: number;
  /** Suggestion uuids, to recognise them in feedback. */
  readonly suggestions: readonly string[];
  /** Keyed hash of patient, rule and inputs; absent when memory is off. */
  readonly memoryKey?: string;
}

export interface FeedbackEntry {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  /** Milliseconds since 1970. */
  readonly outcomeAt: number;
  readonly acceptedSuggestions: readonly string[];
  readonly reasonCode?: string;
  readonly reasonSystem?: string;
  /** Free text of a clinician: treated as PHI. */
  readonly userComment?: string;
}

export interface CardStore {
  /** Behind the answer: queues and returns at once; never throws. */
  recordIssued(cards: readonly IssuedCard[]): void;
  /** Committed when it resolves; all entries or none. Idempotent. `known` tells which cards we had issued. */
  saveFeedback(
    serviceId: string,
    client: string,
    entries: readonly FeedbackEntry[],
    receivedAt: number,
  ): Promise<readonly { readonly card: string; readonly known: boolean }[]>;
  /** Which of these memory keys a clinician has already settled. Answers within its own bound; an empty set on any fault. */
  settled(memoryKeys: readonly string[], now: number): Promise<ReadonlySet<string>>;
}
