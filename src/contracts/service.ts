// The contract between a service (clinical) and the protocol that carries it: plain data in, plain data out.
import type { Span, Unread } from '../clinical/facts/types.ts';
import type { DraftCard, Indicator } from '../cards/types.ts';
import type { Evidence } from '../cards/evidence.ts';
import type { HookName } from './hooks.ts';

/** A resource and where it came from: `Observation/123`, or its place in the request when it has no id. */
export interface Located {
  readonly resource: fhir4.FhirResource;
  readonly reference: string;
  /** The prefetch key, `context.results` or `context.draftOrders`. */
  readonly from: string;
  /** Of its entry in a Bundle, by which other entries may refer to it. */
  readonly fullUrl?: string | undefined;
}

/** What the hook itself says. */
export interface Situation {
  readonly hook: HookName;
  readonly patientId: string;
  readonly userId: string;
  readonly encounterId?: string;
  /** What the user is looking at (result-view); counts as data. */
  readonly results: readonly Located[];
  /** All unsigned orders (order-sign, order-select). */
  readonly draftOrders: readonly Located[];
  /** Those among them the call is about: the ones just selected (order-select), or all (order-sign). */
  readonly selected: readonly Located[];
}

/** Everything obtained for the patient. */
export interface Chart {
  readonly resources: readonly Located[];
  /** Keys whose data could not be had, with the reason a clinician may read. */
  readonly unavailable: ReadonlyMap<string, string>;
  /** Keys read only in part: when nothing is missing from them; never, for an empty list. Other keys are whole. */
  readonly coverage?: ReadonlyMap<string, readonly Span[]>;
}

export interface RuleOutcome {
  readonly id: string;
  readonly fired: boolean;
  /** One sentence: why it spoke or why it was silent. */
  readonly because: string;
  /** It would have spoken, but the site keeps it silent. */
  readonly silenced?: true;
  /** With this indicator, and what would have been shown is kept for review. */
  readonly inShadow?: Indicator;
}

export interface Evaluation {
  readonly cards: readonly DraftCard[];
  /** For the whole call, whether or not a card is shown. */
  readonly evidence: Evidence;
  readonly rules: readonly RuleOutcome[];
  /** The facts as read, for `explain`: JSON. */
  readonly facts: unknown;
  /** What stands in the record and was not read. */
  readonly unread: readonly Unread[];
  /** Results were opened, and none of them is one that we know: their codings. */
  readonly unrecognised?: readonly string[];
  /** Cards that would have been shown besides, were the rules on that the site keeps in shadow; which rules these are. */
  readonly inShadow?: { readonly cards: readonly DraftCard[]; readonly rules: ReadonlySet<string> };
}

/** What a hook call is answered with. */
export type Answered = Pick<Evaluation, 'cards' | 'rules' | 'unrecognised' | 'inShadow'>;

/** One entry of discovery and its endpoint. */
export interface Offering {
  readonly id: string;
  readonly hook: HookName;
  readonly title: string;
  readonly description: string;
  readonly usageRequirements: string;
  readonly prefetch: Readonly<Record<string, string>>;
  /**
   * Prefetch keys without which the service has nothing to say (412); `satisfies` of the service tells whether resources
   * that came by another way (context, a renamed key) will do.
   */
  readonly required: readonly string[];
}

/** A made-up call: what an EHR would have on record, and the orders being written. */
export interface Example {
  readonly patient: fhir4.Patient & { readonly id: string };
  readonly resources: readonly fhir4.FhirResource[];
  readonly draftOrders: readonly fhir4.FhirResource[];
}

export interface Service {
  /** Folder name. */
  readonly id: string;
  /** Semantic version of its knowledge. */
  readonly version: string;
  readonly offerings: readonly Offering[];
  /** False: nothing of ours is in this call; answered `{"cards": []}` at once, nothing fetched. */
  concerns(situation: Situation): boolean;
  /**
   * Out of scope, but something urgent may stand in what came with the call; it is read from that alone, and only urgent
   * things are said.
   */
  mayBeUrgent?(situation: Situation, given: readonly Located[]): boolean;
  /** Do these resources already hold what the key would bring? */
  satisfies(key: string, resources: readonly Located[]): boolean;
  /**
   * Periods of which no result may be missing (the neighbours of what is looked at), where a list of results was read
   * only in part.
   */
  periods?(situation: Situation, chart: Chart, asOf: number): readonly Span[];
  /**
   * What is answered without reading the chart, where nothing in it could make a rule speak, as in most charts that are
   * opened; undefined where something could. Never other cards than `evaluate` would make.
   */
  silenceOver?(situation: Situation, chart: Chart): Answered | undefined;
  /** Pure: the same call and the same time give the same answer. `asOf` in milliseconds since 1970. */
  evaluate(situation: Situation, chart: Chart, asOf: number): Evaluation;
  /** A call in which most rules have something to say, for the server to warm up on. `asOf` as above. */
  example(asOf: number): Example;
}
