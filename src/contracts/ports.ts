// What the protocol asks of the world outside: who calls, an EHR's FHIR server, and the store of shown cards.
// `trust/`, `fhir/` and `store/` keep these promises; `compose.ts` brings both sides together.

/** A CDS client this site trusts, as its configuration names it. */
export interface TrustedClient {
  readonly name: string;
  /** `iss`, compared exactly. */
  readonly issuer: string;
  /** The one address its JWK Set may come from. */
  readonly jku?: string | undefined;
  /** Keys agreed out of band; with them nothing is fetched. */
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] } | undefined;
  /** When given, the token's `tenant` must be one of them. */
  readonly tenants?: readonly string[] | undefined;
  /** Longest `exp - iat` of this client's tokens, where it is not that of all. */
  readonly maxTokenLifetimeSeconds?: number | undefined;
  /** FHIR base URLs this client may send us to. */
  readonly fhirServers: readonly string[];
  /** Our own registration at its FHIR server, for calls that bring no access token. */
  readonly backendServices?: BackendServices | undefined;
  /** What its EHR can show; both, if absent. */
  readonly cards?: { readonly tables?: boolean; readonly markdown?: boolean } | undefined;
  /** Where its calls say who calls, for the insights. */
  readonly insights?: { readonly role?: GroupSource; readonly department?: GroupSource } | undefined;
}

/** What in a call names a role or a department, and what each value is called. */
export interface GroupSource {
  /** JSON Pointer into the call, such as `/context/userId`. @source https://www.rfc-editor.org/rfc/rfc6901 */
  readonly at: string;
  /** By value; what has no name is not told apart, so that nothing of the call is stored. */
  readonly names: Readonly<Record<string, string>>;
}

/** A registration of ours as a system. @source https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html */
export interface BackendServices {
  readonly clientId: string;
  /** The one base URL its tokens are for. */
  readonly fhirServer: string;
  /** Private JWKs, each with `kid` and `alg` (ES384 or RS384); of those a server takes, the first signs. */
  readonly keys: readonly PrivateJwk[];
  /** What is asked for, where it is not what the services read. */
  readonly scopes?: readonly string[] | undefined;
}

export interface PrivateJwk {
  readonly kty: string;
  readonly kid: string;
  readonly alg: string;
  readonly [member: string]: unknown;
}

/** Who is calling. */
export interface Caller {
  /** Configured client name; `anonymous` when authentication is off. */
  readonly client: string;
  readonly issuer?: string;
  readonly tenant?: string;
  /** FHIR base URLs this caller may send us to. */
  readonly fhirServers: readonly string[];
  /** Base URL that we may read with credentials of our own, where a call brings none. */
  readonly ownAccess?: string;
  readonly cards?: TrustedClient['cards'];
  readonly insights?: TrustedClient['insights'];
}

/** Under which name cards and feedback are kept: tenants of one client are strangers to each other. */
export function partyOf({ client, tenant }: Pick<Caller, 'client' | 'tenant'>): string {
  return tenant === undefined ? client : `${client} / ${tenant}`;
}

export interface Authenticator {
  /**
   * @param authorization the Authorization header as received
   * @param path path of the endpoint called, e.g. `/cds-services/b2m-result-view`; `aud` must be publicBaseUrl + path
   * @throws CdsProblem `unauthorized`, with one constant text for the caller and the reason in `details.log`
   */
  authenticate(authorization: string | undefined, path: string): Promise<Caller>;
}

/** Sees to it that a token is used once, at all replicas together. */
export interface ReplayGuard {
  /**
   * Takes a token id for good.
   *
   * @param expiresAtMs when it may be forgotten, milliseconds since 1970
   * @returns false when it was taken before
   */
  claim(issuer: string, jti: string, expiresAtMs: number): Promise<boolean>;
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
  | {
      readonly ok: true;
      /** In the order they came; the server's remarks (OperationOutcome) among them. */
      readonly resources: readonly fhir4.FhirResource[];
      /** Every page was read. */
      readonly complete: boolean;
      /** How many matches there are in all, as far as the server says. */
      readonly total?: number;
      /** Something in it was not what was asked for and has been left out. */
      readonly flawed?: true;
    }
  | { readonly ok: false; readonly fault: FhirFault; readonly status?: number };

/** One EHR's FHIR server, for the length of one call. */
export interface FhirAccess {
  /**
   * A read (`Patient/1`) or a type-level search (`Observation?patient=1&…`), relative to the base URL; pages are
   * followed within bounds. Never throws.
   */
  get(query: string): Promise<FhirAnswer>;
  /** The pages from a `next` link on, of a search for a resource type. Never throws, never leaves the base URL. */
  follow(link: string, resourceType: string): Promise<FhirAnswer>;
}

export interface FhirGateway {
  open(options: {
    readonly baseUrl: string;
    readonly accessToken?: string;
    readonly allowed: readonly string[];
    /** Who asks, and about whom: what one client or patient meets never closes the way for others. */
    readonly on?: { readonly client: string; readonly patient: string };
    /** A call without a token, of a client at whose server we are registered: with whose credentials it may be read. */
    readonly unattended?: { readonly client: string; readonly service: string; readonly hookInstance: string };
    /** Ends every request of this access. */
    readonly signal: AbortSignal;
  }): FhirAccess;
}

/** Who calls, as far as the client's configuration names it: of its own words, never of the call's. */
export interface CallerGroup {
  readonly role?: string | undefined;
  readonly department?: string | undefined;
}

/** A hook call that was answered. */
export interface AnsweredCall extends CallerGroup {
  readonly serviceId: string;
  readonly client: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A card that was shown, without patient data. */
export interface IssuedCard extends CallerGroup {
  readonly uuid: string;
  readonly serviceId: string;
  readonly rules: readonly string[];
  /** Of the knowledge. */
  readonly version: string;
  readonly indicator: string;
  readonly client: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Suggestion uuids, to recognise them in feedback. */
  readonly suggestions: readonly string[];
  /** Keyed hash of patient, rule and inputs; absent when nothing is to be suppressed. */
  readonly memoryKey?: string | undefined;
  /** Keyed hash of what is said to this user once: settled by being shown. */
  readonly toldKey?: string | undefined;
  /** It would have been shown, and was not; its keys are apart from those of shown cards. */
  readonly shadow?: true;
}

/** What a clinician did with a card. */
export interface FeedbackEntry {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  /** Milliseconds since 1970, by the client's clock. */
  readonly outcomeAt: number;
  readonly acceptedSuggestions: readonly string[];
  readonly reasonCode?: string | undefined;
  readonly reasonSystem?: string | undefined;
  /** Free text of a clinician: treated as PHI. */
  readonly userComment?: string | undefined;
}

/** `known`: this client was shown a card of that id. */
export interface FeedbackReceipt {
  readonly card: string;
  readonly known: boolean;
}

/** By key, the days for which it counts. */
export type DaysOfKey = ReadonlyMap<string, number>;

export interface CardStore {
  /** Behind the answer: queues and returns at once; never throws. */
  recordIssued(cards: readonly IssuedCard[]): void;
  /**
   * Committed when it resolves; all entries or none; a repeat changes nothing.
   *
   * @param receivedAt milliseconds since 1970, by our clock
   * @throws CdsProblem `unavailable` when it could not be committed; sending it again is safe
   */
  saveFeedback(
    serviceId: string,
    client: string,
    entries: readonly FeedbackEntry[],
    receivedAt: number,
  ): Promise<readonly FeedbackReceipt[]>;
  /**
   * Which of these keys a clinician has accepted or overridden; within 50 ms, an empty set on any fault.
   *
   * @param within keys that count for fewer days than all others
   */
  suppressed(memoryKeys: readonly string[], now: number, within?: DaysOfKey): Promise<ReadonlySet<string>>;
}
