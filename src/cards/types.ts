// The CDS Hooks 3.0.0 card, as this service sends it.
import type { CardBody } from './body.ts';
import type { Evidence } from './evidence.ts';

/** @source https://cds-hooks.hl7.org/#card-attributes */
export type Indicator = 'info' | 'warning' | 'critical';

/** @source https://cds-hooks.hl7.org/#coding */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** @source https://cds-hooks.hl7.org/#source */
export interface Source {
  readonly label: string;
  readonly url?: string;
  readonly icon?: string;
  readonly topic?: Coding;
}

/** One action a suggestion; the widest-used EHR takes no more. @source https://cds-hooks.hl7.org/#action */
export interface Action {
  readonly type: 'create';
  readonly description: string;
  readonly resource: fhir4.ServiceRequest | fhir4.Observation;
}

/** @source https://cds-hooks.hl7.org/#suggestion */
export interface Suggestion {
  readonly label: string;
  readonly uuid: string;
  readonly isRecommended?: boolean;
  readonly actions: readonly [Action];
}

/** @source https://cds-hooks.hl7.org/#link */
export interface Link {
  readonly label: string;
  readonly url: string;
  readonly type: 'absolute' | 'smart';
  readonly appContext?: string;
}

/** @source https://cds-hooks.hl7.org/#card-attributes */
export interface Card {
  readonly uuid: string;
  readonly summary: string;
  readonly indicator: Indicator;
  readonly detail?: string;
  readonly source: Source;
  readonly suggestions?: readonly Suggestion[];
  readonly selectionBehavior?: 'any';
  readonly overrideReasons?: readonly Coding[];
  readonly links?: readonly Link[];
  readonly extension: { readonly 'org.clearstage.evidence': Evidence };
}

/** A card before it is issued: identities are given out where the answer is made. */
export type DraftCard = Omit<Card, 'uuid' | 'suggestions'> & {
  readonly suggestions?: readonly Omit<Suggestion, 'uuid'>[];
  /** What `detail` is made of, for clients that show it in another form; stays here. */
  readonly body: CardBody;
  /** What it says, to be said once; stays here. */
  readonly once?: Once;
  /** Results that it tells and could not use, each with its value: an answer counts while these stay, too; stays here. */
  readonly unused?: readonly string[];
};

/** What is not said again. */
export interface Once {
  /** What is said, and on what: it is said again when this is another. */
  readonly what: string;
  /** Days after which it may be said again; for as long as anything is remembered unless told. */
  readonly days?: number;
  /** Once of a patient, whoever is told; otherwise once to each user. */
  readonly ofPatient?: true;
}
