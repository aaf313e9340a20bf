// What every rule of this service reads.
import { defineRule, type OrderContext, type Reading, type Rule, type Situation } from '../../src/authoring.ts';
import type { Drafts } from './drafts.ts';
import type { OrderSettings } from './knowledge.ts';

export interface OrderInput {
  readonly reading: Reading;
  readonly situation: Situation;
  readonly drafts: Drafts;
  readonly settings: OrderSettings;
  readonly nephrotoxicIngredients: readonly string[];
  readonly order: OrderContext;
}

export function defineOrderRule(rule: Rule<OrderInput>): Rule<OrderInput> {
  return defineRule(rule);
}

/** Both hooks of this service. */
export const BOTH = ['order-sign', 'order-select'] as const;
