// The link of every card to the page of its leading rule: all thresholds, sources and limits.
import type { CardPlan, Link } from '../../src/authoring.ts';
import { BASIS } from './phrases.en.ts';

/** The server puts its own base URL in front. */
export function basisLink({ findings: [first] }: CardPlan): Link {
  return { label: BASIS, url: `/knowledge/${first.rule}`, type: 'absolute' };
}
