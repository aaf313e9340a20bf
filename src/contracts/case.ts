// A case: one card as a committee reads it, of a replay or of shadow mode. It names the patient.
import type { HookName } from './hooks.ts';

export interface Case {
  /** Names the case in every file of a run: a digest of patient, moment, hook and place among the cards. */
  readonly id: string;
  /** `Patient/123`. */
  readonly patient: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly hook: HookName;
  readonly encounter?: string;
  readonly department?: string;
  readonly user?: string;
  /** The first gave the summary. */
  readonly rules: readonly string[];
  readonly indicator: string;
  readonly summary: string;
  readonly assessments: readonly { readonly system: string; readonly possible: readonly string[] }[];
  /** Of what the card rests on: the same wherever the same is said of the same inputs by the same knowledge. */
  readonly evidence: string;
  /** The same had been said of this patient on the same inputs, so lately that an answer to it would still be remembered. */
  readonly repeat: boolean;
}

/** Of a card that shadow mode kept back, with what a reviewer needs to judge it; whether it is a repeat is not known. */
export interface ShadowCase extends Omit<Case, 'repeat'> {
  /** Of the card, as in the store. */
  readonly card: string;
  readonly service: string;
  /** Whose EHR asked, and the tenant there. */
  readonly client: string;
  /** Of the knowledge. */
  readonly version: string;
  /** Of these rules nobody is shown a card; absent where the site shows none at all. */
  readonly inShadow?: readonly string[];
  /** Markdown, as it would have been shown; absent where the EHR shows a table of its own. */
  readonly detail?: string;
}

/** Takes cases for the site's own folder. */
export interface CaseKeeper {
  /** Behind the answer: queues and returns at once; never throws. */
  keep(cases: readonly ShadowCase[]): void;
}
