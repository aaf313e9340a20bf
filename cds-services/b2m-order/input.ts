// What every rule of this service reads.
import {
  defineRule,
  type indexReferences,
  type OrderContext,
  type Reading,
  type Rule,
  type Situation,
} from '../../src/authoring.ts';
import type { Drafts } from './drafts.ts';
import type { OrderSettings } from './knowledge.ts';

export interface OrderInput {
  readonly reading: Reading;
  readonly situation: Situation;
  readonly drafts: Drafts;
  readonly settings: OrderSettings;
  /** Drafts and chart, for what a draft refers to. */
  readonly references: ReturnType<typeof indexReferences>;
  /** Drug names against plasma-cell or lymphoid disease that the site adds, lower case. */
  readonly furtherDrugs: readonly string[];
  readonly nephrotoxicIngredients: readonly string[];
  readonly order: OrderContext;
}

export function defineOrderRule(rule: Rule<OrderInput>): Rule<OrderInput> {
  return defineRule(rule);
}

/** Both hooks of this service. */
export const BOTH = ['order-sign', 'order-select'] as const;
