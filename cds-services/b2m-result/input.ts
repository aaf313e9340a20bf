// What every rule of this service reads.
import type { OrderContext, Reading, Rule, Situation } from '../../src/authoring.ts';
import { defineRule } from '../../src/authoring.ts';
import type { ResultSettings } from './knowledge.ts';

export interface ResultInput {
  readonly reading: Reading;
  readonly situation: Situation;
  readonly settings: ResultSettings;
  readonly order: OrderContext;
  /** When one of some LOINC codes last came back, milliseconds since 1970; -Infinity for never. */
  readonly lastDone: (codes: readonly string[]) => number;
  /** Newer B2M results that are still preliminary, as `a B2M of 2026-03-02`. */
  readonly pending: readonly string[];
  /** References of the results being looked at. */
  readonly lookedAt: ReadonlySet<string>;
}

/** A rule of this service. */
export function defineResultRule(rule: Rule<ResultInput>): Rule<ResultInput> {
  return defineRule(rule);
}

/** The topics that share a card. */
export const TOPIC = { injury: 'injury', b2m: 'b2m', trend: 'trend', urine: 'urine', csf: 'csf' } as const;

/** Both hooks of this service. */
export const BOTH = ['result-view', 'patient-view'] as const;

export const LIGHT_CHAIN_RESULTS = ['free-kappa', 'free-lambda', 'free-light-chain-ratio'] as const;
